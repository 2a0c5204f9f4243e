"""Engagements, what was signed, who answers for them, and their milestones."""

from outhaul.apps.work.models.agreements import Classification, Clause, Signature, Statement
from outhaul.apps.work.models.contractors import Contractor, Paper
from outhaul.apps.work.models.engagements import Engagement, Milestone
from outhaul.apps.work.models.managers import Seat, Training

__all__ = [
    "Classification",
    "Clause",
    "Contractor",
    "Engagement",
    "Milestone",
    "Paper",
    "Seat",
    "Signature",
    "Statement",
    "Training",
]
