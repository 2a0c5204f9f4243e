"""What it costs to lose somebody (§PERFORM-11)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.performance.retention import Pay, leaving, loss, raise_cost

PAY = Pay(rate=10, hours_per_month=40, home_rate=20)


def test_each_part_of_a_loss_is_told() -> None:
    found = loss(Assumptions(), PAY)
    assert found.search == pytest.approx(7.5 * 400 * 12 / 52 + 5 * 10)
    assert found.vacancy == pytest.approx(1.25 * 10 * 40)
    assert found.ramp == pytest.approx(3 * 0.25 * 400)
    assert found.whole == pytest.approx(found.search + found.vacancy + found.ramp)


def test_work_that_is_cheaper_at_home_costs_nothing_while_it_is_vacant() -> None:
    assert loss(Assumptions(), Pay(rate=30, hours_per_month=40, home_rate=20)).vacancy == 0


@given(st.floats(-0.3, 0.5), st.floats(1, 5))
def test_more_pay_and_a_better_pulse_keep_people(premium: float, pulse: float) -> None:
    here = leaving(Assumptions(), premium=premium, pulse=pulse)
    assert 0 < here < 1
    assert leaving(Assumptions(), premium=premium + 0.05, pulse=pulse) < here
    assert leaving(Assumptions(), premium=premium, pulse=pulse - 0.5) > here


def test_a_raise_costs_its_share_of_the_year() -> None:
    assert raise_cost(PAY, 0.03) == pytest.approx(144)
