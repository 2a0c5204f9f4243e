"""The states of briefs, candidacies, trial tasks and offers, and what leads from one to another."""

from enum import StrEnum

from outhaul.lifecycle import Lifecycle


class BriefState(StrEnum):
    """How far a brief is."""

    DRAFT = "draft"
    PUBLISHED = "published"
    """It passed the scope guard: candidates may be weighed against it, and apply by its link."""
    FILLED = "filled"
    CLOSED = "closed"


BRIEF = Lifecycle(
    "brief",
    {
        "publish": {BriefState.DRAFT: BriefState.PUBLISHED},
        "redraft": {BriefState.PUBLISHED: BriefState.DRAFT},
        "fill": {BriefState.PUBLISHED: BriefState.FILLED},
        "close": {BriefState.DRAFT: BriefState.CLOSED, BriefState.PUBLISHED: BriefState.CLOSED},
        "reopen": {BriefState.CLOSED: BriefState.DRAFT, BriefState.FILLED: BriefState.PUBLISHED},
    },
)


class CandidacyState(StrEnum):
    """How far a candidate is with one brief."""

    NEW = "new"
    SHORTLISTED = "shortlisted"
    INTERVIEW = "interview"
    TRIAL = "trial"
    OFFERED = "offered"
    HIRED = "hired"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


_NEW, _SHORT, _TALK, _TRIAL, _OFFERED = (
    CandidacyState.NEW,
    CandidacyState.SHORTLISTED,
    CandidacyState.INTERVIEW,
    CandidacyState.TRIAL,
    CandidacyState.OFFERED,
)
_OPEN = (_NEW, _SHORT, _TALK, _TRIAL, _OFFERED)

CANDIDACY = Lifecycle(
    "candidacy",
    {
        "shortlist": {_NEW: _SHORT},
        "interview": {_NEW: _TALK, _SHORT: _TALK},
        "try": {_NEW: _TRIAL, _SHORT: _TRIAL, _TALK: _TRIAL},
        "offer": {_NEW: _OFFERED, _SHORT: _OFFERED, _TALK: _OFFERED, _TRIAL: _OFFERED},
        "take back": {_OFFERED: _SHORT},
        "hire": {_OFFERED: CandidacyState.HIRED},
        "reject": dict.fromkeys(_OPEN, CandidacyState.REJECTED),
        "withdraw": dict.fromkeys(_OPEN, CandidacyState.WITHDRAWN),
        "reconsider": {CandidacyState.REJECTED: _SHORT, CandidacyState.WITHDRAWN: _SHORT},
    },
)


class TrialState(StrEnum):
    """How far a paid trial task is."""

    PROPOSED = "proposed"
    RUNNING = "running"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    CANCELLED = "cancelled"


TRIAL = Lifecycle(
    "trial task",
    {
        "agree": {TrialState.PROPOSED: TrialState.RUNNING},
        "submit": {TrialState.RUNNING: TrialState.SUBMITTED},
        "ask for changes": {TrialState.SUBMITTED: TrialState.RUNNING},
        "accept": {TrialState.SUBMITTED: TrialState.ACCEPTED},
        "refuse": {TrialState.SUBMITTED: TrialState.REFUSED},
        "cancel": {TrialState.PROPOSED: TrialState.CANCELLED, TrialState.RUNNING: TrialState.CANCELLED},
    },
)


class OfferState(StrEnum):
    """How far an offer is."""

    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


OFFER = Lifecycle(
    "offer",
    {
        "send": {OfferState.DRAFT: OfferState.SENT},
        "accept": {OfferState.SENT: OfferState.ACCEPTED},
        "decline": {OfferState.SENT: OfferState.DECLINED},
        "withdraw": {OfferState.DRAFT: OfferState.WITHDRAWN, OfferState.SENT: OfferState.WITHDRAWN},
        "lapse": {OfferState.SENT: OfferState.LAPSED},
    },
)
