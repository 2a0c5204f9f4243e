"""What the bank says was paid."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from outhaul.apps.jobs.keys import new_key
from outhaul.apps.money.models.payments import Payment
from outhaul.apps.people.models import Business, User


class BankStatement(models.Model):
    """A file of the bank that was brought in; the same file is never taken twice."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="bank_statements")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["business", "sha256"], name="one_statement_a_file")
        ]

    def __str__(self) -> str:
        """Return its name."""
        return self.name


class BankLine(models.Model):
    """One line of it; matched to the payment that it shows, or left for a person."""

    statement = models.ForeignKey(BankStatement, on_delete=models.CASCADE, related_name="lines")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    position = models.PositiveIntegerField()
    on = models.DateField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    """Below zero for what left the account."""
    currency = models.CharField(max_length=3)
    counterpart = models.CharField(max_length=200, blank=True)
    account_hash = models.CharField(max_length=64, blank=True)
    """Keyed hash of the other side's IBAN: enough to know it again, not to read it."""
    reference = models.CharField(max_length=300, blank=True)
    fingerprint = models.CharField(max_length=64, db_index=True)
    """The same line in a second file is known by it."""
    payment = models.ForeignKey(Payment, null=True, on_delete=models.SET_NULL, related_name="bank_lines")
    ignored_at = models.DateTimeField(null=True)
    """When somebody said that it is none of ours."""

    class Meta:
        """In their order."""

        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        """Return day and amount."""
        return f"{self.on}: {self.amount} {self.currency}"
