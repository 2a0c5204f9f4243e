"""What the guards and their answers are called on pages, in the person's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy as pgettext

from outhaul.engine.verdict import Answer, Guard

GUARD_NAMES: Mapping[Guard, Promise] = {
    Guard.SCOPE: pgettext("guard", "scope"),
    Guard.MATCH: pgettext("guard", "match"),
    Guard.PAY: pgettext("guard", "pay"),
    Guard.COST: pgettext("guard", "cost"),
    Guard.MANAGE: pgettext("guard", "manage"),
}
"""The one word that stands for a guard wherever it is spoken of."""

ANSWER_NAMES: Mapping[Answer, Promise] = {
    Answer.PASS: pgettext("guard", "passes"),
    Answer.WARN: pgettext("guard", "warns"),
    Answer.BLOCK: pgettext("guard", "blocks"),
}
"""How a guard answers."""
