"""Users, businesses, and who has which role in which business."""

from enum import StrEnum
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils import timezone

from outhaul.apps.composed import Composed
from outhaul.apps.jobs.keys import new_key


class Role(StrEnum):
    """What somebody is in a business."""

    OWNER = "owner"
    MANAGER = "manager"
    FINANCE = "finance"
    VIEWER = "viewer"


ROLES = [(role.value, role.value) for role in Role]


class UserManager(BaseUserManager["User"]):
    """Makes users, who are known by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, *, name: str = "") -> "User":
        """Keep a new user; without a password nobody can sign in by one."""
        user = self.model(email=self.normalize_email(email).lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get(self, *args: Any, **kwargs: Any) -> "User":  # noqa: ANN401 -- Django's own
        """Return one user; by the key alone, as each request asks, by a query composed already."""
        if args or kwargs.keys() != {"pk"} or kwargs["pk"] is None:
            return super().get(*args, **kwargs)
        for found in _user(kwargs["pk"]):
            return found
        raise self.model.DoesNotExist


@Composed
def _user(pk: int) -> "models.QuerySet[User]":
    return User.objects.filter(pk=pk)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who can sign in."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        """Return what others call the user."""
        return self.name or self.email


class Business(models.Model):
    """A small business whose people work here; what it told of itself lies in planning."""

    key = models.CharField(max_length=16, unique=True, default=new_key)
    name = models.CharField(max_length=200)
    is_sample = models.BooleanField(default=False)
    founded_at = models.DateTimeField(default=timezone.now)

    members = models.ManyToManyField(User, through="Membership", related_name="businesses")

    def __str__(self) -> str:
        """Return its name."""
        return self.name


class Membership(models.Model):
    """Somebody's role in a business."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=ROLES)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        """One role a person and business."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["business", "user"], name="one_role")]

    def __str__(self) -> str:
        """Return who is what where."""
        return f"{self.user}: {self.role} of {self.business}"


class Invitation(models.Model):
    """A link by which somebody may join a business; only the hash of its token is kept."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=16, choices=ROLES)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """Return who is invited to what."""
        return f"{self.email} to {self.business} as {self.role}"

    @property
    def is_open(self) -> bool:
        """True while the link can be used."""
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > timezone.now()


class KeptFilter(models.Model):
    """A way to look at a list that somebody keeps under a name."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="filters")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="filters")
    page = models.CharField(max_length=32)
    """Name of the list's address."""
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)
    """What stands after the question mark."""

    class Meta:
        """By name; one name a list and person."""

        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["business", "user", "page", "name"], name="one_filter_a_name")
        ]

    def __str__(self) -> str:
        """Return its name."""
        return self.name
