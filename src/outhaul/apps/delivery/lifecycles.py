"""The states of what delivery keeps, and what leads from one to another."""

from enum import StrEnum

from outhaul.lifecycle import Lifecycle


class CheckpointState(StrEnum):
    """How far a checkpoint is; missed is computed, never a state."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


CHECKPOINT = Lifecycle(
    "checkpoint",
    {
        "move": {CheckpointState.PLANNED: CheckpointState.PLANNED},
        "hold": {CheckpointState.PLANNED: CheckpointState.HELD},
        "cancel": {CheckpointState.PLANNED: CheckpointState.CANCELLED},
        "restore": {CheckpointState.CANCELLED: CheckpointState.PLANNED},
    },
)


class HoursState(StrEnum):
    """How far hours are that a contractor logged."""

    LOGGED = "logged"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    INVOICED = "invoiced"
    REMOVED = "removed"


HOURS = Lifecycle(
    "entry of hours",
    {
        "change": {HoursState.LOGGED: HoursState.LOGGED, HoursState.REJECTED: HoursState.LOGGED},
        "remove": {HoursState.LOGGED: HoursState.REMOVED, HoursState.REJECTED: HoursState.REMOVED},
        "restore": {HoursState.REMOVED: HoursState.LOGGED},
        "accept": {HoursState.LOGGED: HoursState.ACCEPTED},
        "reject": {HoursState.LOGGED: HoursState.REJECTED},
        "invoice": {HoursState.ACCEPTED: HoursState.INVOICED},
        "release": {HoursState.INVOICED: HoursState.ACCEPTED},
    },
)


class ProposalState(StrEnum):
    """How far a proposal of the contractor is."""

    OPEN = "open"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


PROPOSAL = Lifecycle(
    "proposal",
    {
        "agree": {ProposalState.OPEN: ProposalState.AGREED},
        "refuse": {ProposalState.OPEN: ProposalState.REFUSED},
        "withdraw": {ProposalState.OPEN: ProposalState.WITHDRAWN},
    },
)
