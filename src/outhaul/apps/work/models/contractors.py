"""Contractors: the other side of an engagement, and the papers that its payment needs."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from outhaul.apps.jobs.keys import new_key
from outhaul.apps.people.models import Business, User
from outhaul.apps.sourcing.models import Candidate


class Contractor(models.Model):
    """A person or firm that signs for the other side."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="contractors")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    candidate = models.OneToOneField(
        Candidate, null=True, on_delete=models.SET_NULL, related_name="contractor"
    )
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="contractors")
    """The contractor's own account, once there is one."""
    name = models.CharField(max_length=200)
    """The person, or the firm, that is bound."""
    signs = models.CharField(max_length=200, blank=True)
    """Who signs for a firm; empty for a person."""
    email = models.EmailField()
    country = models.CharField(max_length=2)
    time_zone = models.CharField(max_length=64)
    address = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """By name."""

        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @property
    def is_firm(self) -> bool:
        """Whether it is a firm, for which a person signs."""
        return bool(self.signs)


PAPERS = ("w9", "w8ben", "w8bene", "vat", "bank")


class Paper(models.Model):
    """A tax paper or bank details: sealed at rest, shown masked; a newer one replaces it, none is changed."""

    contractor = models.ForeignKey(Contractor, on_delete=models.CASCADE, related_name="papers")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    kind = models.CharField(max_length=8, choices=[(name, name) for name in PAPERS])
    sealed = models.BinaryField()
    """The plain values as JSON, encrypted."""
    masked = models.CharField(max_length=120)
    """What may be shown: "DE89 •••• 3000"."""
    expires_on = models.DateField(null=True)
    made_at = models.DateTimeField(default=timezone.now)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first; one of a kind is in force."""

        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contractor", "kind"],
                condition=models.Q(replaced_at=None),
                name="one_paper_in_force",
            )
        ]

    def __str__(self) -> str:
        """Return what may be shown."""
        return f"{self.kind}: {self.masked}"
