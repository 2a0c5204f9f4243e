"""Managers: which person is which manager of the business file, and what they are trained in."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from outhaul.apps.people.models import Business, User
from outhaul.apps.planning.fields import PlainField


class Seat(models.Model):
    """Which member of the business is which manager of its file."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="seats")
    manager = models.CharField(max_length=64)
    """Key of the manager's row."""
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="seats")

    class Meta:
        """One person a manager, one manager a person."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["business", "manager"], name="one_person_a_manager"),
            models.UniqueConstraint(fields=["business", "user"], name="one_manager_a_person"),
        ]

    def __str__(self) -> str:
        """Return who is whom."""
        return f"{self.user} as {self.manager}"


class Training(models.Model):
    """A training that a manager passed, until it expires."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="trainings")
    manager = models.CharField(max_length=64)
    course = models.CharField(max_length=120)
    """"five guards" for the built-in course, else the name of the course."""
    answers = PlainField(default=dict)
    """Of the built-in test: question -> the answer that was chosen."""
    score = models.FloatField(null=True)
    """Share of right answers, 0..1."""
    evidence = models.CharField(max_length=300, blank=True)
    """For a course elsewhere: what shows that it was passed."""
    passed_on = models.DateField()
    expires_on = models.DateField(null=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-passed_on", "-pk"]
        indexes: ClassVar = [models.Index(fields=["business", "manager"], name="trainings_of")]

    def __str__(self) -> str:
        """Return who passed what."""
        return f"{self.manager}: {self.course}"
