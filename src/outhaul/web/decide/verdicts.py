"""The verdict of scope as a page shows it: in words, on two scales, with what it hangs on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outhaul.apps.planning.domain.work import Item
from outhaul.engine.answers import answered
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Process
from outhaul.engine.explain.changes import ends, turns
from outhaul.engine.questionnaire import BY_ID, QUESTIONNAIRE
from outhaul.engine.report import ScopeVerdict
from outhaul.engine.scope import countries_allowed, is_robust
from outhaul.web.amounts import share_text
from outhaul.web.decide import words

MOST_TURNS = 4
LONG = 200
"""Length of a scale in units of its drawing."""
CLOSE = 2.0
"""Steps of an answer beyond which a change is no longer worth a thought."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A mark on a scale: where it stands in the drawing, and what begins there."""

    at: int
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """A score between 0 and 100 with its cut-offs."""

    label: str
    value: int
    at: int
    cuts: tuple[Cut, ...]
    said: str
    """All of it in a sentence, for who does not see the drawing."""


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """A question that is open or disputed, and what its two ends would mean."""

    question: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """All that is shown of a verdict."""

    chip: str
    tone: str
    sentence: str
    scales: tuple[Scale, ...]
    robust: str
    is_robust: bool
    open: tuple[OpenAnswer, ...]
    turns: tuple[str, ...]
    law: tuple[str, ...]
    borrowed: str


def panel_of(item: Item, assumptions: Assumptions, *, is_brief: bool = False) -> Panel | None:
    """Return what is shown of the verdict on `item`; None while nobody said what kind of work it is.

    A brief one, for a list, leaves out what would turn the verdict: that is most of the work.
    """
    process, verdict = item.process, item.verdict
    if process is None or verdict is None:
        return None
    return Panel(
        chip=str(words.CLASSES[verdict.class_]),
        tone=words.TONES[verdict.class_],
        sentence=str(words.verdict_words(verdict.class_, remote=_is_remote(process, item.remote))),
        scales=_scales(verdict, assumptions),
        robust=_robust(verdict),
        is_robust=is_robust(verdict, assumptions),
        open=tuple(_open(process, assumptions, item.remote)),
        turns=() if is_brief else tuple(_turns(process, assumptions, item.remote)),
        law=tuple(_law(process, verdict)),
        borrowed=_borrowed(process),
    )


def _is_remote(process: Process, remote: float) -> bool:
    """Whether the work counts as possible from anywhere."""
    return bool(answered(process, remote=remote).point["M7"])


def _scales(verdict: ScopeVerdict, assumptions: Assumptions) -> tuple[Scale, ...]:
    core = {_("pilot first"): assumptions.grey_cut, _("stays"): assumptions.core_cut}
    steered = {_("prepare first"): assumptions.fixable_cut, _("may go out"): assumptions.manageable_cut}
    return (
        _scale(_("How much you live by it"), verdict.K, core),
        _scale(_("How well results can steer it"), verdict.M, steered),
    )


def _scale(label: str, score: float, cuts: Mapping[str, float]) -> Scale:
    marks = ", ".join(
        _("from %(cut)s: %(word)s") % {"cut": round(100 * cut), "word": word} for word, cut in cuts.items()
    )
    value = round(100 * score)
    return Scale(
        label=label,
        value=value,
        at=round(LONG * score),
        cuts=tuple(Cut(round(LONG * cut), word) for word, cut in cuts.items()),
        said=_("%(label)s: %(value)s of 100; %(marks)s") % {"label": label, "value": value, "marks": marks},
    )


def _robust(verdict: ScopeVerdict) -> str:
    told = _("%(share)s of other ways to weigh the answers give the same verdict.")
    return told % {"share": share_text(verdict.robust)}


def _open(process: Process, assumptions: Assumptions, remote: float) -> Iterator[OpenAnswer]:
    """Yield each open or disputed question, with what it could make of the verdict."""
    for key in answered(process, remote=remote).uncertain:
        best, worst = ends(process, key, assumptions, remote=remote)
        far = _is_remote(process, remote)
        if best == worst:
            says = _("either way %(verdict)s.") % {"verdict": words.would_be(best, remote=far)}
        else:
            at_worst = words.would_be(worst, remote=far and key != "M7")
            told = {"best": words.would_be(best, remote=True), "worst": at_worst}
            says = _("at best %(best)s; at worst %(worst)s.") % told
        yield OpenAnswer(_(BY_ID[key].text), says)


def _turns(process: Process, assumptions: Assumptions, remote: float) -> Iterator[str]:
    """Yield the few smallest changes of one answer that would change the verdict."""
    near = [turn for turn in turns(process, assumptions, remote=remote) if turn.steps <= CLOSE]
    for turn in near[:MOST_TURNS]:
        far = bool(turn.answer) if turn.question == "M7" else _is_remote(process, remote)
        question = BY_ID[turn.question]
        told = {
            "question": _(question.text),
            "answer": _(question.anchors[turn.answer]),
            "verdict": words.would_be(turn.class_, remote=far),
        }
        yield _("“%(question)s” — with “%(answer)s” %(verdict)s.") % told


def _law(process: Process, verdict: ScopeVerdict) -> Iterator[str]:
    """Yield what the law has to say, as questions and never as advice."""
    if verdict.class_ == "KEEP_LEGAL":
        yield _("Nobody can override this. Ask a lawyer before you decide otherwise.")
    elif countries_allowed(process, "") is not None:
        yield _("Its data must stay in your country, so only people there can do it.")
    if process.answers.get("G1", 0) >= 2:  # noqa: PLR2004 -- anchor of G1: personal data
        yield _("It touches personal data: a contract about data comes first.")
    if not process.answers.get("G2"):
        yield _("Keep it so: who tells a contractor when, where and how to work has an employee.")


def _borrowed(process: Process) -> str:
    count = len(BY_ID.keys() & set(process.prefilled))
    told = ngettext(
        "%(count)s of %(all)s answers is the catalogue's.",
        "%(count)s of %(all)s answers are the catalogue's.",
        count,
    )
    return told % {"count": count, "all": len(QUESTIONNAIRE)} if count else ""
