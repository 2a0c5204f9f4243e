"""Guard cost (§COST-1 to §COST-12)."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outhaul.engine.cost import (
    EngagementTerms,
    engagement_paths,
    failure,
    guard,
    hazard,
    kept,
    payback_month,
    productivity,
    rework,
    stacked,
)
from outhaul.engine.verdict import Answer
from outhaul.wording.tongue import tell

TERMS = EngagementTerms(
    hours=80,
    home_rate=45,
    mu_home=0.06,
    rate=17.28,
    productivity=0.92192,
    rework=0.11618,
    mu=0.0615,
    fixed_hours=1.5,
    start_load=2,
    T0=3,
    R0=0.5,
    fee=0.05,
    tool=40,
    setup=600,
    internal_hours=44,
    hazard=0.28,
    replacement_weeks=16,
    failure=0.1,
)


def total(terms: EngagementTerms) -> float:
    """Money and manager hours at 60, over 36 months."""
    paths = engagement_paths(terms)
    return float(paths.money.sum() + 60 * paths.manager_hours.sum())


def test_productivity_of_golden_case_a() -> None:
    found = productivity(
        skill=0.95,
        language=0.7,
        overlap=3,
        overlap_needed=4,
        culture=0.6,
        sigma=0.4,
        kappa=0.5,
        dL=0.10,
        dT=0.06,
        dK=0.03,
    )
    assert round(float(found), 5) == 0.92192


def test_missing_hours_do_not_matter_where_none_are_needed() -> None:
    def far(needed: float) -> float:
        return float(
            productivity(
                skill=1,
                language=1,
                overlap=0,
                overlap_needed=needed,
                culture=0,
                sigma=1,
                kappa=1,
                dL=0,
                dT=0.06,
                dK=0,
            )
        )

    assert (far(0), round(far(4), 6)) == (1.0, 0.941765)


def test_no_language_no_hours_and_another_culture_cost_an_eighth_of_productivity() -> None:
    found = productivity(
        skill=1,
        language=0.5,
        overlap=0,
        overlap_needed=4,
        culture=1,
        sigma=1,
        kappa=1,
        dL=0.1,
        dT=0.06,
        dK=0.03,
    )
    assert round(float(found), 4) == round(float(np.exp(-0.14)), 4) == 0.8694


def test_rework_of_golden_case_a() -> None:
    assert round(float(rework(rho0=0.10, gL=1, gM=0, kappa=0.5, language=0.7, M1=4)), 5) == 0.11618


def test_rework_grows_where_results_cannot_be_measured() -> None:
    assert round(float(rework(rho0=0.10, gL=1, gM=0.8, kappa=0, language=1, M1=2)), 4) == 0.1492


def test_a_premium_keeps_people() -> None:
    assert [round(float(hazard(0.35, premium, 3)), 5) for premium in (0.0, 0.08, 0.15)] == [
        0.35,
        0.27784,
        0.23013,
    ]


def test_an_unhappy_contractor_leaves_sooner() -> None:
    assert round(float(hazard(0.35, 0.0, 2, pulse=2.5)), 4) == 0.4967


def test_failures_follow_low_bids_and_past_failures() -> None:
    low_bid = float(failure(1 / 4, -0.25)) / float(failure(1 / 4, 0.0))
    bad_past = float(failure(0.1, 0.0, past_failures=0.15)) / float(failure(0.1, 0.0, past_failures=0.05))
    assert (round(low_bid, 2), round(bad_past, 2)) == (1.09, 1.33)


def test_failure_has_a_cap_and_falls_with_a_known_contractor() -> None:
    assert (float(failure(0.9, 0.0)), round(float(failure(0.12, 0.0, repeat=True)), 3)) == (0.5, 0.072)


def test_components_add_up_to_the_money() -> None:
    paths = engagement_paths(replace(TERMS, share=0.5, rate_growth=0.03))
    np.testing.assert_allclose(sum(paths.components.values()), paths.money, rtol=1e-12)


def test_kept_work_costs_what_it_costs_at_home() -> None:
    paths = engagement_paths(kept(80, 45, 0.06))
    assert paths.money[:, 0, 0].tolist() == [0.0] + [3600.0] * 36
    np.testing.assert_allclose(paths.manager_hours, paths.home_hours)
    assert round(float(paths.home_hours[1, 0, 0]), 6) == 4.8


def test_the_kept_half_of_a_pilot_stays_at_home_with_its_managers_hours() -> None:
    pilot = engagement_paths(replace(TERMS, share=0.5))
    assert pilot.components["kept"][36, 0, 0] == 1800.0
    settled = 0.0615 * float(pilot.bought[36, 0, 0]) + 1.5 + 0.06 * 40
    assert float(pilot.manager_hours[36, 0, 0]) == pytest.approx(settled, rel=1e-9)


def test_rates_rise_once_a_year_and_never_fall() -> None:
    rising = engagement_paths(replace(TERMS, rate_growth=0.03)).components["rate"][:, 0, 0]
    falling = engagement_paths(replace(TERMS, rate_growth=-0.03)).components["rate"][:, 0, 0]
    assert np.unique(np.round(rising[1:] / rising[1], 6)).tolist() == [1.0, 1.03, 1.0609]
    assert np.unique(falling[1:]).size == 1


def test_a_failed_start_is_done_again_at_home() -> None:
    lost = engagement_paths(replace(TERMS, hazard=0.0)).components["turnover"][:, 0, 0]
    again = 0.1 * 80 * 45
    sourced_again = 0.1 * 16 / 52 * 12 * 80 * 17.28
    assert lost[:5] == pytest.approx([0.0, again, again, again + sourced_again, 0.0])


def test_options_side_by_side_cost_what_they_cost_alone() -> None:
    options = [replace(TERMS, rate=rate, share=share) for rate in (10.0, 20.0) for share in (0.5, 1.0)]
    together = engagement_paths(stacked(options))
    alone = [engagement_paths(option) for option in options]
    assert (
        together.money[:, :, 0].tolist() == np.stack([path.money[:, 0, 0] for path in alone], axis=1).tolist()
    )


@pytest.mark.parametrize(
    "rises", ["rate", "rework", "mu", "fixed_hours", "fee", "tool", "setup", "hazard", "T0"]
)
@settings(deadline=None, max_examples=20)  # 36 months each
@given(more=st.floats(0, 3))
def test_more_of_what_costs_never_costs_less(rises: str, more: float) -> None:
    dearer = replace(TERMS, **{rises: getattr(TERMS, rises) * (1 + more)})
    assert total(dearer) >= total(TERMS) * (1 - 1e-12)


@pytest.mark.parametrize("rises", ["productivity", "R0"])
@settings(deadline=None, max_examples=20)  # 36 months each
@given(share=st.floats(0.3, 1))
def test_less_of_what_saves_never_costs_less(rises: str, share: float) -> None:
    worse = replace(TERMS, **{rises: getattr(TERMS, rises) * share})
    assert total(worse) >= total(TERMS) * (1 - 1e-12)


@settings(deadline=None, max_examples=20)  # 36 months each
@given(unit=st.floats(0.001, 1000))
def test_the_currency_unit_changes_nothing_but_the_unit(unit: float) -> None:
    scaled = {name: getattr(TERMS, name) * unit for name in ("rate", "home_rate", "tool", "setup")}
    np.testing.assert_allclose(
        engagement_paths(replace(TERMS, **scaled)).money, engagement_paths(TERMS).money * unit, rtol=1e-9
    )


def test_payback_is_the_first_month_from_which_cash_stays_above_zero() -> None:
    cumulative = np.array(
        [
            [-5.0, -5.0, 0.0, -1.0],
            [1.0, -4.0, 1.0, -1.0],
            [-1.0, 0.0, 2.0, 3.0],
            [2.0, 3.0, 3.0, -1.0],
        ]
    )
    assert payback_month(cumulative).tolist() == [3, 2, 0, -1]


@pytest.mark.parametrize(
    ("true_saving", "freed", "answers"),
    [
        (0.27, 0.0, ["pass", "pass", "pass"]),
        (0.10, 0.0, ["pass", "warn", "pass"]),
        (-0.05, 12.0, ["warn", "warn", "pass"]),
        (-0.05, 0.0, ["block", "warn", "pass"]),
    ],
)
def test_the_guard_judges_saving_promise_and_budget(
    true_saving: float, freed: float, answers: list[str]
) -> None:
    verdicts = guard(
        headline_saving=0.616,
        true_saving=true_saving,
        owner_hours_freed=freed,
        capital=600,
        budget=600,
        currency="USD",
    )
    assert [verdict.answer for verdict in verdicts] == answers
    assert [verdict.rule for verdict in verdicts] == ["COST-10", "COST-11", "COST-12"]


def test_a_start_beyond_the_budget_is_blocked_with_what_is_missing() -> None:
    verdict = guard(headline_saving=0.6, true_saving=0.3, capital=9000, budget=8000, currency="USD")[-1]
    assert (verdict.answer, tell(verdict.reason), tell(verdict.fix)) == (
        Answer.BLOCK,
        "The start ties up $9,000 of a capital budget of $8,000.",
        "Raise the capital budget by $1,000, or start with less work.",
    )


def test_a_promise_that_ends_in_a_loss_is_told_as_what_it_costs_more() -> None:
    verdict = guard(headline_saving=0.6, true_saving=-0.03)[1]
    assert verdict.reason == ("The bare rate promises to save 60 %; all costs counted, it costs 3 % more.")


def test_every_answer_but_a_pass_says_what_would_mend_it() -> None:
    verdicts = guard(headline_saving=0.6, true_saving=-0.3, capital=9000, budget=8000, currency="USD")
    assert all(verdict.fix for verdict in verdicts)
