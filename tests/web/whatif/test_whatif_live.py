"""What a value would mean, told while it is typed: of nobody else's plan, and nothing is kept."""

from collections.abc import Iterator
from html import unescape
from time import sleep

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.audit.models import Event
from outhaul.apps.planning.domain.access import access_entry
from outhaul.apps.planning.domain.content import business_of
from outhaul.apps.planning.domain.entries import set_field
from outhaul.apps.planning.domain.looking import BENCH, Bench, decided_in
from outhaul.apps.planning.domain.scenarios import keep_scenario
from outhaul.apps.planning.models import Plan, Scenario
from outhaul.engine.plan.what_if.prepared import Prepared, prepare
from outhaul.engine.report import PlanReport
from outhaul.reference.tables import Reference
from tests.people import People
from tests.web.whatif.conftest import HOURS, PIN, Make, SignIn

BUDGET = ("business", "business", "capital_budget")
Place = tuple[str, str, str]


@pytest.fixture(autouse=True)
def _nothing_lies_ready() -> Iterator[None]:
    yield
    BENCH.clear()


@pytest.fixture
def base(make: Make, real_report: PlanReport) -> Plan:
    """The plan of the bakery, as the engine made it."""
    return make(real_report)


_PREPARED: dict[str, Prepared] = {}


@pytest.fixture
def ready(base: Plan, real_report: PlanReport, reference: Reference) -> Plan:
    """The same, laid out for questions: once for all tests."""
    if "bakery" not in _PREPARED:
        business = business_of(base.inputs, reference)
        found = prepare(business, reference, scenarios=64, replicates=2, made=decided_in(real_report))
        assert found is not None
        _PREPARED["bakery"] = found
    BENCH.keep(base, reference, _PREPARED["bakery"])
    return base


@pytest.fixture
def olivia(people: People, signed_in: SignIn) -> Client:
    return signed_in(people.olivia)


def told(client: Client, people: People, place: Place, value: str, scenario: str = "") -> str:
    """What the page says at once of a value, in one line."""
    asked = dict(zip(("table", "entry", "field"), place, strict=True)) | {".".join(place): value}
    answer = client.get(f"/b/{people.bakery.key}/what-if/live/", asked | {"scenario": scenario})
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split())


@pytest.mark.usefixtures("ready")
def test_a_value_is_answered_at_once(people: People, olivia: Client) -> None:
    page = told(olivia, people, BUDGET, "0")
    assert "processes are decided otherwise" in page
    assert "Money needed up front" in page


@pytest.mark.usefixtures("ready")
def test_nothing_is_kept_of_a_look(people: People, olivia: Client) -> None:
    before = [kind.objects.count() for kind in (Plan, Scenario, Event)]
    told(olivia, people, BUDGET, "2000")
    assert [kind.objects.count() for kind in (Plan, Scenario, Event)] == before


@pytest.mark.usefixtures("ready")
def test_a_wish_is_shown_with_the_place_that_it_leads_to(people: People, olivia: Client) -> None:
    assert "<strong>Bookkeeping:</strong>" in told(olivia, people, PIN, "keep")


@pytest.mark.usefixtures("ready")
def test_the_other_changes_of_a_what_if_count_too(people: People, olivia: Client) -> None:
    kept = keep_scenario(people.olivia, name="Kept", changes=[(*PIN, "keep")])
    alone = told(olivia, people, HOURS, "31")
    assert "Bookkeeping" not in alone
    assert "<strong>Bookkeeping:</strong>" in told(olivia, people, HOURS, "31", kept.key)


@pytest.mark.usefixtures("ready")
def test_what_the_business_says_already_is_no_question(people: People, olivia: Client) -> None:
    assert "Choose another value" in told(olivia, people, HOURS, "30")


@pytest.mark.usefixtures("ready")
def test_a_wrong_value_is_told_and_answered_by_nothing_else(people: People, olivia: Client) -> None:
    page = told(olivia, people, BUDGET, "plenty")
    assert "Give a number" in page
    assert "decided otherwise" not in page


@pytest.mark.usefixtures("ready")
def test_where_no_plan_is_left_it_says_so(people: People, olivia: Client) -> None:
    kept = keep_scenario(
        people.olivia,
        name="Nobody",
        changes=[("assumptions", "assumptions", "hire_slots", 0), ("managers", "olivia", HOURS[2], 0)],
    )
    assert "With this, no plan is left." in told(olivia, people, HOURS, "0", kept.key)


def test_a_plan_that_does_not_lie_ready_is_laid_out(
    people: People, olivia: Client, base: Plan, reference: Reference
) -> None:
    assert "is being laid out" in told(olivia, people, BUDGET, "0")
    for _ in range(600):
        if BENCH.find(base, reference):
            break
        sleep(0.1)
    assert "decided otherwise" in told(olivia, people, BUDGET, "0")


@pytest.mark.usefixtures("ready")
def test_a_business_that_has_changed_since_its_plan_is_not_answered(
    people: People, olivia: Client, reference: Reference
) -> None:
    business = access_entry(people.olivia, "business", "business")
    set_field(people.olivia, business, "capital_budget", 9000, reference=reference)
    assert told(olivia, people, BUDGET, "0") == ""


@pytest.mark.usefixtures("ready")
def test_a_plan_that_is_none_of_the_engine_s_is_not_answered(
    people: People, olivia: Client, make: Make, plan: PlanReport, reference: Reference
) -> None:
    """What it decided is none of today's options, so nothing can be said of moving away from it."""
    base = make(plan)
    told(olivia, people, BUDGET, "0")
    for _ in range(600):
        if BENCH.refuses(base, reference):
            break
        sleep(0.1)
    assert told(olivia, people, BUDGET, "0") == ""


def test_nobody_asks_another_ones_plan(people: People, signed_in: SignIn) -> None:
    asked = {"table": "managers", "entry": "marco", "field": HOURS[2], ".".join(HOURS): "0"}
    answer = signed_in(people.charlie).get(f"/b/{people.bakery.key}/what-if/live/", asked)
    assert answer.status_code == 404


def test_a_plan_of_the_same_words_of_another_business_is_another_plan(
    people: People, ready: Plan, reference: Reference
) -> None:
    ready.business = people.charlie.business
    assert BENCH.find(ready, reference) is None


def test_the_plan_not_asked_for_longest_makes_room(ready: Plan, reference: Reference) -> None:
    bench, prepared = Bench(most=2), _PREPARED["bakery"]
    plans = [Plan(business=ready.business, key=name) for name in ("one", "two", "three")]
    bench.keep(plans[0], reference, prepared)
    bench.keep(plans[1], reference, prepared)
    bench.find(plans[0], reference)
    bench.keep(plans[2], reference, prepared)
    assert [bench.find(plan, reference) is not None for plan in plans] == [True, False, True]


@pytest.mark.usefixtures("ready")
def test_a_look_asks_the_database_little(
    people: People, olivia: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    told(olivia, people, BUDGET, "0")
    with django_assert_num_queries(7):
        told(olivia, people, BUDGET, "100")
