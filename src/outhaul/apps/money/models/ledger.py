"""The ledger: every amount stands in it once, in cents; the database itself refuses to change it."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from outhaul.apps.people.models import Business
from outhaul.apps.work.models import Engagement

ACCOUNTS = ("accepted", "invoiced", "approved", "on the way", "paid", "tax", "fees", "exchange")
"""Where an amount stands: each step takes it out of one account and puts it into the next."""


class LedgerEntry(models.Model):
    """An amount that moves from one account to another; the sum over all accounts is always zero."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="ledger")
    number = models.PositiveIntegerField()
    """Counts within the business, without gaps."""
    at = models.DateTimeField(default=timezone.now)
    on = models.DateField()
    """The day that it counts for, in the business's own zone."""
    engagement = models.ForeignKey(Engagement, null=True, on_delete=models.RESTRICT, related_name="ledger")
    thing = models.CharField(max_length=16)
    """milestone, hours, invoice or payment."""
    thing_key = models.CharField(max_length=40)
    verb = models.CharField(max_length=20)
    source = models.CharField(max_length=16)
    """Account that the amount leaves; "world" where it begins."""
    target = models.CharField(max_length=16)
    cents = models.BigIntegerField()
    """In the smallest unit of the currency, above zero."""
    currency = models.CharField(max_length=3)
    home_cents = models.BigIntegerField(null=True)
    """In the business's own currency, where a rate was known."""

    class Meta:
        """In their order."""

        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["business", "number"], name="one_entry_a_number"),
            models.CheckConstraint(condition=models.Q(cents__gt=0), name="amounts_above_zero"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["business", "on"], name="ledger_by_day"),
            models.Index(fields=["thing", "thing_key"], name="ledger_by_thing"),
        ]

    def __str__(self) -> str:
        """Return what moved."""
        return f"{self.number}: {self.cents} {self.currency} {self.source} -> {self.target}"
