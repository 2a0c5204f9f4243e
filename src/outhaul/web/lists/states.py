"""States as a person reads them: a short word each, the same wherever it stands."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from outhaul.apps.sourcing.lifecycles import BriefState, CandidacyState
from outhaul.apps.work.lifecycles import EngagementState

BRIEF_STATES: dict[StrEnum, object] = {
    BriefState.DRAFT: _("Draft"),
    BriefState.PUBLISHED: _("Published"),
    BriefState.FILLED: _("Filled"),
    BriefState.CLOSED: _("Closed"),
}
CANDIDACY_STATES: dict[StrEnum, object] = {
    CandidacyState.NEW: _("New"),
    CandidacyState.SHORTLISTED: _("Shortlist"),
    CandidacyState.INTERVIEW: _("Interview"),
    CandidacyState.TRIAL: _("Trial task"),
    CandidacyState.OFFERED: _("Offer"),
    CandidacyState.HIRED: _("Hired"),
    CandidacyState.REJECTED: _("Rejected"),
    CandidacyState.WITHDRAWN: _("Withdrawn"),
}
ENGAGEMENT_STATES: dict[StrEnum, object] = {
    EngagementState.DRAFT: _("Draft"),
    EngagementState.SIGNING: _("Being signed"),
    EngagementState.ACTIVE: _("Active"),
    EngagementState.PAUSED: _("Paused"),
    EngagementState.CLOSING: _("Closing"),
    EngagementState.CLOSED: _("Closed"),
    EngagementState.CANCELLED: _("Cancelled"),
}
