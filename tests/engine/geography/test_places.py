"""Countries ranked for one kind of work (§MATCH-12), and real countries judged (§MATCH-4)."""

import math
from dataclasses import replace

import pytest

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.geography.languages import contractor_chance
from outhaul.engine.geography.places import (
    WEIGHTS,
    Ranking,
    home_in,
    manager_cost,
    rank,
    score_parts,
    total_score,
    true_cost,
)
from outhaul.engine.wages.market import market_rate
from outhaul.faults import Fault, InputError
from outhaul.reference.tables import Reference, load

BOOKKEEPING = "43-3031.00"
ASSUMED = Assumptions()


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load()


@pytest.fixture(scope="module")
def ranking(reference: Reference) -> Ranking:
    return rank(reference, BOOKKEEPING, home_in(reference, "US"), ASSUMED, year=2026)


def test_the_weights_add_up_to_one_and_cost_weighs_half() -> None:
    assert (round(sum(WEIGHTS.values()), 12), WEIGHTS["cost"]) == (1.0, 0.5)


def test_at_least_190_countries_are_ranked_once_each(ranking: Ranking) -> None:
    codes = [place.country for place in ranking.places]
    assert len(codes) == len(set(codes)) >= 190
    assert [place.rank for place in ranking.places] == list(range(1, len(codes) + 1))


def test_countries_that_are_no_option_come_last(ranking: Ranking) -> None:
    blocked = [place.fit.excluded_by is not None for place in ranking.places]
    assert blocked == sorted(blocked)


def test_scores_fall_with_the_rank_among_the_options(ranking: Ranking) -> None:
    scores = [place.score for place in ranking.places if place.fit.excluded_by is None]
    assert scores == sorted(scores, reverse=True)


def test_every_score_is_the_weighted_geometric_mean_of_its_parts(ranking: Ranking) -> None:
    for place in ranking.places:
        product = math.prod(max(place.parts[name], 0.01) ** weight for name, weight in WEIGHTS.items())
        assert place.score == pytest.approx(product)


def test_home_costs_as_much_as_home(ranking: Ranking) -> None:
    home = next(place for place in ranking.places if place.country == "US")
    assert (home.parts["cost"], home.parts["culture"], home.parts["overlap"]) == (0.5, 1.0, 1.0)
    assert home.why.startswith("Costs as much as at home")


def test_too_few_shared_hours_make_no_option_and_say_so(ranking: Ranking) -> None:
    manila = next(place for place in ranking.places if place.country == "PH")
    assert manila.why == "No option (match: overlap 0 h < 1 h)."


def test_offered_hours_make_an_option(reference: Reference) -> None:
    flexible = rank(reference, BOOKKEEPING, home_in(reference, "US"), ASSUMED, year=2026, flexible_hours=6)
    manila = next(place for place in flexible.places if place.country == "PH")
    assert manila.fit.excluded_by is None


def test_embargoed_countries_are_no_option_from_the_united_states(ranking: Ranking) -> None:
    embargoed = {place.country for place in ranking.places if "embargo" in (place.fit.excluded_by or "")}
    assert embargoed == {"CU", "IR", "KP"} & {place.country for place in ranking.places}


def test_the_rate_is_the_market_median_and_the_least_premium(reference: Reference, ranking: Ranking) -> None:
    market = market_rate(reference, BOOKKEEPING, "PL", assumptions=ASSUMED)
    poland = next(place for place in ranking.places if place.country == "PL")
    assert (poland.market_median, poland.rate_hourly) == (market.hourly, market.hourly * 1.05)


def test_the_true_cost_counts_fees_rework_manager_hours_and_tools(ranking: Ranking) -> None:
    found = replace(
        next(place.fit for place in ranking.places if place.country == "US"),
        productivity=0.8,
        rework=0.2,
        language_in_use=1.0,
    )
    cost = true_cost(10.0, found, ASSUMED, hours=80.0, manager_rate=60.0, abroad=True)
    bought = 80 * 1.2 / 0.8
    assert cost == pytest.approx((10 * 1.06 * bought + 60 * (0.05 * bought + 1.5) + 40) / 80)


