"""Guard pay on one offer, and what the offer does: numbered rules, worked by hand."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from functools import cache
from math import exp, inf
from statistics import NormalDist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outhaul.engine.business import Business, Home, Manager, Process, Quote
from outhaul.engine.offering.full_cost import full_cost
from outhaul.engine.offering.ground import Ground, ground_of, priced_in
from outhaul.engine.offering.judging import guard_form, guard_raises, judge, suggested_form, suggested_raises
from outhaul.engine.offering.worth import net, rate_in_month, slightly_above, staying
from outhaul.engine.terms import Raise, Terms
from outhaul.engine.verdict import Answer, Verdict
from outhaul.faults import InputError
from outhaul.reference.tables import load

BOOKS = Process(
    id="books",
    name="Bookkeeping",
    occupation="43-3031.00",
    hours_per_month=40,
    home_cost_per_hour=38,
    owner_share=0.5,
    answers={"M1": 4, "M6": 4, "C5": 1, "M3": 4},
)
MARCO = Manager(id="marco", name="Marco", free_hours_per_month=30, cost_per_hour=42, trained=True)
HOME = Home(
    name="Harbour Bakery",
    country="US",
    currency="USD",
    time_zone="America/New_York",
    working_hours=(time(9), time(17)),
    languages={"en": "C2"},
    capital_budget=8000,
)
BUSINESS = Business(home=HOME, managers=(MARCO,), processes=(BOOKS,))
START = date(2027, 1, 1)
FAIR = Terms(
    form="fixed",
    currency="USD",
    rate=10.0,
    hours_per_month=40.0,
    starts_on=START,
    raises=(Raise(on=date(2027, 4, 1), rate=10.3),),
)


@cache
def philippines() -> Ground:
    """Bookkeeping from the Philippines: the market's middle is about 9.09 USD, fair 9.55 to 34.20."""
    return ground_of(BUSINESS, load(), BOOKS, "PH", year=2026)


@pytest.fixture
def ground() -> Ground:
    return philippines()


def said(verdicts: tuple[Verdict, ...]) -> Mapping[str, Answer]:
    return {verdict.rule: verdict.answer for verdict in verdicts}


def test_a_fair_offer_passes_every_rule(ground: Ground) -> None:
    assert said(judge(ground, FAIR)) == {
        "PAY-5": Answer.PASS,
        "PAY-14": Answer.PASS,
        "PAY-15": Answer.PASS,
    }


@pytest.mark.parametrize("factor", [0.5, 0.99])
def test_below_the_band_is_blocked(ground: Ground, factor: float) -> None:
    """§PAY-5."""
    found = said(judge(ground, replace(FAIR, rate=ground.band.low * factor, raises=())))
    assert found["PAY-5"] == Answer.BLOCK


def test_above_the_band_is_blocked(ground: Ground) -> None:
    """§PAY-5."""
    assert said(judge(ground, replace(FAIR, rate=35.0, raises=())))["PAY-5"] == Answer.BLOCK


def test_below_the_minimum_wage_is_a_block_of_law(ground: Ground) -> None:
    """§PAY-13."""
    floor = ground.market.floor
    assert floor is not None
    found = judge(ground, replace(FAIR, rate=floor * 0.99, raises=()))
    assert [(verdict.rule, verdict.legal) for verdict in found if verdict.answer is Answer.BLOCK] == [
        ("PAY-13", True),
        ("PAY-5", False),
    ]
    assert "PAY-13" not in said(judge(ground, replace(FAIR, rate=floor, raises=())))


@given(st.floats(0.5, 60.0))
def test_the_money_of_the_offer_changes_nothing(rate: float) -> None:
    """§PAY-14: an offer in pesos is judged as the same offer in dollars."""
    ground = philippines()
    pesos = ground.exchanged(rate, "USD", "PHP")
    there = said(judge(ground, replace(FAIR, currency="PHP", rate=pesos, raises=())))
    assert there == said(judge(ground, replace(FAIR, rate=rate, raises=())))


def test_the_guard_speaks_in_the_money_of_the_offer(ground: Ground) -> None:
    found = judge(ground, replace(FAIR, currency="PHP", rate=400.0, raises=()))
    assert next(verdict.reason for verdict in found if verdict.rule == "PAY-5").startswith("400 PHP an hour")


def test_quotes_of_the_business_move_the_band() -> None:
    """§PAY-4."""
    quoted = replace(BUSINESS, quotes=(Quote(occupation=BOOKS.occupation, country="PH", rate_per_hour=14),))
    before, after = (ground_of(one, load(), BOOKS, "PH", year=2026) for one in (BUSINESS, quoted))
    assert before.band.low < after.band.low


def test_a_country_that_nobody_knows_is_told() -> None:
    with pytest.raises(InputError, match="no country has the code 'ZZ'"):
        ground_of(BUSINESS, load(), BOOKS, "ZZ", year=2026)


