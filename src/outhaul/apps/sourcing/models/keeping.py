"""How long candidates are kept, the files they came from, and who was one with whom."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from outhaul.apps.jobs.keys import new_key
from outhaul.apps.jobs.models import Job
from outhaul.apps.people.models import Business, User
from outhaul.apps.planning.fields import PlainField
from outhaul.apps.sourcing.models.candidates import Candidate

USUAL_DAYS = 180
"""Days for which a candidate is kept after the last activity: an assumption, which the business sets."""


class Keeping(models.Model):
    """For how long a business keeps candidates; without a row it is the usual time."""

    business = models.OneToOneField(Business, on_delete=models.CASCADE, related_name="keeping")
    days = models.PositiveIntegerField(default=USUAL_DAYS)

    def __str__(self) -> str:
        """Return the time."""
        return f"{self.days} days"


class CandidateImport(models.Model):
    """A table of candidates that somebody brought: looked at first, then read in by a job.

    What its rows say is kept only until they are read in, and what an undo needs only for some days.
    """

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="candidate_imports")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    file_name = models.CharField(max_length=100)
    table = models.BinaryField(null=True)
    """Headings, rows and their numbers as JSON, compressed; None once they are read in."""
    mapping = PlainField(default=dict)
    """Place of a column, as text -> field."""
    otherwise = PlainField(default=dict)
    """What counts where a row does not tell it."""
    duplicates = PlainField(default=dict)
    """Number of a row, or "" for all others -> "skip", "merge" or "add"."""
    findings = PlainField(default=dict)
    """What the look found: counts, the first faults, the first duplicates."""
    rows_done = models.PositiveIntegerField(default=0)
    result = PlainField(default=dict)
    """How many were added, merged, skipped and wrong."""
    added = PlainField(default=list)
    """Keys of the candidates that it added."""
    before = PlainField(default=dict)
    """Key of a candidate that it merged something into -> the fields as they were before and after."""
    job = models.OneToOneField(Job, null=True, on_delete=models.SET_NULL, related_name="candidate_import")
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        """Return the name of the file."""
        return self.file_name


class CandidateMerge(models.Model):
    """Two candidates who were the same: what an undo needs."""

    kept = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="merges")
    other = models.OneToOneField(Candidate, on_delete=models.CASCADE, related_name="merge")
    before = PlainField(default=dict)
    """Field -> [before, after] of the one that was kept."""
    moved = PlainField(default=list)
    """What went from the other to the kept one, step by step."""
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        """Return who is kept."""
        return str(self.kept)
