"""The states of engagements, statements of work and milestones, and what leads from one to another."""

from enum import StrEnum

from outhaul.lifecycle import Lifecycle


class EngagementState(StrEnum):
    """How far an engagement is; a closing or closed one can still be settled."""

    DRAFT = "draft"
    SIGNING = "signing"
    ACTIVE = "active"
    PAUSED = "paused"
    CLOSING = "closing"
    CLOSED = "closed"
    CANCELLED = "cancelled"


ENGAGEMENT = Lifecycle(
    "engagement",
    {
        "send": {EngagementState.DRAFT: EngagementState.SIGNING},
        "redraft": {EngagementState.SIGNING: EngagementState.DRAFT},
        "activate": {EngagementState.SIGNING: EngagementState.ACTIVE},
        "pause": {EngagementState.ACTIVE: EngagementState.PAUSED},
        "resume": {
            EngagementState.PAUSED: EngagementState.ACTIVE,
            EngagementState.CLOSING: EngagementState.ACTIVE,
        },
        "end": {
            EngagementState.ACTIVE: EngagementState.CLOSING,
            EngagementState.PAUSED: EngagementState.CLOSING,
        },
        "close": {EngagementState.CLOSING: EngagementState.CLOSED},
        "cancel": {
            EngagementState.DRAFT: EngagementState.CANCELLED,
            EngagementState.SIGNING: EngagementState.CANCELLED,
        },
    },
)


class StatementState(StrEnum):
    """How far a statement of work, or a change order to it, is."""

    DRAFT = "draft"
    OUT = "out"
    """Sent to both sides; from here on its words never change."""
    SIGNED = "signed"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


STATEMENT = Lifecycle(
    "statement of work",
    {
        "send": {StatementState.DRAFT: StatementState.OUT},
        "sign": {StatementState.OUT: StatementState.SIGNED},
        "decline": {StatementState.OUT: StatementState.DECLINED},
        "lapse": {StatementState.OUT: StatementState.LAPSED},
        "withdraw": {
            StatementState.DRAFT: StatementState.WITHDRAWN,
            StatementState.OUT: StatementState.WITHDRAWN,
        },
    },
)


class MilestoneState(StrEnum):
    """How far a milestone is; late and at risk are computed, never states."""

    PLANNED = "planned"
    READY = "ready"
    """Its criteria and its reviewer are set."""
    IN_PROGRESS = "in progress"
    SUBMITTED = "submitted"
    CHANGES_REQUESTED = "changes requested"
    ACCEPTED = "accepted"
    INVOICED = "invoiced"
    PAID = "paid"


MILESTONE = Lifecycle(
    "milestone",
    {
        "make ready": {MilestoneState.PLANNED: MilestoneState.READY},
        "start": {MilestoneState.READY: MilestoneState.IN_PROGRESS},
        "submit": {
            MilestoneState.IN_PROGRESS: MilestoneState.SUBMITTED,
            MilestoneState.CHANGES_REQUESTED: MilestoneState.SUBMITTED,
        },
        "take back": {MilestoneState.SUBMITTED: MilestoneState.IN_PROGRESS},
        "request changes": {MilestoneState.SUBMITTED: MilestoneState.CHANGES_REQUESTED},
        "accept": {MilestoneState.SUBMITTED: MilestoneState.ACCEPTED},
        "invoice": {MilestoneState.ACCEPTED: MilestoneState.INVOICED},
        "release": {MilestoneState.INVOICED: MilestoneState.ACCEPTED},
        "pay": {MilestoneState.INVOICED: MilestoneState.PAID},
        "reverse": {MilestoneState.PAID: MilestoneState.INVOICED},
    },
)
