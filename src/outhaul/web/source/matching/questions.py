"""The questions of a structured interview with their anchors, in the person's language."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from outhaul.engine.matching.interview import Question
from outhaul.web.source.candidates.words import language_name


@dataclass(frozen=True, slots=True)
class Words:
    """A question, and what a rating of 0, 2 and 4 means; 1 and 3 lie between."""

    text: Promise
    worst: Promise
    middle: Promise
    best: Promise


WORDS: Mapping[str, Words] = {
    "delivered": Words(
        later("We would like to have “%(about)s”. How would you show that it is done?"),
        later("Speaks of hours or effort, not of a result"),
        later("Names a result, but not how anybody could check it"),
        later("Names what could be checked, and what could go wrong with it"),
    ),
    "skill": Words(
        later("Which work with %(about)s did you hand over last, and what became of it?"),
        later("No example, or one of somebody else"),
        later("An own example, without figures or difficulties"),
        later("An own example with its difficulties, and what was learned"),
    ),
    "language": Words(
        later("Not asked, but heard: how well do you understand each other in %(about)s?"),
        later("Much had to be said twice or in writing"),
        later("Understood, with help now and then"),
        later("As among ourselves, in details too"),
    ),
    "hours": Words(
        later("We need to reach each other %(about)s hours a day. Which hours suit you, all year round?"),
        later("Would have to work against own wishes"),
        later("Possible, the clock changes not thought of"),
        later("Offers hours gladly, and has worked so before"),
    ),
    "pay": Words(
        later("What should this pay, and what would make you leave a client?"),
        later("Takes anything, or gives no reason"),
        later("Names a rate with a reason"),
        later("Names a rate, a reason, and what makes work worth staying for"),
    ),
    "start": Words(
        later("What would you need from us to begin, and when could you work alone?"),
        later("Nothing, or everything"),
        later("Names access or tools, not what is to be learned"),
        later("Names tools, access and what to learn, with a time for each"),
    ),
    "slip": Words(
        later("When did you last see that a date could not be kept, and what did you do?"),
        later("Never happened, or told afterwards"),
        later("Told in time"),
        later("Told in time, with a proposal"),
    ),
    "data": Words(
        later("How do you keep what clients entrust to you apart and safe?"),
        later("Has not thought of it"),
        later("Own passwords and a locked machine"),
        later("Separate accounts, two factors, deletes when the work ends"),
    ),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as the sheet shows it."""

    id: str
    guard: str
    text: str
    anchors: tuple[tuple[int, str], ...]


def asked(question: Question) -> Asked:
    """Return `question` in the person's language."""
    words = WORDS[question.id]
    about = language_name(question.about) if question.id == "language" else question.about
    between = _("between")
    anchors = (str(words.worst), between, str(words.middle), between, str(words.best))
    text = str(words.text) % {"about": about} if question.about else str(words.text)
    return Asked(question.id, question.guard.value, text, tuple(enumerate(anchors)))
