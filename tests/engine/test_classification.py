"""The classification check (§MANAGE-11 to §MANAGE-14)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outhaul.engine.classification.judging import Given, Level, guard, judge
from outhaul.engine.classification.questions import BY_ID, QUESTIONS, Yardstick, asked, yardsticks
from outhaul.engine.classification.told import Facts, told_by
from outhaul.engine.manage import FLAGS
from outhaul.engine.verdict import Answer

EVERY = tuple(Yardstick)
SERVES_IN_PERSON = ("cest_substitute", "cest_substitute_pays")
CONTROLLED = ("cest_how", "cest_when", "cest_where")
GLOBAL, COMMON_LAW, ABC, CEST = EVERY


def independent(tests: tuple[Yardstick, ...] = EVERY, *but: str) -> dict[str, bool | None]:
    """Answers of which none speaks of employment, `but` those."""
    return {item.id: item.employs if item.id in but else not item.employs for item in asked(tests)}


@pytest.mark.parametrize(
    ("client", "contractor", "expected"),
    [
        ("DE", "PH", (GLOBAL,)),
        ("US", "PH", (GLOBAL, COMMON_LAW)),
        ("US", "US", (GLOBAL, COMMON_LAW, ABC)),
        ("GB", "US", (GLOBAL, COMMON_LAW, ABC, CEST)),
        ("DE", "GB", (GLOBAL, CEST)),
    ],
)
def test_the_tests_of_both_countries_are_asked(
    client: str, contractor: str, expected: tuple[Yardstick, ...]
) -> None:
    assert yardsticks(client, contractor) == expected


def test_the_global_questions_are_the_flags_of_guard_manage() -> None:
    assert {item.id: item.text for item in asked((GLOBAL,))} == dict(FLAGS)


def test_every_question_says_why_it_matters_and_what_would_change_it() -> None:
    assert len(BY_ID) == len(QUESTIONS)
    assert [item.id for item in QUESTIONS if not (item.text.endswith("?") and item.why and item.change)] == []


def test_independence_throughout_is_a_low_risk_and_passes() -> None:
    result = judge(independent(), EVERY)
    assert (result.level, result.reasons, result.changes) == (Level.LOW, (), ())
    assert guard("books", result).answer is Answer.PASS


def test_an_open_question_is_a_moderate_risk() -> None:
    result = judge(independent((GLOBAL,)) | {"place": None}, (GLOBAL,))
    assert result.level is Level.MODERATE
    assert result.reasons == ("Everywhere: 1 question is open.",)


@pytest.mark.parametrize(
    ("tests", "speaking", "level"),
    [
        ((GLOBAL,), ("place", "exclusivity"), Level.MODERATE),
        ((GLOBAL,), ("place", "exclusivity", "fixed_hours"), Level.HIGH),
        ((COMMON_LAW,), ("cl_instructions", "cl_training"), Level.MODERATE),
        (
            (COMMON_LAW,),
            ("cl_instructions", "cl_training", "cl_expenses", "cl_market"),
            Level.MODERATE,
        ),  # two of four financial ones are not more than half
        (
            (COMMON_LAW,),
            ("cl_instructions", "cl_training", "cl_expenses", "cl_market", "cl_loss"),
            Level.HIGH,
        ),
        ((ABC,), ("abc_course",), Level.HIGH),
        ((CEST,), SERVES_IN_PERSON + CONTROLLED, Level.MODERATE),
        ((CEST,), SERVES_IN_PERSON + CONTROLLED + ("cest_line", "cest_present"), Level.HIGH),
    ],
)  # fmt: skip
def test_levels(tests: tuple[Yardstick, ...], speaking: tuple[str, ...], level: Level) -> None:
    assert judge(independent(tests, *speaking), tests).level is level


def test_a_high_risk_is_a_block_of_law_with_what_to_change() -> None:
    speaking = ("place", "exclusivity", "fixed_hours")
    result = judge(independent(EVERY, *speaking), EVERY)
    verdict = guard("books", result)
    assert (verdict.answer, verdict.legal, verdict.rule) == (Answer.BLOCK, True, "MANAGE-12")
    assert verdict.fix.startswith("Ask a lawyer.")
    assert result.changes == tuple(BY_ID[key].change for key in ("fixed_hours", "place", "exclusivity"))


answers: st.SearchStrategy[Given] = st.dictionaries(
    st.sampled_from(sorted(BY_ID)), st.sampled_from([True, False, None])
)


@given(answers, st.sampled_from(sorted(BY_ID)))
def test_an_answer_that_speaks_of_employment_never_lowers_the_risk(told: Given, key: str) -> None:
    order = list(Level)
    settled = dict(told) | {key: not BY_ID[key].employs}
    worse = dict(told) | {key: BY_ID[key].employs}
    assert order.index(judge(worse, EVERY).level) >= order.index(judge(settled, EVERY).level)


@given(answers)
def test_no_result_ever_says_that_the_law_is_met(told: Given) -> None:
    result = judge(told, EVERY)
    verdict = guard("books", result)
    said = " ".join([verdict.reason, verdict.fix, *result.reasons, *result.changes]).lower()
    assert "complian" not in said
    assert "employment law" not in said


def test_the_terms_answer_what_they_tell_and_say_where() -> None:
    facts = Facts(independent=True, corrects=True, fixed_price=True, ends_on=date(2027, 6, 30))
    told = told_by(facts)
    assert told["fixed_hours"].answer is False
    assert told["cest_correct"].answer is True
    assert told["indefinite_term"].evidence == "It ends on 30 June 2027."
    speaking = [key for key, item in told.items() if item.answer is BY_ID[key].employs]
    assert speaking == []


def test_what_only_facts_can_tell_stays_open() -> None:
    facts = Facts(independent=True, corrects=True, fixed_price=True, ends_on=date(2027, 6, 30))
    assert not {"income_share", "abc_control", "cl_market", "line_management"} & told_by(facts).keys()


def test_terms_without_clauses_or_an_end_answer_next_to_nothing() -> None:
    facts = Facts(independent=False, corrects=False, fixed_price=False, ends_on=None)
    assert list(told_by(facts)) == ["cl_paid_by_time"]
