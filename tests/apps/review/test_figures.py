"""What is kept of a large business is what would be worked out at that moment (§PERFORM-18)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine

from outhaul.apps.review.domain import figures
from outhaul.apps.review.domain.behaviour import behaviour_of
from outhaul.apps.review.domain.dashboard import dashboard_of
from outhaul.apps.review.domain.figures import figures_of, keep_figures, keep_what_changed, kept_figures
from outhaul.apps.review.domain.focus import note_focus
from outhaul.apps.review.domain.portfolio import begun, part_of, portfolio_of
from outhaul.apps.review.models import KeptFigures
from outhaul.apps.work.models import Engagement
from outhaul.engine.report import PlanReport
from tests.delivery_made import running
from tests.people import People
from tests.review_made import TODAY_OF_REVIEWS, a_year, planned


@pytest.fixture
def engagement(people: People, plan: PlanReport) -> Engagement:
    planned(people, plan)
    return a_year(running(people), TODAY_OF_REVIEWS)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every business with an engagement is large."""
    monkeypatch.setattr(figures, "LIVE", 0)


@pytest.mark.usefixtures("engagement")
def test_what_is_kept_is_what_would_be_worked_out(people: People) -> None:
    portfolio = portfolio_of(people.bakery)
    keep_figures(people.bakery)
    kept = kept_figures(people.bakery)
    assert kept.made_at == KeptFigures.objects.get().made_at
    assert kept.behaviour == behaviour_of(begun(people.bakery), portfolio.home)
    assert replace(kept, behaviour=None, made_at=None) == figures_of(portfolio, ["en", "de"])
    assert set(kept.lights) == {"en", "de"}


@pytest.mark.usefixtures("engagement")
def test_a_large_business_sees_the_same_page(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    live = dashboard_of(people.olivia)
    monkeypatch.setattr(figures, "LIVE", 0)
    kept = dashboard_of(people.olivia)
    assert live.figures.made_at is None
    assert kept.figures.made_at is not None
    for shown in ("whole", "lights", "renewals", "raises", "pulse", "capital_spent"):
        assert getattr(kept, shown) == getattr(live, shown)


@pytest.mark.usefixtures("engagement", "large")
def test_a_round_works_out_anew_what_something_happened_to(people: People) -> None:
    assert keep_what_changed() == 1
    assert keep_what_changed() == 0
    note_focus(people.olivia, week=date(2026, 11, 23), hours=Decimal(3), today=TODAY_OF_REVIEWS)
    assert keep_what_changed() == 1
    with time_machine.travel(datetime(2026, 11, 28, 20, tzinfo=UTC)):
        assert keep_what_changed() == 1  # another day


@pytest.mark.usefixtures("engagement")
def test_a_small_business_keeps_nothing() -> None:
    assert keep_what_changed() == 0
    assert not KeptFigures.objects.exists()


def test_a_part_knows_of_its_engagements_what_the_whole_knows(people: People, engagement: Engagement) -> None:
    whole, part = portfolio_of(people.bakery), part_of(people.bakery, engagement)
    assert part.duties == whole.duties
    assert part.facts == whole.facts
    assert part.assumptions == whole.assumptions
