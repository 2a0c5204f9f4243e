"""Engagements and their milestones."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from outhaul.apps.jobs.keys import new_key
from outhaul.apps.people.models import Business, User
from outhaul.apps.planning.fields import PlainField
from outhaul.apps.sourcing.models import Brief, Offer
from outhaul.apps.work.lifecycles import EngagementState, MilestoneState
from outhaul.apps.work.models.contractors import Contractor


class Engagement(models.Model):
    """Work that one contractor does for the business under one accountable manager."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="engagements")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    name = models.CharField(max_length=200)
    process = models.CharField(max_length=64)
    """Key of the process that is handed out."""
    contractor = models.ForeignKey(Contractor, on_delete=models.RESTRICT, related_name="engagements")
    brief = models.ForeignKey(Brief, null=True, on_delete=models.SET_NULL, related_name="engagements")
    offer = models.OneToOneField(Offer, null=True, on_delete=models.SET_NULL, related_name="engagement")
    manager = models.CharField(max_length=64, blank=True)
    """Key of the accountable manager, a row of the business file."""
    deputy = models.CharField(max_length=64, blank=True)
    state = models.CharField(
        max_length=16,
        choices=[(state.value, state.value) for state in EngagementState],
        default=EngagementState.DRAFT,
    )
    rate = models.DecimalField(max_digits=12, decimal_places=2)
    """What is paid an hour today, for comparing pay within a role and country."""
    currency = models.CharField(max_length=3)
    hours_per_month = models.DecimalField(max_digits=7, decimal_places=1)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    reason = models.TextField(blank=True)
    """Why it was cancelled, paused or ended."""
    follows = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="followed_by")
    """The engagement that it renews or replaces."""
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    activated_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-made_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["business", "state", "-made_at"], name="engagements_of"),
            models.Index(fields=["business", "process"], name="engagements_by_process"),
        ]

    def __str__(self) -> str:
        """Return its name."""
        return self.name


class Milestone(models.Model):
    """A deliverable with its criteria, due date and fee, as the signed statement has it."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="milestones")
    key = models.CharField(max_length=16)
    """As in the statement of work; a change order that changes it keeps the key."""
    position = models.PositiveIntegerField(default=0)
    name = models.CharField(max_length=200)
    deliverable = models.TextField()
    criteria = PlainField(default=list)
    """Texts, in order."""
    due_on = models.DateField()
    fee = models.DecimalField(max_digits=12, decimal_places=2)
    state = models.CharField(
        max_length=20,
        choices=[(state.value, state.value) for state in MilestoneState],
        default=MilestoneState.PLANNED,
    )
    submitted_at = models.DateTimeField(null=True)
    """When the version was handed in that waits for an answer, or was answered last."""
    accepted_at = models.DateTimeField(null=True)
    split_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="splits")
    """The milestone of which only a part was accepted: this is the rest."""
    dropped_at = models.DateTimeField(null=True)
    """When a change order took it out."""

    class Meta:
        """In the order of the statement."""

        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["engagement", "key"], name="one_milestone_a_key")
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "due_on"], name="milestones_by_state"),
            models.Index(fields=["state", "dropped_at", "engagement"], name="milestones_that_wait"),
        ]

    def __str__(self) -> str:
        """Return its name."""
        return self.name
