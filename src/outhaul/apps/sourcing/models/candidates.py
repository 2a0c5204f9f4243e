"""Candidates: people and firms who might do work, and what is verified of them."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from outhaul.apps.jobs.keys import new_key
from outhaul.apps.people.models import Business, User
from outhaul.apps.planning.fields import PlainField

SOURCES = ("entered", "imported", "applied")


class Candidate(models.Model):
    """Somebody who might do work for the business; kept for a set time, then erased."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="candidates")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    country = models.CharField(max_length=2, blank=True)
    """ISO 3166-1 alpha-2: where they work, which says nothing of nationality."""
    time_zone = models.CharField(max_length=64, blank=True)
    working_hours = PlainField(default=list)
    """Two local times, "09:00" and "17:00", as the candidate offers them; empty where not told."""
    languages = PlainField(default=dict)
    """Language -> {"level": CEFR level, "evidence": how it is known}."""
    skills = PlainField(default=list)
    """Skills and technologies, each as it was told."""
    references = PlainField(default=list)
    """Rows {"name", "contact", "said"}."""
    links = PlainField(default=list)
    occupation = models.CharField(max_length=16, blank=True)
    """O*NET-SOC code of what they do."""
    rate = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    """What they ask an hour."""
    currency = models.CharField(max_length=3, blank=True)
    hours_per_week = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    available_from = models.DateField(null=True)
    about = models.TextField(blank=True)
    source = models.CharField(max_length=16, choices=[(name, name) for name in SOURCES], default="entered")
    consented_at = models.DateTimeField(null=True)
    """When they agreed that their data is kept; only who applied did."""
    keep_until = models.DateField()
    erased_at = models.DateTimeField(null=True)
    """When all that is personal was erased; the row stays for what refers to it."""
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="merged")
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        """By name."""

        ordering: ClassVar = ["name", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["business", "removed_at", "name", "id"], name="candidates_by_name"),
            models.Index(fields=["business", "email"], name="candidates_by_email"),
            models.Index(fields=["keep_until"], name="candidates_by_keep_until"),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class TrackRecord(models.Model):
    """One delivery that was verified here: from a trial task or an engagement."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="record")
    source = models.CharField(max_length=16, choices=[("trial", "trial"), ("milestone", "milestone")])
    source_key = models.CharField(max_length=16)
    """Key of the trial task or milestone."""
    name = models.CharField(max_length=200)
    accepted = models.BooleanField()
    first_pass = models.BooleanField()
    """Accepted at its first submission."""
    on_time = models.BooleanField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Newest first; each delivery counts once."""

        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["candidate", "source", "source_key"], name="one_record")
        ]

    def __str__(self) -> str:
        """Return what was delivered."""
        return self.name
