"""What a business told of itself, its last import, the plans made from it, what-ifs, and links to plans."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from outhaul.apps.jobs.keys import new_key
from outhaul.apps.jobs.models import Job
from outhaul.apps.people.models import Business, User
from outhaul.apps.planning.fields import PlainField

SINGLE = ("business", "policy", "assumptions")
"""Tables of the business file with one row."""
MANY = ("managers", "processes", "tools", "quotes")
"""Tables of the business file with a row for each."""


class Entry(models.Model):
    """One row of the business file, as its owner has told it so far.

    The tables, fields and kinds of values are those of `documents.business_file.tables`; `told` holds
    plain values as TOML would write them, so that a file and the database say the same, to the digit.
    """

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="entries")
    table = models.CharField(max_length=16, choices=[(name, name) for name in (*SINGLE, *MANY)])
    key = models.CharField(max_length=64)
    """The row's id; for a table with one row its name."""
    position = models.PositiveIntegerField(default=0)
    told = PlainField(default=dict)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    removed_at = models.DateTimeField(null=True)
    """When it was taken out; it can be put back."""

    class Meta:
        """One row an id and table; rows keep the order in which they were told."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["business", "table", "key"], name="one_row_a_key")
        ]
        ordering: ClassVar = ["table", "position", "pk"]

    def __str__(self) -> str:
        """Return how a person calls it."""
        return str(self.told.get("name") or self.key)


class Import(models.Model):
    """The last file that a business took over, and what the business was before: so it can be undone.

    Undoing swaps `before` and `after`, so that the undoing can be taken back as well.
    """

    business = models.OneToOneField(Business, on_delete=models.CASCADE, related_name="last_import")
    name = models.CharField(max_length=254)
    """What the file was called."""
    before = PlainField()
    """Table -> rows of plain values: what the business goes back to."""
    after = PlainField()
    """What it was right after; what differs from it now came later, and would be lost."""
    is_undone = models.BooleanField(default=False)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        """Return what the file was called."""
        return self.name


class Scenario(models.Model):
    """A what-if: changes to what the business told, kept under a name."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="scenarios")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    name = models.CharField(max_length=120)
    changes = PlainField(default=list)
    """Rows [table, key, field, value]; a value null takes the field out."""
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        """Return its name."""
        return self.name


class Plan(models.Model):
    """A plan that was asked for: what it is made from, and the report once it is made.

    `inputs`, `seed`, `scenarios`, `engine` and `reference_checksum` are all that a report depends on:
    with the same engine and reference tables it comes out the same, bit for bit.
    """

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="plans")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    scenario = models.ForeignKey(Scenario, null=True, on_delete=models.SET_NULL, related_name="plans")
    job = models.OneToOneField(Job, null=True, on_delete=models.SET_NULL, related_name="plan")
    inputs = PlainField()
    """Table -> rows of plain values, as in a business file."""
    inputs_hash = models.CharField(max_length=64)
    seed = models.BigIntegerField(default=1)
    scenarios = models.PositiveIntegerField(default=4096)
    engine = models.CharField(max_length=32)
    reference_checksum = models.CharField(max_length=64, default="")
    report = models.BinaryField(null=True)
    """The report as JSON, compressed; None until it is made."""
    report_hash = models.CharField(max_length=64, default="")
    page = models.BinaryField(null=True)
    """Language -> the report laid out as HTML, compressed: drawings take seconds, reading must not."""
    page_of = models.CharField(max_length=32, default="")
    """The version of the programme that laid them out."""
    headline = models.TextField(default="")
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    chosen_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    chosen_at = models.DateTimeField(null=True)
    """When it became the business's own plan; the latest choice counts."""

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        """Return its headline, or that it is being made."""
        return self.headline or f"Plan {self.key}"

    @property
    def is_made(self) -> bool:
        """True once the report is there."""
        return bool(self.report_hash)


class Share(models.Model):
    """A read-only link to a plan; only the hash of its token is kept."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="shares")
    token_hash = models.CharField(max_length=64, unique=True)
    note = models.CharField(max_length=120, blank=True)
    """Whom it is for."""
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        """Return what it opens."""
        return f"{self.plan} for {self.note or 'anybody with the link'}"
