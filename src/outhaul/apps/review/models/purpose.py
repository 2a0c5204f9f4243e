"""What the won hours went into: the purpose of it all."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from outhaul.apps.people.models import Business, User


class FocusNote(models.Model):
    """The owner's answer of one week: how many hours went into what only the owner can do, and into what."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="focus_notes")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="focus_notes")
    week = models.DateField()
    """Its Monday."""
    hours = models.DecimalField(max_digits=5, decimal_places=1)
    """Hours for strategic focus in that week."""
    text = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Newest first; one a week."""

        ordering: ClassVar = ["-week"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "business", "week"], name="one_note_a_week")
        ]

    def __str__(self) -> str:
        """Return the week."""
        return f"{self.week}: {self.hours} h"
