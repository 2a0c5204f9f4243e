"""Pay runs, their payments, the account they are paid from, and exchange rates."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from outhaul.apps.jobs.keys import new_key
from outhaul.apps.money.lifecycles import PaymentState, PayRunState
from outhaul.apps.money.models.invoices import Invoice
from outhaul.apps.people.models import Business, User


class Payer(models.Model):
    """The account that the business pays from: sealed at rest, shown masked."""

    business = models.OneToOneField(Business, on_delete=models.CASCADE, related_name="payer")
    sealed = models.BinaryField()
    """IBAN, BIC, name and structured address as JSON, encrypted."""
    masked = models.CharField(max_length=120)
    currency = models.CharField(max_length=3, default="EUR")
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        """Return what may be shown."""
        return self.masked


class PayRun(models.Model):
    """Payments that go to the bank together, in one currency."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="pay_runs")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    number = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    executes_on = models.DateField()
    state = models.CharField(
        max_length=8,
        choices=[(state.value, state.value) for state in PayRunState],
        default=PayRunState.DRAFT,
    )
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    sealed = models.BinaryField(null=True)
    """What its file is made from, encrypted: made again, the file is the same."""
    file_hash = models.CharField(max_length=64, blank=True)
    """SHA-256 of the file that was made."""

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["business", "number"], name="one_pay_run_a_number")
        ]

    def __str__(self) -> str:
        """Return its number."""
        return str(self.number)


class Payment(models.Model):
    """One amount to one contractor for one invoice; what failed stays, and a new one is made."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="payments")
    invoice = models.ForeignKey(Invoice, on_delete=models.RESTRICT, related_name="payments")
    pay_run = models.ForeignKey(PayRun, null=True, on_delete=models.RESTRICT, related_name="payments")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    """In the currency of the invoice; less than its total is a partial payment."""
    state = models.CharField(
        max_length=8,
        choices=[(state.value, state.value) for state in PaymentState],
        default=PaymentState.PLANNED,
    )
    paid_on = models.DateField(null=True)
    fee = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    """What the transfer cost the business, in its own currency."""
    rate = models.DecimalField(max_digits=18, decimal_places=8, null=True)
    """Units of the business's own currency for one unit of the invoice's."""
    rate_source = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    """Why it failed or is void."""
    reference = models.CharField(max_length=140, blank=True)
    """What the bank, or who paid by hand, calls it."""
    was_sent = models.BooleanField(default=False)
    """Whether it went to the bank in a file."""
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-made_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["business", "state", "-paid_on", "-id"], name="payments_by_day"),
            models.Index(fields=["business", "-made_at", "-id"], name="payments_newest"),
        ]

    def __str__(self) -> str:
        """Return the amount."""
        return f"{self.amount} for {self.invoice}"


class ExchangeRate(models.Model):
    """The rate of a day that the business told, or that was taken from a source."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="exchange_rates")
    on = models.DateField()
    currency = models.CharField(max_length=3)
    rate = models.DecimalField(max_digits=18, decimal_places=8)
    """Units of the business's own currency for one unit of `currency`."""
    source = models.CharField(max_length=120)

    class Meta:
        """One a day and currency."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["business", "on", "currency"], name="one_rate_a_day")
        ]

    def __str__(self) -> str:
        """Return currency, rate and day."""
        return f"{self.currency} {self.rate} on {self.on}"
