"""When both sides look at the work, and when somebody is away."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from outhaul.apps.delivery.lifecycles import CheckpointState
from outhaul.apps.jobs.keys import new_key
from outhaul.apps.people.models import Business, User
from outhaul.apps.planning.fields import PlainField
from outhaul.apps.work.models import Contractor, Engagement, Milestone


class Checkpoint(models.Model):
    """A planned look at a deliverable; at most one a working day for each engagement."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="checkpoints")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    milestone = models.ForeignKey(Milestone, null=True, on_delete=models.SET_NULL, related_name="checkpoints")
    name = models.CharField(max_length=200)
    on = models.DateField()
    """The client's local day."""
    starts_at = models.DateTimeField()
    minutes = models.PositiveIntegerField(default=30)
    state = models.CharField(
        max_length=16,
        choices=[(state.value, state.value) for state in CheckpointState],
        default=CheckpointState.PLANNED,
    )
    notes = models.TextField(blank=True)
    decisions = PlainField(default=list)
    """Texts, in order."""
    moved = models.PositiveIntegerField(default=0)
    """How often it was moved: calendars count versions by it."""
    held_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    held_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """In their order; one a day."""

        ordering: ClassVar = ["starts_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["engagement", "on"],
                condition=~models.Q(state=CheckpointState.CANCELLED),
                name="one_checkpoint_a_day",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["state", "starts_at"], name="checkpoints_to_hold")]

    def __str__(self) -> str:
        """Return its name."""
        return self.name


class Absence(models.Model):
    """Days on which somebody does not work: a contractor, or a manager of the business file."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="absences")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    contractor = models.ForeignKey(Contractor, null=True, on_delete=models.CASCADE, related_name="absences")
    manager = models.CharField(max_length=64, blank=True)
    """Key of the manager's row, where it is not a contractor."""
    first_on = models.DateField()
    last_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        """In their order."""

        ordering: ClassVar = ["first_on", "pk"]

    def __str__(self) -> str:
        """Return the days."""
        return f"{self.first_on} to {self.last_on}"
