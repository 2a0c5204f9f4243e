"""Hours, where an agreement is by hours, and the contractor's own list of things to do."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from outhaul.apps.delivery.lifecycles import HoursState
from outhaul.apps.jobs.keys import new_key
from outhaul.apps.people.models import User
from outhaul.apps.work.models import Engagement, Milestone


class HourEntry(models.Model):
    """Hours of one day for one deliverable, told by the contractor; nothing watches a screen."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="hours")
    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="hours")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    on = models.DateField()
    hours = models.DecimalField(max_digits=5, decimal_places=2)
    rate = models.DecimalField(max_digits=12, decimal_places=2)
    """The agreed rate on that day."""
    note = models.CharField(max_length=300, blank=True)
    state = models.CharField(
        max_length=16,
        choices=[(state.value, state.value) for state in HoursState],
        default=HoursState.LOGGED,
    )
    reason = models.CharField(max_length=300, blank=True)
    """Why they were rejected."""
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        """Newest day first."""

        ordering: ClassVar = ["-on", "-pk"]
        indexes: ClassVar = [models.Index(fields=["engagement", "state", "on"], name="hours_of")]

    def __str__(self) -> str:
        """Return the hours and the day."""
        return f"{self.hours} on {self.on}"


COLUMNS = ("to do", "doing", "done")


class Task(models.Model):
    """A line of a contractor's own board: nobody of the client ever sees it."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="tasks")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tasks")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    title = models.CharField(max_length=200)
    column = models.CharField(max_length=8, choices=[(name, name) for name in COLUMNS], default="to do")
    position = models.PositiveIntegerField(default=0)
    due_on = models.DateField(null=True)
    made_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        """As the contractor put them."""

        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        """Return its title."""
        return self.title
