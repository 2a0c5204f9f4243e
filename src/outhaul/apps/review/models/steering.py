"""How long managing takes where somebody told it, and when an engagement stood still."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from outhaul.apps.people.models import User
from outhaul.apps.work.models import Engagement

ANSWER, LOOK = "answer", "look"
"""What time was noted for: an answer to what was handed in, or a checkpoint."""


class TimeNote(models.Model):
    """How long one answer or one look took the manager; noted by one tap, or not at all."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="time_notes")
    about = models.CharField(max_length=16, choices=[(name, name) for name in (ANSWER, LOOK)])
    key = models.CharField(max_length=16)
    """Of the submission or the checkpoint."""
    on = models.DateField()
    """The client's local day."""
    minutes = models.PositiveIntegerField()
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Newest first; one for each answer and look."""

        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["about", "key"], name="one_time_note_a_matter")
        ]

    def __str__(self) -> str:
        """Return how long it took."""
        return f"{self.about}: {self.minutes} min"


class Pause(models.Model):
    """Days on which an engagement stood still: from `began_on` until it went on, or until today."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="pauses")
    began_on = models.DateField()
    ended_on = models.DateField(null=True)
    """The first day on which it went on again; None while it stands still."""

    class Meta:
        """In their order; one at a time."""

        ordering: ClassVar = ["began_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["engagement"], condition=models.Q(ended_on=None), name="one_pause_at_a_time"
            )
        ]

    def __str__(self) -> str:
        """Return its days."""
        return f"{self.began_on} to {self.ended_on or 'now'}"
