"""What own figures say, what the month came to, and what was decided about an engagement."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from outhaul.apps.jobs.keys import new_key
from outhaul.apps.people.models import Business, User
from outhaul.apps.planning.fields import PlainField
from outhaul.apps.work.models import Engagement


class Learned(models.Model):
    """One assumption after a month of own data: before, after, and from how much."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="learned")
    month = models.DateField()
    name = models.CharField(max_length=40)
    """Name of the assumption in the engine."""
    process = models.CharField(max_length=64, blank=True)
    prior = models.FloatField()
    posterior = models.FloatField()
    low = models.FloatField()
    """Of the 90 % interval."""
    high = models.FloatField()
    seen = models.FloatField()
    """How much own data stands behind it: deliverables, hours or months."""
    before = models.FloatField(null=True)
    """What the business assumed of its own before it took this over; None for the usual figure."""
    taken_at = models.DateTimeField(null=True)
    """When it was taken over into the business's own assumptions."""
    taken_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        """Newest first; one a month."""

        ordering: ClassVar = ["-month", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["business", "month", "name", "process"], name="one_lesson_a_month"
            )
        ]

    def __str__(self) -> str:
        """Return the name and both values."""
        return f"{self.name}: {self.prior:g} to {self.posterior:g}"


class MonthlyReview(models.Model):
    """The month on one page; once it is over, its words and figures stay."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="monthly_reviews")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    month = models.DateField()
    content = PlainField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first; one a month."""

        ordering: ClassVar = ["-month"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["business", "month"], name="one_review_a_month")
        ]

    def __str__(self) -> str:
        """Return the month."""
        return f"{self.month:%Y-%m}"


STEPS = ("renew", "raise", "bring back", "replace")


class Step(models.Model):
    """What was decided about an engagement, with what it was expected to cost."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="steps")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    kind = models.CharField(max_length=16, choices=[(name, name) for name in STEPS])
    figures = PlainField(default=dict)
    """What each of the four would have cost a year, in the business's own currency."""
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        """Return what was decided."""
        return f"{self.engagement}: {self.kind}"


class Retrospective(models.Model):
    """Five questions, one a guard, answered when an engagement ends or is renewed."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="retrospectives")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    answers = PlainField(default=dict)
    """Guard -> text."""
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        """Return the engagement."""
        return str(self.engagement)
