"""Offers, and the owner's overrides of a guard's block."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from outhaul.apps.jobs.keys import new_key
from outhaul.apps.people.models import Business, User
from outhaul.apps.planning.fields import PlainField
from outhaul.apps.sourcing.lifecycles import OfferState
from outhaul.apps.sourcing.models.candidacies import Candidacy


class Override(models.Model):
    """An owner's written reason to go on although a guard blocks; never changed, never taken out."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="overrides")
    guard = models.CharField(max_length=8)
    rule = models.CharField(max_length=16)
    thing = models.CharField(max_length=16)
    """What it is about: "offer", "brief", "engagement" …"""
    thing_key = models.CharField(max_length=16)
    blocked = models.TextField()
    """What the guard said."""
    reason = models.TextField()
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-made_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["business", "thing", "thing_key"], name="overrides_of")]

    def __str__(self) -> str:
        """Return the reason."""
        return self.reason


class Offer(models.Model):
    """What is offered to one candidate."""

    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="offers")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    terms = PlainField(default=dict)
    """`engine.terms.Terms` as plain values."""
    rate = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    verdicts = PlainField(default=list)
    """What the guards said of it when it was sent."""
    message = models.TextField(blank=True)
    state = models.CharField(
        max_length=16, choices=[(state.value, state.value) for state in OfferState], default=OfferState.DRAFT
    )
    link_number = models.PositiveIntegerField(default=1)
    good_until = models.DateField(null=True)
    """Last day on which it can be accepted."""
    reason = models.TextField(blank=True)
    """Why it was declined or withdrawn."""
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        """Return what is offered to whom."""
        return f"{self.rate} {self.currency} to {self.candidacy.candidate}"
