"""Invoices, checked line by line against what was accepted."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.utils import timezone

from outhaul.apps.delivery.models import HourEntry, StoredFile
from outhaul.apps.jobs.keys import new_key
from outhaul.apps.money.lifecycles import InvoiceState
from outhaul.apps.people.models import ROLES, Business, User
from outhaul.apps.work.models import Contractor, Engagement, Milestone

SOURCES = ("made", "sent in")


class Invoice(models.Model):
    """What a contractor asks to be paid; made from what was accepted, or sent in and checked against it."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="invoices")
    contractor = models.ForeignKey(Contractor, on_delete=models.RESTRICT, related_name="invoices")
    engagement = models.ForeignKey(Engagement, on_delete=models.RESTRICT, related_name="invoices")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    number = models.CharField(max_length=60)
    """The contractor's own number."""
    source = models.CharField(max_length=8, choices=[(name, name) for name in SOURCES])
    state = models.CharField(
        max_length=16,
        choices=[(state.value, state.value) for state in InvoiceState],
        default=InvoiceState.DRAFT,
    )
    currency = models.CharField(max_length=3)
    issued_on = models.DateField()
    due_on = models.DateField()
    net = models.DecimalField(max_digits=12, decimal_places=2)
    tax_rate = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    """In per cent."""
    tax = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    total = models.DecimalField(max_digits=12, decimal_places=2)
    booked = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    """What of the total was accepted, and so is in the ledger: all of it, or it cannot be approved."""
    self_billed = models.BooleanField(default=False)
    """Made by the business on behalf of the contractor."""
    rate = models.DecimalField(max_digits=18, decimal_places=8, null=True)
    """Units of the business's own currency for one of the invoice's, on the day of the approval."""
    rate_source = models.CharField(max_length=120, blank=True)
    reason = models.TextField(blank=True)
    """Why it was rejected or made void."""
    corrects = models.ForeignKey("self", null=True, on_delete=models.RESTRICT, related_name="corrected_by")
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    approved_at = models.DateTimeField(null=True)
    paid_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Newest first; a number of a contractor is used once, unless it was rejected or void."""

        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contractor", "number"],
                condition=~models.Q(state__in=[InvoiceState.REJECTED, InvoiceState.VOID]),
                name="one_invoice_a_number",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["business", "state", "due_on"], name="invoices_of"),
            models.Index(fields=["business", "-made_at", "-id"], name="invoices_newest"),
            models.Index(fields=["business", "-total", "-id"], name="invoices_greatest"),
            models.Index(fields=["business", "due_on", "id"], name="invoices_due"),
            models.Index(fields=["engagement", "state"], name="invoices_by_engagement"),
            models.Index(fields=["business", "currency", "state", "booked", "total"], name="invoices_sums"),
        ]

    def __str__(self) -> str:
        """Return its number."""
        return self.number

    @property
    def is_covered(self) -> bool:
        """Whether all that is asked for was accepted."""
        return self.booked == self.total


class InvoiceLine(models.Model):
    """One line: a milestone or an entry of hours, or what was sent in and fits to none."""

    invoice = models.ForeignKey(Invoice, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField(default=0)
    milestone = models.ForeignKey(Milestone, null=True, on_delete=models.RESTRICT, related_name="lines")
    hours = models.ForeignKey(HourEntry, null=True, on_delete=models.RESTRICT, related_name="lines")
    text = models.CharField(max_length=300)
    quantity = models.DecimalField(max_digits=9, decimal_places=2, default=1)
    price = models.DecimalField(max_digits=12, decimal_places=2)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    accepted = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    """What was accepted for it: the difference to `amount` is shown."""

    class Meta:
        """In their order."""

        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        """Return its text."""
        return self.text

    @property
    def difference(self) -> Decimal:
        """What is asked for beyond what was accepted; below zero for less."""
        return self.amount - self.accepted


class InvoiceFile(models.Model):
    """The paper that a contractor sent in."""

    invoice = models.OneToOneField(Invoice, on_delete=models.CASCADE, related_name="paper")
    file = models.ForeignKey(StoredFile, on_delete=models.RESTRICT, related_name="+")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)

    def __str__(self) -> str:
        """Return its name."""
        return self.name


class ApprovalLimit(models.Model):
    """Up to which amount of one invoice a role may approve alone; the owner has no limit."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="approval_limits")
    role = models.CharField(max_length=16, choices=ROLES)
    most = models.DecimalField(max_digits=12, decimal_places=2)
    """In the business's own currency."""

    class Meta:
        """One a role."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["business", "role"], name="one_limit_a_role")
        ]

    def __str__(self) -> str:
        """Return the role and the amount."""
        return f"{self.role}: {self.most}"