def test_an_embargoed_country_is_a_block_of_law() -> None:
    ground = ground_of(BUSINESS, load(), BOOKS, "IR", year=2026)
    found = judge(ground, FAIR)
    assert any(verdict.legal and verdict.answer is Answer.BLOCK for verdict in found)


@pytest.mark.parametrize(
    ("M1", "M6", "form"),
    [(3, 3, "fixed"), (4, 4, "fixed"), (2, 4, "hours"), (4, 2, "hours"), (2, 2, "hours")],
)
def test_the_form_of_pay_follows_from_the_work(M1: int, M6: int, form: str) -> None:
    """§PAY-14."""
    process = replace(BOOKS, answers={"M1": M1, "M6": M6})
    assert suggested_form(process)[0] == form
    answers = {name: guard_form(process, name).answer for name in ("fixed", "hours")}
    assert answers == {name: Answer.PASS if name == form else Answer.WARN for name in ("fixed", "hours")}


@pytest.mark.parametrize(
    ("raises", "answer", "says"),
    [
        ([(date(2027, 4, 1), 9.99)], Answer.BLOCK, "is a cut from 10.00 USD"),
        ([(date(2027, 4, 1), 11.0), (date(2028, 4, 1), 10.5)], Answer.BLOCK, "is a cut from 11.00 USD"),
        ([(START, 11.0)], Answer.BLOCK, "is not after 1 January 2027"),
        ([(date(2026, 4, 1), 11.0)], Answer.BLOCK, "is not after 1 January 2027"),
        ([(date(2027, 4, 1), 11.0), (date(2027, 4, 1), 12.0)], Answer.BLOCK, "is not after 1 April 2027"),
        ([(date(2027, 4, 1), 40.0)], Answer.WARN, "above today's cap of 34.20 USD"),
        ([], Answer.WARN, "No raise is promised"),
        (
            [(date(2028, 4, 1), 11.0), (date(2027, 4, 1), 10.5)],
            Answer.PASS,
            "The first raise comes on 1 April 2027",
        ),
    ],
)
def test_raises_have_a_day_and_never_cut(
    ground: Ground, raises: list[tuple[date, float]], answer: Answer, says: str
) -> None:
    """§PAY-15."""
    terms = replace(FAIR, raises=tuple(Raise(on=on, rate=rate) for on, rate in raises))
    found = guard_raises(terms, ground.band)
    assert (found.rule, found.answer) == ("PAY-15", answer)
    assert says in found.reason


def test_a_raise_after_the_end_is_blocked_and_short_work_needs_none(ground: Ground) -> None:
    """§PAY-15."""
    short = replace(FAIR, ends_on=date(2027, 3, 31))
    assert guard_raises(short, ground.band).answer == Answer.BLOCK
    assert guard_raises(replace(short, raises=()), ground.band).answer == Answer.PASS


@given(
    rate=st.floats(9.6, 34.0),
    start=st.dates(date(2026, 12, 1), date(2028, 1, 1)),
    months=st.none() | st.integers(1, 40),
)
def test_suggested_raises_are_always_let_through(rate: float, start: date, months: int | None) -> None:
    """§PAY-15: what we suggest, our own guard passes, and it stays within the band."""
    ground = philippines()
    ends_on = None if months is None else start + timedelta(days=30 * months)
    terms = replace(FAIR, rate=round(rate, 2), starts_on=start, ends_on=ends_on, raises=())
    suggested = replace(terms, raises=suggested_raises(ground, terms))
    found = guard_raises(suggested, ground.band)
    assert found.answer is not Answer.BLOCK
    assert all(one.rate <= ground.band.high + 0.005 for one in suggested.raises)
    if suggested.raises:
        assert found.answer is Answer.PASS


def test_raises_are_suggested_at_month_three_and_yearly(ground: Ground) -> None:
    """§PAY-11, §PAY-15."""
    assert suggested_raises(ground, replace(FAIR, raises=())) == (
        Raise(on=date(2027, 4, 1), rate=10.3),
        Raise(on=date(2028, 1, 1), rate=10.61),
        Raise(on=date(2029, 1, 1), rate=10.93),
    )


@pytest.mark.parametrize(
    ("peers", "answer"), [([9.2], Answer.PASS), ([9.05], Answer.WARN), ([11.2], Answer.WARN)]
)
def test_pay_of_one_role_and_country_lies_close_together(
    ground: Ground, peers: list[float], answer: Answer
) -> None:
    """§PAY-10."""
    assert said(judge(ground, FAIR, peers))["PAY-10"] == answer


def test_slightly_above_is_the_55th_to_the_65th_percentile(ground: Ground) -> None:
    """§PAY-8: at a spread of .45, 5.8 % to 18.9 % above the middle."""
    low, high = slightly_above(ground.market)
    middle = ground.market.hourly
    assert [low / middle, high / middle] == pytest.approx(
        [exp(0.45 * NormalDist().inv_cdf(0.55)), exp(0.45 * NormalDist().inv_cdf(0.65))]
    )
    assert [low / middle, high / middle] == pytest.approx([1.058, 1.189], abs=0.001)


