"""What states, steps and parts of a match are called on the pages, in the person's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.utils.translation import pgettext_lazy as pgettext

from outhaul.apps.sourcing.lifecycles import CandidacyState, TrialState

STATES: Mapping[str, Promise] = {
    CandidacyState.NEW: pgettext("candidate", "new"),
    CandidacyState.SHORTLISTED: pgettext("candidate", "on the shortlist"),
    CandidacyState.INTERVIEW: pgettext("candidate", "in the interviews"),
    CandidacyState.TRIAL: pgettext("candidate", "on trial"),
    CandidacyState.OFFERED: pgettext("candidate", "has an offer"),
    CandidacyState.HIRED: pgettext("candidate", "hired"),
    CandidacyState.REJECTED: pgettext("candidate", "rejected"),
    CandidacyState.WITHDRAWN: pgettext("candidate", "withdrew"),
}
TRIAL_STATES: Mapping[str, Promise] = {
    TrialState.PROPOSED: pgettext("trial", "proposed"),
    TrialState.RUNNING: pgettext("trial", "running"),
    TrialState.SUBMITTED: pgettext("trial", "submitted"),
    TrialState.ACCEPTED: pgettext("trial", "accepted"),
    TrialState.REFUSED: pgettext("trial", "refused"),
    TrialState.CANCELLED: pgettext("trial", "cancelled"),
}
STEPS: Mapping[str, Promise] = {
    "shortlist": gettext_lazy("Put on the shortlist"),
    "interview": gettext_lazy("Take into the interviews"),
    "reconsider": gettext_lazy("Reconsider"),
    "withdraw": gettext_lazy("They no longer want it"),
}
"""Steps that one click takes, in the order in which they are offered."""
PARTS: Mapping[str, Promise] = {
    "skills": gettext_lazy("Skills"),
    "history": gettext_lazy("Delivered here"),
    "language": gettext_lazy("Language"),
    "overlap": gettext_lazy("Shared hours"),
    "availability": gettext_lazy("Time for it"),
    "rate": gettext_lazy("Rate asked"),
    "references": gettext_lazy("References"),
    "place": gettext_lazy("Country"),
}
"""Parts of a match, in the order in which they are weighed."""
