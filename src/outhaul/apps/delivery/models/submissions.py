"""What a contractor hands over, and what the client answers. Neither changes afterwards."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from outhaul.apps.jobs.keys import new_key
from outhaul.apps.people.models import Business, User
from outhaul.apps.planning.fields import PlainField
from outhaul.apps.work.models import Milestone


class StoredFile(models.Model):
    """The bytes of a file, kept once for each business, however often they are handed in."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="stored_files")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        """One a content."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["business", "sha256"], name="one_file_a_content")
        ]

    def __str__(self) -> str:
        """Return the hash."""
        return self.sha256


class Submission(models.Model):
    """One version of a deliverable, as it was handed in."""

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="submissions")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    number = models.PositiveIntegerField()
    """1 is the first version."""
    note = models.TextField(blank=True)
    remarks = PlainField(default=list)
    """For each criterion, in its order: {"criterion", "met": true or false, "note"}."""
    links = PlainField(default=list)
    """Each {"address", "name"}."""
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    answer_by = models.DateTimeField()
    """When the client's time to answer is over, by the statement of work."""
    withdrawn_at = models.DateTimeField(null=True)
    """Taken back by the contractor before it was answered."""
    reminded_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    """When the deputy was told that nobody answered."""

    class Meta:
        """Newest version first."""

        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["milestone", "number"], name="one_submission_a_version")
        ]
        indexes: ClassVar = [
            models.Index(fields=["answer_by"], name="submissions_to_answer"),
            models.Index(fields=["milestone", "withdrawn_at", "answer_by"], name="submissions_that_wait"),
        ]

    def __str__(self) -> str:
        """Return what it is a version of."""
        return f"{self.milestone}, version {self.number}"


class Attachment(models.Model):
    """A file of a submission, under the name that the contractor gave it."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="attachments")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    file = models.ForeignKey(StoredFile, on_delete=models.RESTRICT, related_name="attachments")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    """As found by looking at the bytes, not as it was claimed."""

    class Meta:
        """In the order in which they came."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Return its name."""
        return self.name


DECISIONS = ("accepted", "changes requested", "part accepted")


class Review(models.Model):
    """The client's answer to a submission."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="review")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    decision = models.CharField(max_length=20, choices=[(name, name) for name in DECISIONS])
    findings = PlainField(default=list)
    """For each criterion, in its order: {"criterion", "met": true or false, "reason"}."""
    reason = models.TextField(blank=True)
    by_silence = models.BooleanField(default=False)
    """Accepted because nobody answered in time, as the statement of work has it."""
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """As they came."""

        indexes: ClassVar = [models.Index(fields=["-made_at"], name="reviews_newest")]

    def __str__(self) -> str:
        """Return the decision."""
        return f"{self.submission}: {self.decision}"
