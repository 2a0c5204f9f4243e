"""The parents of a figure hang together with it: what is shown is what the plan says."""

from dataclasses import replace

import pytest

from outhaul.apps.planning.domain.parents import HEADLINE, PROCESS, Basis, NoSuchFigure, figure
from outhaul.apps.planning.domain.parents.headline import capital_parts, promised_by
from outhaul.apps.planning.domain.parents.places import place_of
from outhaul.cli.demo import samples
from outhaul.documents.business_file import read
from outhaul.engine.report import Headline, PlanReport
from outhaul.reference.tables import Reference
from outhaul.wording.summary import key_figures
from outhaul.wording.work import total

RULES = ("scope", "match", "pay", "cost", "manage", "plan", "risk")


@pytest.fixture(scope="module")
def basis(reference: Reference, real_report: PlanReport) -> Basis:
    """The bakery's plan with what it was made from."""
    return Basis(real_report, read(samples() / "harbour-bakery.toml", reference), reference)


@pytest.fixture(scope="module")
def head(basis: Basis) -> Headline:
    assert basis.report.headline is not None
    return basis.report.headline


def amounts(basis: Basis, name: str, process: str = "") -> dict[str, float]:
    parents = figure(basis, name, process).parents
    return {parent.what: parent.amount for parent in parents if parent.amount is not None}


def test_each_key_figure_says_the_same_with_its_parents(basis: Basis) -> None:
    shown = {key.name: key.value for key in key_figures(basis.report)}
    assert {name: figure(basis, name).value for name in shown} == shown


def test_the_hours_of_the_processes_less_managing_are_the_hours_freed(basis: Basis, head: Headline) -> None:
    found = amounts(basis, "hours-freed")
    assert sum(found.values()) == pytest.approx(head.owner_hours_freed_per_month)
    assert {row.name: found[row.name] for row in basis.out} == {
        row.name: row.owner_hours_freed_per_month for row in basis.out
    }


def test_the_true_saving_follows_from_its_parents(basis: Basis, head: Headline) -> None:
    now, planned, out, promised = amounts(basis, "true-saving").values()
    assert (now - planned) / out == pytest.approx(head.true_saving, rel=1e-9)
    assert promised == head.headline_saving


def test_what_the_rates_promise_follows_from_its_parents(basis: Basis, head: Headline) -> None:
    *promised, out = amounts(basis, "headline-saving").values()
    assert sum(promised) / out == pytest.approx(head.headline_saving, rel=1e-9)
    assert promised == [promised_by(basis, row.id) for row in basis.out]


def test_the_parts_of_the_capital_are_all_of_it(basis: Basis, head: Headline) -> None:
    assert sum(part.amount or 0 for part in capital_parts(basis)) == pytest.approx(head.capital_needed)


def test_losing_futures_over_all_futures_is_the_chance_of_loss(basis: Basis, head: Headline) -> None:
    losing, every, *_rest = amounts(basis, "chance-of-loss").values()
    assert losing / every == pytest.approx(head.p_loss)


def test_the_market_is_found_again_with_its_sources(basis: Basis) -> None:
    for row in basis.out:
        market = place_of(basis, row)[0].market
        assert market is not None
        assert row.rate is not None
        found = figure(basis, "market-median", row.id)
        assert (market.hourly, found.amount) == (row.rate.market_median, row.rate.market_median)
        assert (found.cited, found.grade) == (market.sources, market.grade)
        assert all(source.year and source.source and source.grade for source in found.cited)


def test_the_band_follows_from_market_and_home(basis: Basis) -> None:
    for row in basis.out:
        assert row.rate is not None
        median, premium, home, distance, low, high = amounts(basis, "band", row.id).values()
        assert (low, high) == row.rate.band
        assert home == row.rate.home_hourly
        assert low >= median * (1 + premium) - 1e-9
        assert high == pytest.approx(home * (1 - distance))


def test_the_parts_add_up_to_the_true_cost(basis: Basis) -> None:
    for row in basis.out:
        *parts, today, _hours = amounts(basis, "true-cost", row.id).values()
        assert (
            sum(parts) == pytest.approx(total(row.monthly_cost)) == figure(basis, "true-cost", row.id).amount
        )
        assert today == row.cost_now


def test_shared_hours_and_the_managers_hours_are_found_again(basis: Basis) -> None:
    for row in basis.out:
        assert row.overlap_hours is not None
        fit = place_of(basis, row)[0].fit
        assert (fit.overlap.min, fit.overlap.mean) == (row.overlap_hours.min, row.overlap_hours.mean)
        found = amounts(basis, "manager-hours", row.id)
        bought, load, fixed = list(found.values())[:3]
        kept = found.get("For the part that stays", 0.0)
        assert bought * load + fixed + kept == pytest.approx(row.manager_hours_per_month)


@pytest.mark.parametrize("name", [*HEADLINE, *PROCESS])
def test_each_figure_names_rules_that_there_are_and_a_formula(basis: Basis, name: str) -> None:
    found = figure(basis, name, basis.out[0].id if name in PROCESS else "")
    folder = samples().parent / "docs" / "rules"
    written = "".join((folder / f"{rule}.md").read_text(encoding="utf-8") for rule in RULES)
    assert [rule for rule in found.rules if f"## {rule} " not in written] == []
    assert all((found.rules, found.formula, found.words, found.title, found.value, found.parents))


@pytest.mark.parametrize(
    ("name", "process"), [("love", ""), ("rate", ""), ("rate", "recipes"), ("worth", "books")]
)
def test_what_the_plan_does_not_have_has_no_parents(basis: Basis, name: str, process: str) -> None:
    with pytest.raises(NoSuchFigure):
        figure(basis, name, process)


def test_without_a_plan_there_are_no_figures(basis: Basis) -> None:
    nothing = replace(basis, report=replace(basis.report, headline=None))
    with pytest.raises(NoSuchFigure):
        figure(nothing, "worth")
