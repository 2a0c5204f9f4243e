"""What both sides say to each other about a deliverable, what the contractor proposes, what waits."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from outhaul.apps.delivery.lifecycles import ProposalState
from outhaul.apps.jobs.keys import new_key
from outhaul.apps.people.models import User
from outhaul.apps.work.models import Engagement, Milestone

MESSAGES = ("question", "answer", "status request")


class Message(models.Model):
    """A line of the talk at a deliverable; what asks for the status outside a checkpoint is counted."""

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="messages")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    side = models.CharField(max_length=16, choices=[("client", "client"), ("contractor", "contractor")])
    kind = models.CharField(max_length=16, choices=[(name, name) for name in MESSAGES], default="question")
    text = models.TextField()
    answers = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="answered_by")
    """The question that this is the answer to."""
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)
    """When the other side first answered a question."""

    class Meta:
        """As they were said."""

        ordering: ClassVar = ["made_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["milestone", "made_at"], name="messages_of"),
            models.Index(fields=["kind", "side", "answered_at", "made_at"], name="messages_waiting"),
        ]

    def __str__(self) -> str:
        """Return its beginning."""
        return self.text[:60]


class Proposal(models.Model):
    """What a contractor proposes: a later date, or another change of what was agreed."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="proposals")
    milestone = models.ForeignKey(Milestone, null=True, on_delete=models.CASCADE, related_name="proposals")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    text = models.TextField()
    """What should change, and why."""
    due_on = models.DateField(null=True)
    """The date that is proposed."""
    by_client = models.BooleanField(default=False)
    """Whether the contractor says that the client's delay is the cause."""
    state = models.CharField(
        max_length=16,
        choices=[(state.value, state.value) for state in ProposalState],
        default=ProposalState.OPEN,
    )
    answer = models.TextField(blank=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        """Return its beginning."""
        return self.text[:60]


class Snooze(models.Model):
    """An early warning that somebody answered: it is not shown again before a day, unless it changes."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="snoozes")
    code = models.CharField(max_length=8)
    """W1 to W8."""
    basis = models.CharField(max_length=64)
    """Of the figures behind it: when they change, it is shown again."""
    reason = models.CharField(max_length=300)
    until = models.DateField()
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        """Return which warning."""
        return f"{self.code} until {self.until}"
