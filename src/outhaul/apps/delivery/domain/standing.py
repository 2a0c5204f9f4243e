"""Where a deliverable stands for the contractor: late and at risk are computed, never kept (§PORTAL-3)."""

from datetime import date, timedelta

from django.utils import timezone

from outhaul.apps.work.lifecycles import MilestoneState
from outhaul.apps.work.models import Milestone

OPEN = frozenset(
    {
        MilestoneState.PLANNED,
        MilestoneState.READY,
        MilestoneState.IN_PROGRESS,
        MilestoneState.CHANGES_REQUESTED,
    }
)
"""States in which the contractor is to act."""
ON_THE_WAY = frozenset({MilestoneState.ACCEPTED, MilestoneState.INVOICED})
"""Accepted, and not paid yet."""
SOON = timedelta(days=7)
NOT_BEGUN, NOT_DONE = timedelta(days=7), timedelta(days=2)
"""So near to the day, work that is not begun, or not handed in, is at risk."""


def is_late(milestone: Milestone, today: date) -> bool:
    """Whether the day has passed, and nothing was handed in by then."""
    if milestone.submitted_at and milestone.state not in OPEN:
        return timezone.localdate(milestone.submitted_at) > milestone.due_on
    return milestone.state in OPEN and milestone.due_on < today


def is_at_risk(milestone: Milestone, today: date) -> bool:
    """Whether the day is near, and the work is not as far as it should be."""
    if milestone.state not in OPEN or milestone.due_on < today:
        return False
    is_begun = milestone.state not in {MilestoneState.PLANNED, MilestoneState.READY}
    return milestone.due_on - today <= (NOT_DONE if is_begun else NOT_BEGUN)


def is_due_soon(milestone: Milestone, today: date) -> bool:
    """Whether it is to be handed in within a week."""
    return milestone.state in OPEN and today <= milestone.due_on <= today + SOON
