"""A candidate for one brief: how far they are, and what was seen of them."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from outhaul.apps.jobs.keys import new_key
from outhaul.apps.people.models import User
from outhaul.apps.planning.fields import PlainField
from outhaul.apps.sourcing.lifecycles import CandidacyState, TrialState
from outhaul.apps.sourcing.models.briefs import Brief
from outhaul.apps.sourcing.models.candidates import Candidate


class Candidacy(models.Model):
    """One candidate weighed for one brief."""

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="candidacies")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="candidacies")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    state = models.CharField(
        max_length=16,
        choices=[(state.value, state.value) for state in CandidacyState],
        default=CandidacyState.NEW,
    )
    rate = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    """What they ask an hour for this work; the candidate's usual rate where not told."""
    currency = models.CharField(max_length=3, blank=True)
    message = models.TextField(blank=True)
    match = PlainField(null=True)
    """The match for this brief with its parts, as plain values; None until it is worked out."""
    score = models.FloatField(null=True)
    """The match as one number, 0..100: what lists are ranked by."""
    blocked = models.BooleanField(default=False)
    """Whether guard match blocks it, worked out with the match: such ones are listed last."""
    asked = models.FloatField(null=True)
    """What they ask an hour, in the currency of the business, so that rates can be sorted by."""
    overlap = models.FloatField(null=True)
    """Shared hours on the worst day of the year."""
    match_hash = models.CharField(max_length=64, default="")
    """Of all that the match was worked out from."""
    quote = models.CharField(max_length=64, blank=True)
    """Key of the quote that the asked rate became."""
    applied_at = models.DateTimeField(default=timezone.now)
    expires_on = models.DateField(null=True)
    """Last day on which an application by link is good; None for who was not applying."""
    reason = models.TextField(blank=True)
    """Why it ended."""
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """The best match first."""

        ordering: ClassVar = [models.F("score").desc(nulls_last=True), "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["brief", "candidate"], name="one_candidacy")]
        indexes: ClassVar = [models.Index(fields=["brief", "state", "-score"], name="candidacies_by_score")]

    def __str__(self) -> str:
        """Return who for what."""
        return f"{self.candidate} for {self.brief}"


class Note(models.Model):
    """What somebody of the business noted on a candidacy."""

    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        """Return the note."""
        return self.text


class Interview(models.Model):
    """One rater's anchored ratings of one talk."""

    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="interviews")
    rater = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    ratings = PlainField(default=dict)
    """Question -> 0..4; a question that is missing was not asked."""
    remark = models.TextField(blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """One sheet a rater."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["candidacy", "rater"], name="one_sheet")]

    def __str__(self) -> str:
        """Return whose talk with whom."""
        return f"{self.rater} on {self.candidacy}"


class Trial(models.Model):
    """A small paid task; its acceptance becomes verified history."""

    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="trials")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    task = models.CharField(max_length=200)
    criteria = PlainField(default=list)
    """Rows {"text", "met"}; met is None until it is judged."""
    fee = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    due_on = models.DateField()
    state = models.CharField(
        max_length=16,
        choices=[(state.value, state.value) for state in TrialState],
        default=TrialState.PROPOSED,
    )
    submissions = models.PositiveIntegerField(default=0)
    submitted_at = models.DateTimeField(null=True)
    remark = models.TextField(blank=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        """Return the task."""
        return self.task
