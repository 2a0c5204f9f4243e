"""Guard scope for a brief: what it must hold before anybody is asked to do the work (§SCOPE-16 to 22)."""

from collections.abc import Iterator

from outhaul.engine import scope
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.brief import Brief
from outhaul.engine.briefing.quality import method_of
from outhaul.engine.briefing.rhythm import looks_at
from outhaul.engine.business import Process
from outhaul.engine.report import ScopeVerdict
from outhaul.engine.saying import joined, say
from outhaul.engine.verdict import Answer, Guard, Verdict

NEVER_LEFT_OUT = frozenset({"SCOPE-16", "SCOPE-17", "SCOPE-18"})
"""Rules that nobody overrides: without deliverables, criteria and checkpoints no work is steered."""
PILOT_MONTHS, PILOT_SHARE = 3, 0.5
TOLERANCE = 1e-9


def verdicts(
    brief: Brief,
    process: Process | None,
    judged: ScopeVerdict | None,
    assumptions: Assumptions,
) -> tuple[Verdict, ...]:
    """Return what guard scope says of publishing `brief`, the process first; one pass where nothing is wrong.

    `process` is None where the business no longer does the work, and then nothing may be published.
    """
    found = [*_of_process(brief, process, judged, assumptions), *_of_brief(brief, process)]
    if found:
        return tuple(found)
    told = say(
        "It can be steered by results: {deliverables} deliverables with criteria, {checkpoints} checkpoints.",
        deliverables=len(brief.deliverables),
        checkpoints=len(brief.checkpoints),
    )
    return (_say(Answer.PASS, "SCOPE-16", told, "", process),)


def _of_process(
    brief: Brief, process: Process | None, judged: ScopeVerdict | None, assumptions: Assumptions
) -> Iterator[Verdict]:
    if process is None or judged is None:
        yield _say(
            Answer.BLOCK,
            "SCOPE-22",
            say("The process of this brief is no longer part of the work, or its kind is not told."),
            say("Put the process back and say its kind, or close the brief."),
            None,
        )
        return
    ruling = scope.guard(process, judged, assumptions)
    if ruling.answer is not Answer.PASS:
        yield ruling
    if judged.class_ == "PILOT":
        yield from _pilot(brief, process)


def _pilot(brief: Brief, process: Process) -> Iterator[Verdict]:
    most = PILOT_SHARE * process.hours_per_month
    if brief.hours_per_month > most + TOLERANCE:
        yield _say(
            Answer.BLOCK,
            "SCOPE-7",
            say(
                "A pilot is at most half of the work, {most:g} hours a month; the brief asks for {asked:g}.",
                most=most,
                asked=brief.hours_per_month,
            ),
            say("Ask for {most:g} hours a month or fewer.", most=most),
            process,
        )
    if brief.months is None or brief.months > PILOT_MONTHS:
        told = (
            say("A pilot lasts at most {most} months; the brief has no end.", most=PILOT_MONTHS)
            if brief.months is None
            else say(
                "A pilot lasts at most {most} months; the brief lasts {months} months.",
                most=PILOT_MONTHS,
                months=brief.months,
            )
        )
        yield _say(
            Answer.BLOCK,
            "SCOPE-7",
            told,
            say(
                "Let it end after {most} months; what was learned decides how it goes on.", most=PILOT_MONTHS
            ),
            process,
        )


def _of_brief(brief: Brief, process: Process | None) -> Iterator[Verdict]:
    yield from _deliverables(brief, process)
    yield from _checkpoints(brief, process)
    prescribed = [words for _where, words in method_of(brief)]
    if prescribed:
        yield _say(
            Answer.WARN,
            "SCOPE-21",
            say(
                "It directs how, when or where somebody works: {words}. Such control counts "
                "towards employment.",
                words=_quoted(prescribed),
            ),
            say(
                "Say what must be there, by when and how it is accepted; leave hours, place and method free."
            ),
            process,
        )
    if brief.data >= scope.STAYS_WITH_STAFF:
        yield Verdict(
            guard=Guard.SCOPE,
            answer=Answer.BLOCK,
            rule="SCOPE-3",
            reason=say("The brief says that its data must stay with own staff."),
            fix=say("Split off the parts that do not touch this data, and write the brief for those."),
            process=process.id if process else None,
            legal=True,
        )


def _deliverables(brief: Brief, process: Process | None) -> Iterator[Verdict]:
    if not any(item.name.strip() for item in brief.deliverables):
        yield _say(
            Answer.BLOCK,
            "SCOPE-16",
            say("It names no deliverable, so nothing could be accepted and nothing paid."),
            say("Name what is handed over: a file, a list, a finished piece."),
            process,
        )
        return
    bare = [item.name for item in brief.deliverables if not any(map(str.strip, item.criteria))]
    if bare:
        yield _say(
            Answer.BLOCK,
            "SCOPE-17",
            say("There is no way to tell when this is accepted: {names}.", names=_quoted(bare)),
            say("Write at least one criterion for each, which two people would answer alike by yes or no."),
            process,
        )


def _checkpoints(brief: Brief, process: Process | None) -> Iterator[Verdict]:
    unseen = [item.name for item in brief.deliverables if not looks_at(brief, item.name)]
    if not brief.deliverables or not unseen:
        return
    nobody_looks = len(unseen) == len(brief.deliverables)
    yield _say(
        Answer.BLOCK if nobody_looks else Answer.WARN,
        "SCOPE-18",
        say("No checkpoint looks at any deliverable while it is in the making.")
        if nobody_looks
        else say("No checkpoint looks at {names} while it is in the making.", names=_quoted(unseen)),
        say("Plan a look at each deliverable before it is due, once a week or once a fortnight."),
        process,
    )


def _quoted(texts: list[str]) -> str:
    return joined((say("“{text}”", text=text) for text in texts), ", ")


def _say(answer: Answer, rule: str, reason: str, fix: str, process: Process | None) -> Verdict:
    return Verdict(
        guard=Guard.SCOPE,
        answer=answer,
        rule=rule,
        reason=reason,
        fix=fix,
        process=process.id if process else None,
    )
