"""What happens to an engagement month by month (§RISK-4, §RISK-5)."""

from dataclasses import replace

import numpy as np
import pytest

from outhaul.engine.engagement.course import Array, Fate, Flows, Odds, sampled_course
from outhaul.engine.risk.draws import Draws


def lone(fate: Fate, *, tenure: list[float], vacancy: float = 1.0, failure: float = 1.0) -> Fate:
    """One scenario in which contractors stay for `tenure` years at a hazard of one a year."""
    return replace(
        fate,
        tenure=np.array(tenure)[:, None],
        vacancy=np.full((len(tenure), 1), vacancy),
        failure=np.full((len(tenure), 1), failure),
        open=np.ones((36, 1, 1), dtype=np.bool_),
        volume=np.ones(1),
    )


def months(fate: Fate, *, hazard: float = 1.0, failure: float = 0.1) -> Flows:
    """Return each flow by month."""
    odds = Odds(
        hazard=np.full((1, 1), hazard),
        failure=np.full((1, 1), failure),
        T0=np.full((1, fate.scenarios), 3.0),
        R0=np.full((1, 1), 0.5),
    )
    flows = [
        (flow.up.copy(), flow.slow.copy(), flow.fresh.copy(), flow.lost.copy(), flow.exits.copy())
        for flow in sampled_course(odds, fate, 36)
    ]
    return Flows(36.0, *(np.stack(part)[:, 0] for part in zip(*flows, strict=True)))


def row(values: Array, count: int) -> list[float]:
    return [round(float(value), 4) for value in values[:count, 0]]


@pytest.fixture
def fate(draws: Draws) -> Fate:
    return draws.first(1).fate("books", ("PH",), ("PHP",))


def test_a_successor_starts_anew_after_the_vacancy(fate: Fate) -> None:
    lived = months(lone(fate, tenure=[4 / 12, 10], vacancy=1.5))
    assert row(lived.exits, 8) == [0, 0, 0, 1, 0, 0, 0, 0]
    assert row(lived.up, 8) == [1, 1, 1, 1, 0, 0.5, 1, 1]
    assert row(lived.slow, 8) == [2.0, 1.4353, 1.2254, 1.1256, 0.0, 1.0, 1.6377, 1.3092]
    assert row(lived.fresh, 9) == [2.0, 1.4353, 1.2254, 0.0, 0.0, 1.0, 1.6377, 1.3092, 1.1672]


def test_a_failing_engagement_ends_after_three_months_and_its_work_is_lost(fate: Fate) -> None:
    lived = months(lone(fate, tenure=[10, 10], vacancy=1.0, failure=0.05))
    assert row(lived.lost, 9) == [1, 1, 1, 0, 1, 1, 1, 0, 1]
    assert row(lived.exits, 9) == [0, 0, 1, 0, 0, 0, 1, 0, 0]


def test_nobody_leaves_without_hazard_and_failure(fate: Fate) -> None:
    lived = months(lone(fate, tenure=[0.0]), hazard=0.0, failure=0.0)
    assert (lived.exits.sum(), lived.up.sum()) == (0.0, 36.0)


def test_fates_come_round_again_when_they_are_used_up(fate: Fate) -> None:
    lived = months(lone(fate, tenure=[2 / 12, 3 / 12], vacancy=1.0))
    assert row(lived.exits, 14) == [0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0]


def test_in_a_shut_country_nobody_works_and_nobody_is_paid(fate: Fate) -> None:
    alone = lone(fate, tenure=[10])
    shut = alone.open.copy()
    shut[5:7] = False
    lived = months(replace(alone, open=shut))
    assert row(lived.up, 9) == [1, 1, 1, 1, 1, 0, 0, 1, 1]
    assert row(lived.slow, 9)[5:7] == [0.0, 0.0]


def test_exits_have_the_monthly_probability_of_the_rule(draws: Draws) -> None:
    lived = months(draws.fate("books", ("PH",), ("PHP",)), hazard=0.5, failure=0.0)
    first = np.cumsum(lived.exits, axis=0)[:12].clip(max=1.0).mean(axis=1)
    assert first == pytest.approx(1 - np.exp(-0.5 * np.arange(1, 13) / 12), abs=0.002)


def test_a_higher_hazard_only_brings_the_same_exits_forward(draws: Draws) -> None:
    fate = draws.fate("books", ("PH",), ("PHP",))
    few, many = (np.cumsum(months(fate, hazard=hazard).exits, axis=0) for hazard in (0.2, 0.5))
    assert bool((np.minimum(many, 1) >= np.minimum(few, 1)).all())
