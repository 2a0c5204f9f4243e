"""The questionnaire of scope as a form: what is asked, what is answered, what a browser sends."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from outhaul.apps.planning.domain.answers import FIELDS, Given, Rater
from outhaul.apps.planning.domain.work import Item
from outhaul.documents.business_file.compounds import DONT_KNOW
from outhaul.engine.answers import answered
from outhaul.engine.questionnaire import BY_ID, Question
from outhaul.faults import Fault, InputError

YES_NO = {"yes": True, "no": False}
PARTS = ("core", "manageability", "gate")


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose: what is sent for it, and its anchor."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question as it is shown."""

    key: str
    part: str
    text: str
    options: tuple[Option, ...]
    value: str
    """The answer that is shown as chosen; "" where there is none."""
    was: str
    """What this rater has told so far; it goes back with the answer."""
    is_borrowed: bool
    """True where the catalogue answered."""
    note: str = ""
    """What went wrong with it."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A question to which two people gave answers that are far apart."""

    question: str
    first: str
    second: str
    means: str


def asked(item: Item, rater: Rater, notes: Mapping[str, str] | None = None) -> dict[str, Asked]:
    """Return every question, with the answers of one rater; only the first sees those of the catalogue."""
    told = item.entry.told.get(FIELDS[rater], {})
    process = item.process
    prefilled = set(process.prefilled) if process and rater == 1 else set()
    found = {}
    for key, question in BY_ID.items():
        was = _sent(told.get(key))
        borrowed = key in prefilled
        ready = _sent(process.answers.get(key)) if process and borrowed else ""
        found[key] = Asked(
            key=key,
            part=question.part,
            text=_(question.text),
            options=_options(question),
            value=was or ready,
            was=was,
            is_borrowed=borrowed,
            note=(notes or {}).get(key, ""),
        )
    return found


def _options(question: Question) -> tuple[Option, ...]:
    steps = [_(anchor) for anchor in question.anchors]
    values = list(YES_NO)[::-1] if len(steps) == len(YES_NO) else [str(step) for step in range(len(steps))]
    return (*map(Option, values, steps), Option(DONT_KNOW, _("don't know")))


def _sent(told: Given) -> str:
    """Return what a form sends for an answer."""
    if isinstance(told, bool):
        return "yes" if told else "no"
    return "" if told is None else str(told)


def given(question: str, sent: str) -> Given:
    """Return the answer that a form sent. Raises InputError for what is none."""
    values = {option.value for option in _options(BY_ID[question])}
    if not sent:
        return None
    if sent not in values:
        raise InputError([Fault(question, _("this is no answer to it"), _("Choose one of those shown"))])
    return sent if sent == DONT_KNOW else YES_NO.get(sent, int(sent) if sent.isdecimal() else None)


def anchor(question: str, told: Given) -> str:
    """Return an answer in the words of its anchor."""
    sent = _sent(told)
    return next((option.label for option in _options(BY_ID[question]) if option.value == sent), sent)


def changed(
    item: Item, sent: Mapping[str, str], rater: Rater, *, is_meant: bool = False
) -> Iterator[tuple[str, Given, Given]]:
    """Yield question, answer and what was seen for each answer that a form changes.

    An answer of the catalogue that was merely shown is no answer of the person's own, unless it was sent
    alone, because somebody clicked it: then it `is_meant`.
    """
    shown = asked(item, rater)
    for key, question in shown.items():
        if key not in sent:
            continue
        was = sent.get(f"was-{key}", "")
        is_shown = question.is_borrowed and not was and sent[key] == question.value
        untouched = sent[key] == was or (is_shown and not is_meant)
        if not untouched:
            yield key, given(key, sent[key]), given(key, was)


def disagreements(item: Item) -> tuple[Disagreement, ...]:
    """Return the questions on which the two raters are more than one step apart, side by side."""
    if item.process is None:
        return ()
    process = item.process
    return tuple(
        Disagreement(
            _(BY_ID[key].text),
            anchor(key, process.answers[key]),
            anchor(key, process.second_answers[key]),
            _meaning(BY_ID[key]),
        )
        for key in answered(process, remote=item.remote).disputed
    )


def _meaning(question: Question) -> str:
    if question.part == "gate":
        return _("The stricter answer counts.")
    return _("The middle counts; best and worst case reckon with both ends.")


def count_second(item: Item) -> int:
    """Return how many questions the second person has answered, "don't know" included."""
    return len(item.entry.told.get(FIELDS[2], {}))