def test_a_premium_keeps_people_longer(ground: Ground) -> None:
    """§PAY-16: 10 % above market, people leave at .35 / 1.21 a year: after 41 months and not after 34."""
    rate = ground.market.hourly * 1.1
    found = staying(ground, rate, 40.0)
    assert (found.months, found.months_at_market) == pytest.approx((12 * 1.21 / 0.35, 12 / 0.35))
    weeks = 7.5 / 0.47
    assert found.saved == pytest.approx((0.35 - 0.35 / 1.21) * weeks / 52 * 12 * 40 * rate)
    assert staying(ground, ground.market.hourly, 40.0).saved == 0


def test_what_reaches_the_contractor(ground: Ground) -> None:
    """§PAY-17: of 10 USD, 10 % fees and 1 % for exchange leave 8.91, in pesos at the reference rate."""
    found = net(ground, replace(FAIR, fee_share=0.1))
    per_usd = load().currencies["PHP"].per_usd.value
    assert (found.hour, found.month) == pytest.approx((8.91, 356.4))
    assert found.local_hour == pytest.approx(8.91 * per_usd)
    assert found.local_currency == "PHP"


def test_nothing_is_lost_in_exchange_where_there_is_none(ground: Ground) -> None:
    """§PAY-17."""
    found = net(ground, replace(FAIR, currency="PHP", rate=600.0))
    assert (found.hour, found.local_hour, found.exchange_share) == (600.0, 600.0, 0.0)


def test_each_month_has_the_rate_of_its_day() -> None:
    rates = [rate_in_month(FAIR, month) for month in (1, 3, 4, 36)]
    assert rates == [10.0, 10.0, 10.3, 10.3]


def test_the_full_cost_counts_everything(ground: Ground) -> None:
    """§COST-13: far above the bare rate, below home, and its parts are the whole."""
    found = full_cost(ground, FAIR, MARCO)
    assert found.months == 36
    assert found.parts.rate == pytest.approx(40 * (3 * 10.0 + 33 * 10.3) / 36)
    assert found.parts.rate < found.month < found.home
    assert found.home == pytest.approx(40 * (38 + 0.06 * 42))
    assert found.saving == pytest.approx(1 - found.month / found.home)
    assert found.hour == pytest.approx(found.month / 40)
    assert said(found.verdicts) == {
        "COST-10": Answer.PASS,
        "COST-11": Answer.PASS,
        "COST-12": Answer.PASS,
    }


def test_an_untrained_manager_costs_the_training(ground: Ground) -> None:
    """§COST-13, §MANAGE-5."""
    trained, not_yet = (full_cost(ground, FAIR, replace(MARCO, trained=one)) for one in (True, False))
    assert not_yet.training == 24 * 42
    assert not_yet.month - trained.month == pytest.approx(24 * 42 / 36)
    assert not_yet.start_hours - trained.start_hours == 24


def test_the_cost_is_the_same_in_any_currency(ground: Ground) -> None:
    """§COST-13."""
    one = ground.exchanged(1.0, "USD", "PHP")
    pesos = replace(
        FAIR, currency="PHP", rate=10.0 * one, raises=(Raise(on=date(2027, 4, 1), rate=10.3 * one),)
    )
    assert full_cost(ground, pesos, MARCO).month == pytest.approx(full_cost(ground, FAIR, MARCO).month)


@settings(max_examples=20)
@given(st.floats(9.6, 33.0), st.floats(0.05, 1.0))
def test_more_an_hour_never_costs_less(rate: float, more: float) -> None:
    ground = philippines()
    low, high = (replace(FAIR, rate=one, raises=()) for one in (rate, rate + more))
    assert full_cost(ground, low, MARCO).parts.rate < full_cost(ground, high, MARCO).parts.rate


def test_an_owner_who_manages_frees_fewer_hours(ground: Ground) -> None:
    """§COST-13: managing takes of the hours that are freed."""
    owner = replace(MARCO, is_owner=True)
    freed = [full_cost(ground, FAIR, one).owner_hours_freed for one in (MARCO, owner)]
    assert freed[0] == 20.0
    assert freed[1] == pytest.approx(20.0 - full_cost(ground, FAIR, owner).management_hours)


def test_a_band_in_another_currency_is_the_same_band(ground: Ground) -> None:
    market, band = priced_in(ground, "PHP")
    one = load().currencies["PHP"].per_usd.value
    assert (band.low, band.high) == pytest.approx((ground.band.low * one, ground.band.high * one))
    assert market.currency == "PHP"
    assert market.floor == pytest.approx((ground.market.floor or inf) * one)