def test_a_dearer_hour_lowers_the_score(ranking: Ranking) -> None:
    found = ranking.places[0].fit
    assert total_score(score_parts(found, 30.0, 40.0)) < total_score(score_parts(found, 20.0, 40.0))


def test_a_shorter_list_of_countries_changes_no_part_but_culture(
    reference: Reference, ranking: Ranking
) -> None:
    few = replace(reference)
    few.__dict__["countries"] = {code: reference.countries[code] for code in ("US", "PL", "GH", "BR", "ZA")}
    short = rank(few, BOOKKEEPING, home_in(few, "US"), replace(ASSUMED, dK=0.0), year=2026)
    whole = rank(reference, BOOKKEEPING, home_in(reference, "US"), replace(ASSUMED, dK=0.0), year=2026)
    parts = {place.country: place.parts for place in whole.places}
    assert len(short.places) < len(ranking.places)
    for place in short.places:
        assert {**place.parts, "culture": 0} == {**parts[place.country], "culture": 0}


def test_a_plain_home_speaks_english_where_it_is_official(reference: Reference) -> None:
    homes = {code: dict(home_in(reference, code).languages) for code in ("PH", "DE", "US")}
    assert homes == {"PH": {"en": "C2"}, "DE": {"de": "C2"}, "US": {"en": "C2"}}


def test_an_unknown_occupation_is_refused(reference: Reference) -> None:
    with pytest.raises(InputError):
        rank(reference, "99-9999.99", home_in(reference, "US"), ASSUMED, year=2026)


def test_a_home_without_any_pay_is_refused(reference: Reference) -> None:
    from msgspec.structs import replace as changed  # noqa: PLC0415 -- only this claim needs it

    blank = changed(reference.countries["US"], figures={}, name="Nowhere")
    with pytest.raises(InputError) as caught:
        manager_cost(blank)
    assert caught.value.faults == (
        Fault("home", "nothing is known of pay in Nowhere", "Name another country"),
    )


@pytest.mark.parametrize("code", ["PH", "IN", "KE", "PL", "RO", "ZA", "NG"])
def test_remote_workers_there_mostly_work_in_english(reference: Reference, code: str) -> None:
    assert contractor_chance(reference.countries[code], "en", ASSUMED)[0] >= 0.75


@pytest.mark.parametrize("code", ["AR", "BR", "CO", "CR", "MX"])
def test_remote_workers_of_known_markets_work_in_english_often_enough(
    reference: Reference, code: str
) -> None:
    assert 0.50 <= contractor_chance(reference.countries[code], "en", ASSUMED)[0] <= 0.80


@pytest.mark.parametrize("code", ["CN", "MZ", "CF", "BI", "RU"])
def test_remote_workers_there_seldom_work_in_english(reference: Reference, code: str) -> None:
    assert contractor_chance(reference.countries[code], "en", ASSUMED)[0] < 0.50


@pytest.mark.parametrize(
    ("home", "answers", "known"),
    [
        ("US", {"M1": 4, "M3": 4, "M5": 4}, "BD BR CO EG GH IN KE MX MY NG PH PK PL PT RO UA ZA"),
        ("US", {"M1": 3, "M3": 3, "M5": 1}, "AR BR CO CR JM MX"),
        ("DE", {"M1": 4, "M3": 3, "M5": 3}, "BD CO EG GH IN KE NG PH PK PL PT RO UA ZA"),
        ("KE", {"M1": 4, "M3": 3, "M5": 3}, "BD EG GH IN NG PH PK RO UA ZA"),
    ],
)
def test_the_known_markets_stay_open_and_no_failing_or_tiny_one_does(
    reference: Reference, home: str, answers: dict[str, int], known: str
) -> None:
    ranking = rank(
        reference,
        "43-3031.00",
        home_in(reference, home, "en"),
        ASSUMED,
        year=2026,
        answers={**answers, "G1": 0},
    )
    found = {place.country for place in ranking.places if place.fit.excluded_by is None}
    unwanted = "AF BI CD CF CU ER ET HT IQ IR KP LR LY MG ML MZ NI RU RW SD SL SO SS SY TD UG VE YE"
    assert (set(known.split()) - found, set(unwanted.split()) & found) == (set(), set())
