"""A report is plain text that remembers how it was made."""

import copy
from dataclasses import replace

import msgspec

from outhaul.documents import plan_json
from outhaul.engine.glossary import recall, recalled, remembering, with_glossary
from outhaul.engine.report import PlanReport
from outhaul.engine.saying import Saying, country, language, say
from outhaul.engine.verdict import Answer, Guard, Verdict

REASON = say(
    "Next best is {place}, {distance:,.0f} {currency} a month dearer.",
    place=country("PL", "Poland"),
    distance=16,
    currency="USD",
)


def told(plan: PlanReport, *reasons: str) -> PlanReport:
    return replace(plan, processes=(replace(plan.processes[0], reasons=reasons),))


def reasons(report: PlanReport) -> tuple[str, ...]:
    return report.processes[0].reasons


def test_a_kept_report_gets_its_sayings_back(plan: PlanReport) -> None:
    kept = msgspec.json.decode(msgspec.json.encode(with_glossary(told(plan, REASON))), type=PlanReport)
    (found,) = reasons(recalled(kept))
    assert isinstance(found, Saying)
    place = found.parts["place"]
    assert isinstance(place, Saying)
    assert (found, found.template, found.parts, place.template) == (
        str(REASON), REASON.template, REASON.parts, "{country}",
    )  # fmt: skip


def test_whole_numbers_stay_whole(plan: PlanReport) -> None:
    counted = say("{count} of {all} places, {share} of them", count=188, all=215, share=1.0)
    kept = msgspec.json.decode(msgspec.json.encode(with_glossary(told(plan, counted))), type=PlanReport)
    assert [type(part) for part in reasons(recalled(kept))[0].parts.values()] == [int, int, float]  # type: ignore[attr-defined]


def test_the_report_itself_is_plain_text(plan: PlanReport) -> None:
    made = with_glossary(told(plan, REASON, "Written by hand."))
    assert [type(reason) for reason in reasons(made)] == [str, str]
    assert list(made.sayings) == [str(REASON)]


def test_a_report_from_before_is_read_as_it_is(plan: PlanReport) -> None:
    old = told(plan, "Keeping it is cheaper.")
    assert recalled(old) is old


def test_the_glossary_is_no_part_of_the_json_of_a_plan(plan: PlanReport) -> None:
    assert "sayings" not in plan_json.document(with_glossary(told(plan, REASON)))
    assert "Said" not in plan_json.schema()["$defs"]


def test_names_are_never_taken_for_sentences(plan: PlanReport) -> None:
    named = replace(told(plan, say("tools")).processes[0], name="tools")
    kept = recalled(with_glossary(replace(plan, processes=(named,))))
    assert [type(text) for text in (kept.processes[0].name, *kept.processes[0].reasons)] == [str, Saying]


def test_a_saying_can_be_copied() -> None:
    assert vars_of(copy.deepcopy(REASON)) == vars_of(REASON)


def vars_of(saying: Saying) -> tuple[str, str, object]:
    return str(saying), saying.template, saying.parts


def test_a_kept_verdict_gets_its_sayings_back() -> None:
    verdict = Verdict(
        guard=Guard.MATCH,
        answer=Answer.WARN,
        rule="MATCH-17",
        reason=say("Their {language} is {spoken}.", language=language("en", "English"), spoken="B1"),
        fix=say("Ask."),
    )
    kept = recall(msgspec.json.decode(msgspec.json.encode(remembering(verdict))), Verdict)
    assert (kept, type(kept.reason), type(kept.fix)) == (verdict, Saying, Saying)
    assert vars_of(kept.reason) == vars_of(verdict.reason)  # type: ignore[arg-type] # both are sayings


def test_a_verdict_from_before_is_read_as_it_is() -> None:
    plain = {"guard": "match", "answer": "warn", "rule": "MATCH-17", "reason": "Ask.", "fix": ""}
    assert type(recall(plain, Verdict).reason) is str
