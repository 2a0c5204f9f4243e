"""What pages on the way to the plan call things."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outhaul.engine.report import ScopeClass

AREAS: Mapping[str, Promise] = {
    "finance": _("Money and books"),
    "sales": _("Sales"),
    "marketing": _("Marketing"),
    "support": _("Customers' questions"),
    "web": _("Web and computers"),
    "people": _("People"),
    "operations": _("Running the place"),
    "owner": _("The owner's desk"),
}
"""Areas of the catalogue, in the order in which they are shown."""

INDUSTRIES: Mapping[str, Promise] = {
    "accounting": _("Accounting"),
    "construction": _("Building"),
    "creative": _("Creative work"),
    "education": _("Education"),
    "engineering": _("Engineering"),
    "farming": _("Farming"),
    "food": _("Food"),
    "health": _("Health"),
    "hospitality": _("Hospitality"),
    "legal": _("Law"),
    "logistics": _("Transport"),
    "manufacturing": _("Making things"),
    "retail": _("Shops"),
    "software": _("Software"),
}

CLASSES: Mapping[ScopeClass, Promise] = {
    "ELIGIBLE": _("May go out"),
    "PILOT": _("Pilot first"),
    "PREPARE": _("Prepare first"),
    "KEEP_UNMANAGEABLE": _("Stays: hard to judge"),
    "KEEP_CORE": _("Stays: core"),
    "KEEP_LEGAL": _("Stays: law"),
}
"""The verdict of scope on a chip."""

VERDICTS: Mapping[ScopeClass, Promise] = {
    "ELIGIBLE": _("It may go out."),
    "PILOT": _("It may be tried, half of it at first."),
    "PREPARE": _("It needs a written procedure first."),
    "KEEP_UNMANAGEABLE": _("It stays: its results cannot be judged from outside."),
    "KEEP_CORE": _("It stays: the business lives by it."),
    "KEEP_LEGAL": _("It stays: the law keeps it with your own people."),
}
"""The verdict as a sentence."""

WOULD: Mapping[ScopeClass, Promise] = {
    "ELIGIBLE": _("it may go out"),
    "PILOT": _("it may be tried, half of it at first"),
    "PREPARE": _("it needs a written procedure first"),
    "KEEP_UNMANAGEABLE": _("it stays, because its results cannot be judged"),
    "KEEP_CORE": _("it stays, because the business lives by it"),
    "KEEP_LEGAL": _("it stays, because the law keeps it"),
}
"""The verdict as the end of a sentence."""

BOUND = _("It stays: it is bound to a place.")
WOULD_BE_BOUND = _("it stays, because it is bound to a place")
"""Both where the place, and not the result, is what keeps work from being steered from outside."""


def verdict_words(class_: ScopeClass, *, remote: bool) -> Promise:
    """Return the verdict as a sentence; `remote` tells whether the work can be done from anywhere."""
    return VERDICTS[class_] if remote or class_ != "KEEP_UNMANAGEABLE" else BOUND


def would_be(class_: ScopeClass, *, remote: bool) -> Promise:
    """Return the verdict as the end of a sentence."""
    return WOULD[class_] if remote or class_ != "KEEP_UNMANAGEABLE" else WOULD_BE_BOUND


TONES: Mapping[ScopeClass, str] = {
    "ELIGIBLE": "pass",
    "PILOT": "warn",
    "PREPARE": "warn",
    "KEEP_UNMANAGEABLE": "block",
    "KEEP_CORE": "block",
    "KEEP_LEGAL": "block",
}
"""How the guard answers, before any doubt."""

MISSING: Mapping[str, Promise] = {
    "occupation": _("the kind of work"),
    "hours_per_month": _("hours a month"),
}

TABLES: Mapping[str, Promise] = {
    "business": _("Your business"),
    "managers": _("Your people"),
    "processes": _("Your work"),
    "tools": _("Tools"),
    "quotes": _("Rates you were offered"),
    "policy": _("What you want"),
    "assumptions": _("Assumptions"),
}
"""Tables of the business file as headings."""
