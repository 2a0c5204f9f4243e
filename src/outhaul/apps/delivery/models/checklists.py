"""What is to be done at the beginning and at the end, and what was granted and lent meanwhile."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from outhaul.apps.jobs.keys import new_key
from outhaul.apps.people.models import Business, User
from outhaul.apps.work.models import Engagement

LISTS = ("onboarding", "off-boarding")
SORTS = ("access", "tool", "training", "equipment", "paper", "hand-over", "other")


class ChecklistItem(models.Model):
    """A line of the list for the first or the last days of an engagement."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="checklist")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    list = models.CharField(max_length=16, choices=[(name, name) for name in LISTS])
    sort = models.CharField(max_length=16, choices=[(name, name) for name in SORTS], default="other")
    text = models.CharField(max_length=300)
    side = models.CharField(max_length=16, default="client")
    """Who does it: client or contractor."""
    is_needed = models.BooleanField(default=True)
    """Whether an engagement cannot close (or begin well) without it."""
    position = models.PositiveIntegerField(default=0)
    due_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        """In their order."""

        ordering: ClassVar = ["list", "position", "pk"]

    def __str__(self) -> str:
        """Return what is to be done."""
        return self.text


class Access(models.Model):
    """A seat or a right that the contractor was given, until it is taken back."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="accesses")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    name = models.CharField(max_length=200)
    tool = models.CharField(max_length=64, blank=True)
    """Key of the tool's row, where it is a seat of one."""
    monthly_cost = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    """In the business's own currency."""
    granted_on = models.DateField()
    granted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    revoked_on = models.DateField(null=True)
    revoked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        """Those that stand first."""

        ordering: ClassVar = ["granted_on", "pk"]

    def __str__(self) -> str:
        """Return its name."""
        return self.name


class Equipment(models.Model):
    """A thing that the business bought and may lend: the capital register."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="equipment")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    name = models.CharField(max_length=200)
    serial = models.CharField(max_length=100, blank=True)
    bought_on = models.DateField()
    price = models.DecimalField(max_digits=12, decimal_places=2)
    """In the business's own currency."""
    life_months = models.PositiveIntegerField(default=36)
    """Over which the price is written down, in equal parts."""
    engagement = models.ForeignKey(Engagement, null=True, on_delete=models.SET_NULL, related_name="equipment")
    """To whom it is lent now."""
    lent_on = models.DateField(null=True)
    returned_on = models.DateField(null=True)
    retired_on = models.DateField(null=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """By name."""

        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        """Return its name."""
        return self.name
