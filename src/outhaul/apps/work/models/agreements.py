"""Statements of work, signatures, clauses and classification checks."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from outhaul.apps.jobs.keys import new_key
from outhaul.apps.people.models import Business, User
from outhaul.apps.planning.fields import PlainField
from outhaul.apps.work.lifecycles import StatementState
from outhaul.apps.work.models.engagements import Engagement


class Statement(models.Model):
    """A statement of work (number 1) or a change order to it (2 and on); once sent its words never change."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="statements")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    number = models.PositiveIntegerField(default=1)
    issue = models.PositiveIntegerField(default=1)
    """Counts how often it was issued: declined or lapsed, it can be issued anew."""
    content = PlainField(default=dict)
    """A `documents.statement.content.Statement` as plain values."""
    content_hash = models.CharField(max_length=64, blank=True)
    """SHA-256 of the content, set when it is sent: what both sides sign."""
    state = models.CharField(
        max_length=16,
        choices=[(state.value, state.value) for state in StatementState],
        default=StatementState.DRAFT,
    )
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    good_until = models.DateField(null=True)
    """Last day on which it can be signed."""
    signed_at = models.DateTimeField(null=True)
    """When the last of both signed."""
    paper = models.BinaryField(null=True)
    """The signed PDF with its certificate page; never changed."""
    paper_hash = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        """Oldest first."""

        ordering: ClassVar = ["number", "issue"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["engagement", "number", "issue"], name="one_statement_a_number")
        ]

    def __str__(self) -> str:
        """Return what it is."""
        return f"{self.engagement} {self.number}"


SIDES = ("client", "contractor")


class Signature(models.Model):
    """One side's signature under one statement: asked for, then given or declined; never changed after."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="signatures")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    side = models.CharField(max_length=16, choices=[(side, side) for side in SIDES])
    name = models.CharField(max_length=200)
    email = models.EmailField()
    link_number = models.PositiveIntegerField(default=1)
    """Counts the links that were sent: only the latest opens."""
    seen_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    code_hash = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True)
    code_tries = models.PositiveIntegerField(default=0)
    signed_at = models.DateTimeField(null=True)
    typed_name = models.CharField(max_length=200, blank=True)
    """The name as the person wrote it to sign."""
    ip_address = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=300, blank=True)
    document_hash = models.CharField(max_length=64, blank=True)
    """Hash of the content that was signed."""
    declined_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    """Why it was declined."""

    class Meta:
        """One a side."""

        ordering: ClassVar = ["side"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["statement", "side"], name="one_signature_a_side")
        ]

    def __str__(self) -> str:
        """Return who signs."""
        return f"{self.name} for the {self.side}"


class Clause(models.Model):
    """A business's own wording of a clause; the latest version is in force, older ones stay."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="clauses")
    slug = models.CharField(max_length=40)
    """As in the library, or of the business's own."""
    language = models.CharField(max_length=8, default="en")
    """Statements in this language hold it."""
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    why = models.CharField(max_length=300, blank=True)
    in_use = models.BooleanField(default=True)
    """Whether new statements begin with it."""
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Newest version first."""

        ordering: ClassVar = ["slug", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["business", "slug", "language", "version"], name="one_clause_a_version"
            )
        ]

    def __str__(self) -> str:
        """Return its title."""
        return self.title


class Classification(models.Model):
    """One classification check of an engagement; the latest counts, as long as the terms stay."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="classifications")
    answers = PlainField(default=dict)
    """Question -> {"answer": true, false or null, "evidence": text}."""
    result = models.CharField(max_length=8)
    """low, moderate or high."""
    reasons = PlainField(default=list)
    terms_hash = models.CharField(max_length=64)
    """Of hours, dates and scope: when they change, it is asked again."""
    recheck_on = models.DateField()
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        """Return the result."""
        return f"{self.engagement}: {self.result}"
