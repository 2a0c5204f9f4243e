"""What contractors answer each month, and how both sides rate each other."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from outhaul.apps.jobs.keys import new_key
from outhaul.apps.people.models import User
from outhaul.apps.planning.fields import PlainField
from outhaul.apps.work.models import Engagement


class PulseAnswer(models.Model):
    """One contractor's pulse of one month: asked, then answered or not; only the owner reads the text."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="pulses")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    month = models.DateField()
    """Its first day."""
    items = PlainField(default=dict)
    """Item -> 1 to 5: fair pay, clear work, respect, workload, would continue."""
    text = models.TextField(blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first; one a month."""

        ordering: ClassVar = ["-month", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["engagement", "month"], name="one_pulse_a_month")
        ]

    def __str__(self) -> str:
        """Return the month."""
        return f"{self.engagement}, {self.month:%Y-%m}"


class Rating(models.Model):
    """How one side rates the other, once a month at most; the newest of a month counts."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="ratings")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    by = models.CharField(max_length=16, choices=[("client", "client"), ("contractor", "contractor")])
    month = models.DateField()
    scores = PlainField(default=dict)
    """Question -> 1 to 5."""
    text = models.TextField(blank=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-month", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["engagement", "by", "month"], name="one_rating_a_month")
        ]

    def __str__(self) -> str:
        """Return who rated when."""
        return f"{self.by}, {self.month:%Y-%m}"
