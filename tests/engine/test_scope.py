"""Guard scope (§SCOPE-1 to §SCOPE-14)."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outhaul.engine import scope
from outhaul.engine.assumptions import Assumptions, with_own
from outhaul.engine.business import QUESTIONS, Process
from outhaul.engine.questionnaire import BY_ID, CORE, MANAGEABILITY, QUESTIONNAIRE
from outhaul.engine.report import ScopeClass
from outhaul.engine.verdict import Answer

ASSUMPTIONS = Assumptions()

Answers = dict[str, int | bool]


def process(
    answers: Answers, second_answers: Answers | None = None, *, accept_prepare: bool = False
) -> Process:
    return Process(
        id="books",
        name="Bookkeeping",
        occupation="43-3031.00",
        hours_per_month=40,
        answers=answers,
        second_answers=second_answers or {},
        accept_prepare=accept_prepare,
    )


def rated(*figures: int) -> Answers:
    """Answers in the order C1..C6 M1..M6 M7 G1 G2."""
    return dict(zip(QUESTIONS, figures, strict=True))


BOOKKEEPING = rated(0, 0, 0, 1, 1, 2, 4, 3, 4, 3, 3, 4, 1, 2, 0)
SUPPORT = rated(2, 1, 1, 2, 2, 2, 3, 3, 3, 4, 1, 3, 1, 2, 1)
RESEARCH = rated(2, 1, 2, 1, 1, 0, 2, 2, 1, 3, 3, 2, 1, 0, 0)
APP = rated(3, 3, 2, 3, 3, 3, 3, 3, 2, 3, 2, 2, 1, 2, 1)
STRATEGY = rated(4, 4, 4, 3, 4, 4, 0, 0, 0, 1, 0, 1, 1, 2, 1)
PAYROLL = rated(0, 0, 0, 1, 1, 3, 4, 4, 4, 4, 3, 4, 1, 4, 0)
ASSISTANT = rated(1, 0, 0, 1, 2, 1, 2, 3, 1, 3, 0, 1, 1, 2, 4)

VECTORS = [
    pytest.param(BOOKKEEPING, 0.1375, 0.9000, "ELIGIBLE", id="bookkeeping"),
    pytest.param(SUPPORT, 0.4250, 0.7375, "ELIGIBLE", id="support"),
    pytest.param(RESEARCH, 0.3125, 0.5125, "PREPARE", id="research"),
    pytest.param(APP, 0.7250, 0.6500, "KEEP_CORE", id="app"),
    pytest.param(STRATEGY, 0.9625, 0.0625, "KEEP_CORE", id="strategy"),
    pytest.param(PAYROLL, 0.1625, 0.9750, "KEEP_LEGAL", id="payroll"),
    pytest.param(ASSISTANT, 0.2250, 0.4500, "KEEP_LEGAL", id="assistant"),
]

scores = st.integers(0, 4)
every_answer = st.fixed_dictionaries({key: st.booleans() if key == "M7" else scores for key in QUESTIONS})
some_answers = st.fixed_dictionaries(
    {}, optional={key: st.booleans() if key == "M7" else scores for key in QUESTIONS}
)


def raised_by_one(answers: Answers, key: str) -> Answers:
    return answers | {key: min(4, answers[key] + 1)}


def rank(class_: ScopeClass) -> int:
    return scope.CLASSES.index(class_)


@pytest.mark.parametrize(("answers", "K", "M", "class_"), VECTORS)
def test_scores_and_class_of_the_seven_known_processes(
    answers: Answers, K: float, M: float, class_: ScopeClass
) -> None:
    verdict = scope.judge(process(answers), ASSUMPTIONS)
    assert (round(verdict.K, 4), round(verdict.M, 4), verdict.class_) == (K, M, class_)


@pytest.mark.parametrize("answers", [BOOKKEEPING, RESEARCH, APP, STRATEGY, PAYROLL, ASSISTANT])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_clear_class_holds_under_every_weighting(answers: Answers, seed: int) -> None:
    assert round(scope.judge(process(answers), ASSUMPTIONS, seed=seed).robust, 2) == 1.0


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_support_keeps_its_class_under_95_percent_of_weightings(seed: int) -> None:
    assert scope.judge(process(SUPPORT), ASSUMPTIONS, seed=seed).robust == pytest.approx(0.95, abs=0.03)


def test_weights_of_each_score_sum_to_one() -> None:
    assert [sum(question.weight for question in part) for part in (CORE, MANAGEABILITY)] == pytest.approx(
        [1.0, 1.0]
    )


def test_the_questionnaire_asks_every_question_of_the_business_file_in_its_order() -> None:
    assert tuple(question.id for question in QUESTIONNAIRE) == QUESTIONS


def test_every_scored_question_has_five_anchors() -> None:
    assert {question.id: len(question.anchors) for question in QUESTIONNAIRE} == {
        key: 2 if key == "M7" else 5 for key in QUESTIONS
    }


def test_other_weightings_average_to_ours() -> None:
    core, manageability = scope.weightings(1)
    assert core.mean(axis=0) == pytest.approx([0.25, 0.20, 0.10, 0.15, 0.20, 0.10], abs=0.01)
    assert manageability.mean(axis=0) == pytest.approx([0.30, 0.15, 0.20, 0.15, 0.10, 0.10], abs=0.01)


def test_other_weightings_are_drawn_once_a_seed_and_cannot_be_changed() -> None:
    assert scope.weightings(7) is scope.weightings(7)
    with pytest.raises(ValueError, match="read-only"):
        scope.weightings(7)[0][0, 0] = 1.0


def test_equal_seeds_give_equal_verdicts() -> None:
    assert scope.judge(process(SUPPORT), seed=5) == scope.judge(process(SUPPORT), seed=5)


@given(every_answer, st.sampled_from([question.id for question in CORE]))
def test_raising_a_core_answer_never_makes_a_process_less_core(answers: Answers, key: str) -> None:
    higher = raised_by_one(answers, key)
    before, after = scope.judge(process(answers)), scope.judge(process(higher))
    assert rank(after.class_) >= rank(before.class_)


@given(every_answer, st.sampled_from([question.id for question in MANAGEABILITY]))
def test_raising_a_manageability_answer_never_brings_a_process_back(answers: Answers, key: str) -> None:
    higher = raised_by_one(answers, key)
    before, after = scope.judge(process(answers)), scope.judge(process(higher))
    assert rank(after.class_) <= rank(before.class_)


@given(every_answer)
def test_core_work_never_leaves(answers: Answers) -> None:
    core = answers | {"C1": 4, "C2": 3}
    subject = process(core, accept_prepare=True)
    assert scope.guard(subject, scope.judge(subject)).answer == Answer.BLOCK


@given(every_answer, st.permutations(QUESTIONS))
def test_the_order_of_answers_changes_nothing(answers: Answers, order: list[str]) -> None:
    assert scope.judge(process({key: answers[key] for key in order})) == scope.judge(process(answers))


@given(some_answers)
def test_the_point_class_lies_between_both_ends(answers: Answers) -> None:
    verdict = scope.judge(process(answers))
    assert rank(verdict.best) <= rank(verdict.class_) <= rank(verdict.worst)


@given(some_answers, st.sampled_from(QUESTIONS), scores)
def test_an_answer_never_widens_the_ends(answers: Answers, key: str, value: int) -> None:
    fuller = {key: value > 1 if key == "M7" else value} | answers
    before, after = scope.judge(process(answers)), scope.judge(process(fuller))
    assert rank(before.best) <= rank(after.best) <= rank(after.worst) <= rank(before.worst)


@given(every_answer, some_answers)
def test_two_raters_may_change_places(first: Answers, second: Answers) -> None:
    assert scope.judge(process(first, second)) == scope.judge(process(second, first))


@given(every_answer)
def test_a_second_rater_who_agrees_changes_nothing(answers: Answers) -> None:
    assert scope.judge(process(answers, answers)) == scope.judge(process(answers))


@given(every_answer)
def test_complete_answers_leave_no_gap_between_the_ends(answers: Answers) -> None:
    verdict = scope.judge(process(answers))
    assert (verdict.best, verdict.worst) == (verdict.class_, verdict.class_)


@given(every_answer)
def test_robustness_is_a_share(answers: Answers) -> None:
    assert 0 <= scope.judge(process(answers)).robust <= 1


def test_the_share_counted_in_bulk_equals_the_share_counted_one_by_one() -> None:
    ours = scope.classify(SUPPORT)
    same = 0
    for core, manageability in zip(*scope.weightings(1), strict=True):
        K = sum(w * SUPPORT[q.id] for w, q in zip(core, CORE, strict=True)) / 4
        M = sum(w * SUPPORT[q.id] for w, q in zip(manageability, MANAGEABILITY, strict=True)) / 4
        same += ours == "ELIGIBLE" and K < 0.45 and M >= 0.60
    assert scope.robustness(SUPPORT, seed=1) == same / 8192


def test_nothing_answered_counts_the_middle_and_shows_both_ends() -> None:
    verdict = scope.judge(process({}))
    assert (round(verdict.K, 9), round(verdict.M, 9), verdict.class_) == (0.5, 0.5, "PREPARE")
    assert (verdict.best, verdict.worst) == ("ELIGIBLE", "KEEP_LEGAL")


@pytest.mark.parametrize(
    ("remote", "class_"), [(0.0, "KEEP_UNMANAGEABLE"), (0.49, "KEEP_UNMANAGEABLE"), (1.0, "ELIGIBLE")]
)
def test_an_open_m7_follows_the_occupation(remote: float, class_: ScopeClass) -> None:
    answers = {key: value for key, value in BOOKKEEPING.items() if key != "M7"}
    verdict = scope.judge(process(answers), remote=remote)
    assert (verdict.class_, verdict.best, verdict.worst) == (class_, "ELIGIBLE", "KEEP_UNMANAGEABLE")


def test_an_open_law_gate_counts_as_none_but_warns() -> None:
    subject = process({key: value for key, value in BOOKKEEPING.items() if key != "G1"})
    verdict = scope.judge(subject)
    answer = scope.guard(subject, verdict)
    assert (verdict.class_, verdict.best, verdict.worst) == ("ELIGIBLE", "ELIGIBLE", "KEEP_LEGAL")
    assert (answer.answer, answer.rule, answer.fix) == (Answer.WARN, "SCOPE-9", "Settle what is open.")
    assert "Nobody answered “Which data does it touch?”." in answer.reason


def test_raters_one_step_apart_count_as_their_mean() -> None:
    answers = scope.answered(process({"C1": 2}, {"C1": 3}))
    assert (answers.point["C1"], answers.best["C1"], answers.worst["C1"]) == (2.5, 2.5, 2.5)


def test_raters_further_apart_also_show_both_ends() -> None:
    answers = scope.answered(process({"C1": 1, "M1": 1}, {"C1": 4, "M1": 3}))
    assert answers.disputed == ("C1", "M1")
    assert (answers.point["C1"], answers.best["C1"], answers.worst["C1"]) == (2.5, 1, 4)
    assert (answers.point["M1"], answers.best["M1"], answers.worst["M1"]) == (2, 3, 1)


def test_the_stricter_rater_decides_a_gate() -> None:
    answers = scope.answered(process({"G1": 2, "M7": True}, {"G1": 4, "M7": False}))
    assert (answers.point["G1"], answers.best["G1"], answers.worst["G1"]) == (4, 2, 4)
    assert (answers.point["M7"], answers.best["M7"], answers.worst["M7"]) == (0, 1, 0)


def test_one_rater_answers_for_both_where_the_other_is_silent() -> None:
    assert scope.answered(process({}, {"M1": 4})).point["M1"] == 4


def test_data_bound_to_the_home_country_allows_that_country_alone() -> None:
    assert scope.countries_allowed(process({"G1": 3}), "DE") == ("DE",)
    assert scope.countries_allowed(process({"G1": 2}), "DE") is None


@pytest.mark.parametrize(
    ("changes", "class_"),
    [
        pytest.param({"G1": 4}, "KEEP_LEGAL", id="staff data"),
        pytest.param({"G2": 3}, "KEEP_LEGAL", id="directed"),
        pytest.param({"C1": 4, "C2": 3}, "KEEP_CORE", id="prized and hard to match"),
        pytest.param({"C5": 4, "C6": 3}, "KEEP_CORE", id="locked in"),
        pytest.param({"M7": False}, "KEEP_UNMANAGEABLE", id="bound to a place"),
        pytest.param({"M1": 1}, "KEEP_UNMANAGEABLE", id="not measurable"),
        pytest.param({"M4": 1}, "PREPARE", id="not divisible"),
        pytest.param({"C1": 4, "C3": 4}, "PILOT", id="grey"),
        pytest.param({"G1": 4, "C1": 4, "C2": 4}, "KEEP_LEGAL", id="law before core"),
        pytest.param({"C1": 4, "C2": 4, "M7": False}, "KEEP_CORE", id="core before unmanageable"),
        pytest.param({"C1": 4, "C3": 4, "M4": 1}, "PREPARE", id="prepare before grey"),
    ],
)
def test_each_gate_in_its_order(changes: Answers, class_: ScopeClass) -> None:
    assert scope.classify(BOOKKEEPING | changes) == class_


def test_a_score_exactly_at_a_cut_off_has_reached_it() -> None:
    answers = rated(2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 0, 0)
    at_cut = with_own({"core_cut": 0.5, "manageable_cut": 0.5})
    assert scope.classify(answers, at_cut) == "KEEP_CORE"
    assert scope.classify(answers | {"C1": 0}, at_cut) == "ELIGIBLE"


ACCEPTED = process(RESEARCH, accept_prepare=True)
RULINGS = [
    pytest.param(process(BOOKKEEPING), Answer.PASS, "SCOPE-8", id="eligible"),
    pytest.param(process(BOOKKEEPING | {"C1": 4, "C3": 4}), Answer.WARN, "SCOPE-7", id="pilot"),
    pytest.param(process(RESEARCH), Answer.BLOCK, "SCOPE-6", id="prepare"),
    pytest.param(ACCEPTED, Answer.WARN, "SCOPE-6", id="prepare accepted"),
    pytest.param(process(BOOKKEEPING | {"M7": False}), Answer.BLOCK, "SCOPE-5", id="bound to a place"),
    pytest.param(process(BOOKKEEPING | {"M1": 0}), Answer.BLOCK, "SCOPE-5", id="not measurable"),
    pytest.param(process(APP), Answer.BLOCK, "SCOPE-4", id="core"),
    pytest.param(process(PAYROLL), Answer.BLOCK, "SCOPE-3", id="staff data"),
    pytest.param(process(ASSISTANT), Answer.BLOCK, "SCOPE-3", id="directed"),
]


@pytest.mark.parametrize(("subject", "answer", "rule"), RULINGS)
def test_the_guard_answers_by_class_and_names_its_rule(subject: Process, answer: Answer, rule: str) -> None:
    verdict = scope.guard(subject, scope.judge(subject))
    assert (verdict.answer, verdict.rule, verdict.process) == (answer, rule, "books")


@given(every_answer)
def test_only_law_cannot_be_overridden(answers: Answers) -> None:
    subject = process(answers)
    verdict = scope.guard(subject, scope.judge(subject))
    assert verdict.legal == (verdict.rule == "SCOPE-3")


@given(some_answers)
def test_whatever_does_not_pass_says_what_would_mend_it(answers: Answers) -> None:
    subject = process(answers)
    verdict = scope.guard(subject, scope.judge(subject))
    assert (verdict.fix == "") == (verdict.answer == Answer.PASS)


def test_the_remedy_of_unprepared_work_names_the_answer_to_raise() -> None:
    subject = process(RESEARCH)
    assert (
        scope.guard(subject, scope.judge(subject)).fix
        == "Raise “Is there a written procedure with examples?” to “most cases, with examples”; "
        "then rate it again."
    )


def remedied(answers: Answers) -> dict[str, float]:
    return {**answers, **dict(scope.raised(answers))}


@given(every_answer.map(lambda answers: answers | {"M7": True}))
def test_following_the_remedy_makes_the_work_manageable(answers: Answers) -> None:
    assert scope.classify(remedied(answers)) not in {"KEEP_UNMANAGEABLE", "PREPARE"}


def test_a_class_that_other_weightings_doubt_is_not_robust() -> None:
    verdict = scope.judge(process(SUPPORT | {"C2": 0, "C3": 3}))
    assert (verdict.class_, scope.is_robust(verdict)) == ("ELIGIBLE", False)


def test_a_pass_that_other_weightings_doubt_becomes_a_warning() -> None:
    subject = process(SUPPORT | {"C2": 0, "C3": 3})
    verdict = scope.guard(subject, scope.judge(subject))
    assert (verdict.answer, verdict.rule) == (Answer.WARN, "SCOPE-11")


def test_an_open_m7_that_the_occupation_answers_with_no_is_the_reason_given() -> None:
    subject = process({key: value for key, value in BOOKKEEPING.items() if key != "M7"})
    verdict = scope.guard(subject, scope.judge(subject, remote=0.0))
    assert verdict.reason == (
        "It is bound to a place, so no contractor elsewhere can do it. "
        "Nobody answered “Can all of it be done with only a computer and a network?”. "
        "At best it may go out, at worst it stays: it cannot be steered by deliverables."
    )


def test_more_than_a_few_open_questions_are_counted_and_not_named() -> None:
    open_ones = ("M4", "M5", "M6", "G1")
    subject = process({key: value for key, value in BOOKKEEPING.items() if key not in open_ones})
    assert "4 questions are still open." in scope.guard(subject, scope.judge(subject)).reason


def test_answers_of_the_catalogue_are_told_but_change_nothing() -> None:
    plain = process(BOOKKEEPING)
    started = replace(plain, catalogue="bookkeeping", prefilled=("hours_per_month", "C1", "M1"))
    verdict, told = (scope.guard(subject, scope.judge(subject)) for subject in (plain, started))
    assert told == replace(verdict, reason=f"{verdict.reason} 2 of 15 answers are the catalogue's.")


def test_disputed_answers_that_change_the_class_become_a_warning() -> None:
    subject = process(BOOKKEEPING, {"M1": 1})
    verdict = scope.guard(subject, scope.judge(subject))
    assert (verdict.answer, verdict.rule, verdict.fix) == (
        Answer.WARN,
        "SCOPE-10",
        "Settle what is open.",
    )
    assert (
        "The two raters disagree on “With written criteria in hand, would two reviewers agree that a result "
        "is accepted?”."
    ) in verdict.reason


@pytest.mark.parametrize(
    ("measurable", "stable", "form"),
    [
        (3, 3, "milestones"),
        (4, 4, "milestones"),
        (2, 4, "capped_hours"),
        (4, 2, "capped_hours"),
        (1, 4, None),
        (0, 0, None),
    ],
)
def test_the_contract_follows_measurability_and_stability(
    measurable: int, stable: int, form: scope.ContractForm | None
) -> None:
    assert scope.contract_form({"M1": measurable, "M6": stable}) == form


def test_an_unanswered_contract_question_counts_the_middle() -> None:
    assert scope.contract_form({}) == "capped_hours"


@pytest.mark.parametrize(("written", "points"), [(0, 3), (1, 2), (2, 1), (3, 0), (4, 0)])
def test_each_point_of_m3_below_three_has_to_be_written(written: int, points: int) -> None:
    assert scope.specification_points({"M3": written}) == points


def test_ends_of_each_question_are_its_outer_anchors() -> None:
    ends = {key: {BY_ID[key].best, BY_ID[key].worst} for key in QUESTIONS}
    assert ends == {key: {0, 1} if key == "M7" else {0, 4} for key in QUESTIONS}


def test_every_pair_of_extreme_answers_has_a_class() -> None:
    for values in itertools.product((0, 4), repeat=6):
        answers = rated(*values, *reversed(values), 1, 0, 0)
        assert scope.classify(answers) in scope.CLASSES
