"""What-ifs in pages: what is shown, who may do what, and what becomes of wrong input."""

from html import unescape
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.jobs.models import Job, State
from outhaul.apps.planning.domain import trying
from outhaul.apps.planning.domain.access import access_entry, access_scenarios
from outhaul.apps.planning.domain.asking import ask_for_plan
from outhaul.apps.planning.domain.entries import set_field
from outhaul.apps.planning.domain.plans import chosen_plan
from outhaul.apps.planning.domain.scenarios import keep_scenario, set_change, told_at
from outhaul.apps.planning.models import Plan, Scenario
from outhaul.engine.report import PlanReport
from outhaul.reference.tables import Reference
from outhaul.web.plans import whatif
from tests.people import People
from tests.web.whatif.conftest import HOURS, LEARNING, PIN, Make, SignIn


def address(people: People, *parts: str) -> str:
    return "/".join(("/b", people.bakery.key, "what-if", *parts, ""))


def sent(place: tuple[str, str, str], *values: str, **more: str) -> dict[str, Any]:
    """What the control of `place` sends."""
    table, entry, field = place
    return {"table": table, "entry": entry, "field": field, ".".join(place): list(values), **more}


def query(place: tuple[str, str, str]) -> dict[str, str]:
    return dict(zip(("table", "entry", "field"), place, strict=True))


def text(response: Any) -> str:  # noqa: ANN401 -- Django's test response
    """The page with every run of white space as one blank."""
    return " ".join(unescape(response.content.decode()).split())


@pytest.fixture
def olivia(people: People, signed_in: SignIn) -> Client:
    return signed_in(people.olivia)


# Who may


LIVE = "live/?table=managers&entry=marco&field=free_hours_per_month&managers.marco.free_hours_per_month=40"
READS = [
    ("", 200),
    ("new/", 403),
    ("find/?q=x&here=", 403),
    (LIVE, 403),
    ("KEY/", 200),
    ("KEY/progress/", 200),
]
WRITES = (
    "keep/",
    *(f"KEY/{verb}/" for verb in ("change", "name", "try", "stop", "take-over", "give-back", "remove")),
)


@pytest.mark.parametrize(("path", "viewer"), READS)
def test_reading(people: People, signed_in: SignIn, what_if: Scenario, path: str, viewer: int) -> None:
    here = address(people)
    full = here + path.replace("KEY", what_if.key) + (here if path.endswith("here=") else "")
    visits = (people.olivia, people.marco, people.fatima, people.viktor, people.charlie)
    seen = [signed_in(visit).get(full).status_code for visit in visits]
    assert [*seen, Client().get(full).status_code] == [200, 200, viewer, viewer, 404, 302]


@pytest.mark.parametrize("path", WRITES)
def test_only_who_may_change_the_business_may_change_a_what_if(
    people: People, signed_in: SignIn, what_if: Scenario, path: str
) -> None:
    full = address(people) + path.replace("KEY", what_if.key)
    visits = (people.fatima, people.viktor, people.charlie)
    refused = [signed_in(visit).post(full).status_code for visit in visits]
    assert [*refused, Client().post(full).status_code, signed_in(people.olivia).get(full).status_code] == [
        403,
        403,
        404,
        302,
        405,
    ]


def test_only_an_owner_chooses_a_plan(people: People, signed_in: SignIn, tried: Scenario) -> None:
    made = Plan.objects.get(scenario=tried)
    full = address(people, tried.key, "choose")
    everybody = (people.marco, people.fatima, people.viktor, people.charlie, people.olivia)
    answers = [signed_in(visit).post(full, {"plan": made.key}).status_code for visit in everybody]
    assert (answers, chosen_plan(people.bakery)) == ([403, 403, 403, 404, 302], made)


def test_who_may_only_look_sees_no_form(people: People, signed_in: SignIn, tried: Scenario) -> None:
    page = text(signed_in(people.viktor).get(address(people, tried.key)))
    assert ("Try it" in page, "Take this what-if out" in page, "An owner can choose this" in page) == (
        False,
        False,
        True,
    )


# The list


def test_without_what_ifs_three_ideas_teach(people: People, olivia: Client) -> None:
    page = text(olivia.get(address(people)))
    assert "What if contractors take twice as long to learn?" in page
    assert "What if only Poland would do for Bookkeeping?" in page
    assert "What if Marco had 10 hours more?" in page


def test_an_idea_is_kept_and_tried_by_two_clicks(people: People, olivia: Client) -> None:
    page = olivia.get(address(people)).content.decode()
    start = page.index(f"{address(people, 'new')}?table=managers")
    asked = text(olivia.get(unescape(page[start : page.index('"', start)])))
    assert 'value="40"' in asked
    answer = olivia.post(address(people, "keep"), sent(HOURS, "40", name="More of Marco", then="try"))
    (kept,) = access_scenarios(people.olivia)
    assert (answer["Location"], kept.name, kept.changes, Plan.objects.filter(scenario=kept).count()) == (
        address(people, kept.key),
        "More of Marco",
        [[*HOURS, 40.0]],
        1,
    )


def test_the_list_tells_each_what_if_beside_the_plan(people: People, olivia: Client, tried: Scenario) -> None:
    page = text(olivia.get(address(people)))
    assert (tried.name in page, "Bookkeeping: Your wish: Poland instead of the plan decides" in page) == (
        True,
        True,
    )
    assert ("3 h a month fewer" in page, "$5,000 less" in page, "out of date" in page) == (True, True, False)


def test_a_what_if_follows_the_business_and_says_that_it_is_stale(
    people: People, olivia: Client, tried: Scenario, reference: Reference
) -> None:
    marco = access_entry(people.olivia, "managers", "marco")
    set_field(people.olivia, marco, "free_hours_per_month", 35, reference=reference)
    listed, page = text(olivia.get(address(people))), text(olivia.get(address(people, tried.key)))
    assert ("out of date: try it again" in listed, "The business has changed since its plan" in listed) == (
        True,
        True,
    )
    assert ("This is the plan of before" in page, "Make this ours" in page) == (True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(  # noqa: PLR0913, PLR0917 -- fixtures and cases
    people: People,
    olivia: Client,
    make: Make,
    plan: PlanReport,
    other: PlanReport,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make(plan)
    for number in range(count):
        kept = keep_scenario(people.olivia, name=f"No. {number}", changes=[(*LEARNING, 4.0 + number)])
        make(other, kept)
    olivia.get(address(people))
    with django_assert_num_queries(9):
        olivia.get(address(people))


@pytest.mark.parametrize("count", [1, 3])
def test_comparing_asks_as_much_for_three_as_for_one(  # noqa: PLR0913, PLR0917 -- fixtures and cases
    people: People,
    olivia: Client,
    make: Make,
    plan: PlanReport,
    other: PlanReport,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make(plan)
    for number in range(count):
        make(other, keep_scenario(people.olivia, name=f"{number}", changes=[(*LEARNING, 4.0 + number)]))
    with django_assert_num_queries(9):
        olivia.get(f"/b/{people.bakery.key}/compare/")


def test_a_what_if_is_taken_out_and_put_back(people: People, olivia: Client, what_if: Scenario) -> None:
    gone = olivia.post(address(people, what_if.key, "remove"), follow=True)
    assert ("Put it back" in text(gone), list(access_scenarios(people.olivia))) == (True, [])
    olivia.post(address(people, what_if.key, "restore"))
    assert list(access_scenarios(people.olivia)) == [what_if]


# What is changed


def test_an_address_proposes_a_change(people: People, olivia: Client) -> None:
    page = text(olivia.get(address(people, "new"), {**query(PIN), "value": "PL"}))
    assert ('value="Poland"' in page, "The business says: the plan decides" in page) == (True, True)


def test_a_wrong_proposal_is_told_beside_the_control(people: People, olivia: Client) -> None:
    asked = {"table": "assumptions", "entry": "assumptions", "field": "T0", "value": "99"}
    page = text(olivia.get(address(people, "new"), asked))
    assert ('class="wrong"' in page, "99 is above 9" in page) == (True, True)


@pytest.mark.parametrize(
    "place", [("processes", "books", "colour"), ("processes", "gone", "pin"), ("nowhere", "x", "y")]
)
def test_a_place_that_is_not_there_is_no_page(
    people: People, olivia: Client, what_if: Scenario, place: tuple[str, str, str]
) -> None:
    asked = query(place)
    seen = [
        olivia.get(address(people, "new"), asked).status_code,
        olivia.post(address(people, "keep"), sent(place, "x")).status_code,
        olivia.post(address(people, what_if.key, "change"), sent(place, "x", was="[]")).status_code,
    ]
    assert seen == [404, 404, 404]


KINDS: list[tuple[tuple[str, str, str], tuple[str, ...], object]] = [
    (PIN, ("Keep it in the business",), "keep"),
    (PIN, ("poland",), "PL"),
    (("policy", "policy", "risk_weight"), ("50 %",), 0.5),
    (("policy", "policy", "exclude_countries"), ("PH", "India"), ["PH", "IN"]),
    (("business", "business", "capital_budget"), ("12,000",), 12000.0),
    (("business", "business", "working_hours"), ("08:00", "16:00"), ["08:00", "16:00"]),
    (("business", "business", "languages"), ("en", "C2", "es", "out", ""), {"en": "C2"}),
    (("managers", "marco", "trained"), ("no", "yes"), True),
    (("tools", "vault", "needed_by"), ("books",), ["books"]),
    (("quotes", "quotes-1", "rate_per_hour"), ("12.5",), 12.5),
    (("processes", "payroll", "hours_per_month"), ("",), None),
]


@pytest.mark.parametrize(("place", "values", "told"), KINDS)
def test_every_kind_of_value_can_be_changed(
    people: People, olivia: Client, place: tuple[str, str, str], values: tuple[str, ...], told: object
) -> None:
    assert olivia.get(address(people, "new"), query(place)).status_code == 200
    olivia.post(address(people, "keep"), sent(place, *values))
    (kept,) = access_scenarios(people.olivia)
    assert kept.changes == [[*place, told]]


def test_answers_can_be_changed_one_by_one(people: People, olivia: Client) -> None:
    place = ("processes", "web-shop", "answers")
    answers = {
        f"processes.web-shop.answers.{key}": value for key, value in {"C1": "0", "M5": "?", "M7": "1"}.items()
    }
    olivia.post(address(people, "keep"), {**sent(place), **answers})
    (kept,) = access_scenarios(people.olivia)
    assert kept.changes == [[*place, {"C1": 0, "M5": "?", "M7": True}]]
    page = text(olivia.get(address(people, kept.key)))
    assert "Web shop upkeep: Core or not" in page


WRONG = [
    (HOURS, "9999", "That is above 744"),
    (HOURS, "many", "is not a number"),
    (PIN, "Atlantis", "not"),
    (HOURS, "30", "That is what the business says already"),
]


@pytest.mark.parametrize(("place", "value", "message"), WRONG)
def test_a_wrong_value_is_told_beside_its_control_and_nothing_kept(
    people: People, olivia: Client, place: tuple[str, str, str], value: str, message: str
) -> None:
    answer = olivia.post(address(people, "keep"), sent(place, value))
    page = text(answer)
    assert (
        answer.status_code,
        f'value="{value}"' in page,
        message in page,
        'aria-invalid="true"' in page,
    ) == (
        422,
        True,
        True,
        True,
    )
    assert list(access_scenarios(people.olivia)) == []


def test_a_wrong_value_in_a_kept_what_if_changes_nothing(
    people: People, olivia: Client, what_if: Scenario
) -> None:
    answer = olivia.post(address(people, what_if.key, "change"), sent(HOURS, "9999", was="[]"))
    what_if.refresh_from_db()
    assert (answer.status_code, "That is above 744" in text(answer), what_if.changes) == (
        422,
        True,
        [[*PIN, "PL"]],
    )


def test_a_change_is_added_changed_and_taken_back(people: People, olivia: Client, what_if: Scenario) -> None:
    change = address(people, what_if.key, "change")
    seen = []
    for form in (
        sent(HOURS, "40", was="[]"),
        sent(HOURS, "45", was="[40]"),
        {**sent(PIN), "set": "[]", "was": '["PL"]'},
    ):
        assert olivia.post(change, form).status_code == 302
        what_if.refresh_from_db()
        seen.append(what_if.changes)
    assert seen == [[[*PIN, "PL"], [*HOURS, 40]], [[*PIN, "PL"], [*HOURS, 45]], [[*HOURS, 45]]]


def test_two_people_who_change_the_same_see_both_values(
    people: People, olivia: Client, what_if: Scenario, reference: Reference
) -> None:
    set_change(people.marco, what_if, PIN, "CO", reference=reference)
    change = address(people, what_if.key, "change")
    answer = olivia.post(change, sent(PIN, "Mexico", was='["PL"]'))
    page = text(answer)
    assert (answer.status_code, "to Colombia, while you chose Mexico" in page) == (409, True)
    assert '["MX"]' in page
    olivia.post(change, {**sent(PIN), "set": '["MX"]', "was": '["CO"]'})
    what_if.refresh_from_db()
    assert told_at(what_if.changes, PIN) == "MX"


@pytest.mark.parametrize("was", ["", "{}", "[1, 2]", "[" * 5000])
def test_what_no_form_of_ours_sends_is_no_page(
    people: People, olivia: Client, what_if: Scenario, was: str
) -> None:
    answer = olivia.post(address(people, what_if.key, "change"), sent(PIN, "Mexico", was=was))
    assert answer.status_code == 404


def test_anything_is_found_by_an_owners_words(people: People, olivia: Client) -> None:
    here = address(people, "new")
    found = text(olivia.get(address(people, "find"), {"q": "bookkeeping wish", "here": here}))
    assert found.count("<li>") == 1
    assert f"{here}?table=processes&entry=books&field=pin#control" in found
    nothing = text(olivia.get(address(people, "find"), {"q": "zzz", "here": here}))
    assert "Nothing is called that" in nothing
    strange = text(
        olivia.get(address(people, "find"), {"q": "bookkeeping wish", "here": "https://evil.example/"})
    )
    assert ("evil.example" in strange, f"{here}?table=processes" in strange) == (False, True)


@pytest.mark.parametrize("name", ["", "   ", "x" * 121])
def test_a_what_if_needs_a_name_of_fitting_length(
    people: People, olivia: Client, what_if: Scenario, name: str
) -> None:
    answer = olivia.post(address(people, what_if.key, "name"), {"name": name, "was": what_if.name})
    assert (answer.status_code, "Give a name of 1 to 120 characters." in text(answer)) == (422, True)


def test_two_names_meet(people: People, olivia: Client, what_if: Scenario) -> None:
    rename = address(people, what_if.key, "name")
    olivia.post(rename, {"name": "Poland", "was": "Only Poland"})
    answer = olivia.post(rename, {"name": "East", "was": "Only Poland"})
    assert (answer.status_code, "Somebody else named it “Poland” meanwhile." in text(answer)) == (409, True)


# Trying


def test_trying_makes_the_plan_of_the_business_too_where_there_is_none(
    people: People, olivia: Client, what_if: Scenario
) -> None:
    olivia.post(address(people, what_if.key, "try"))
    assert sorted(str(plan.scenario) for plan in Plan.objects.filter(business=people.bakery)) == [
        "None",
        "Only Poland",
    ]
    page = text(olivia.get(address(people, what_if.key)))
    assert ("Working out both plans" in page, 'hx-trigger="load delay:200ms, every 1s"' in page) == (
        True,
        True,
    )


def test_trying_twice_makes_one_plan(people: People, olivia: Client, tried: Scenario) -> None:
    for _ in range(2):
        olivia.post(address(people, tried.key, "try"))
    assert Plan.objects.filter(business=people.bakery).count() == 2


def test_what_cannot_be_planned_is_told(people: People, olivia: Client) -> None:
    kept = keep_scenario(people.olivia, name="Nowhere", changes=[("business", "business", "country", None)])
    answer = olivia.post(address(people, kept.key, "try"))
    assert (answer.status_code, "business.country: is missing" in text(answer)) == (422, True)
    assert Plan.objects.filter(scenario=kept).count() == 0


def test_waiting_ends_when_the_plan_is_there(people: People, olivia: Client, tried: Scenario) -> None:
    answer = olivia.get(address(people, tried.key, "progress"))
    assert answer["HX-Redirect"] == address(people, tried.key)


def test_the_making_can_be_stopped(people: People, olivia: Client, what_if: Scenario) -> None:
    olivia.post(address(people, what_if.key, "try"))
    page = text(olivia.post(address(people, what_if.key, "stop"), follow=True))
    assert set(Job.objects.values_list("state", flat=True)) == {State.CANCELLED}
    assert "The working out was stopped." in page


def test_a_plan_that_failed_says_why(people: People, olivia: Client, what_if: Scenario) -> None:
    olivia.post(address(people, what_if.key, "try"))
    Job.objects.update(state=State.FAILED, fault="Something broke here.")
    page = text(olivia.get(address(people, what_if.key)))
    assert ("Something broke here." in page, "Try it" in page) == (True, True)


# What comes of it


def test_the_page_answers_in_its_first_line(people: People, olivia: Client, tried: Scenario) -> None:
    page = text(olivia.get(address(people, tried.key)))
    answer = "3 h a month fewer come back to you and the plan is worth $5,000 less."
    assert f"<h1>1 of 11 processes is decided otherwise: {answer}</h1>" in page
    assert "the same 4,096 simulated futures, with the same luck" in page
    assert page.count("<figure") == 2


def test_a_what_if_without_a_plan_of_the_business_shows_its_own_headline(
    people: People, olivia: Client, make: Make, other: PlanReport, what_if: Scenario
) -> None:
    made = make(other, what_if)
    page = text(olivia.get(address(people, what_if.key)))
    assert (f"<h1>{made.headline}</h1>" in page, "There is no plan yet" in page) == (True, True)


def test_only_a_made_plan_of_this_what_if_can_be_chosen(
    people: People, olivia: Client, tried: Scenario
) -> None:
    own = Plan.objects.get(business=people.bakery, scenario=None)
    choose = address(people, tried.key, "choose")
    seen = [olivia.post(choose, {"plan": key}).status_code for key in (own.key, "", "nothing")]
    assert (seen, chosen_plan(people.bakery)) == ([404, 404, 404], None)


def test_a_chosen_plan_says_who_chose_it(people: People, olivia: Client, tried: Scenario) -> None:
    made = Plan.objects.get(scenario=tried)
    olivia.post(address(people, tried.key, "choose"), {"plan": made.key})
    assert "chosen by Olivia on" in text(olivia.get(address(people, tried.key)))


def test_changes_are_taken_over_and_given_back(people: People, olivia: Client, tried: Scenario) -> None:
    page = text(olivia.post(address(people, tried.key, "take-over"), follow=True))
    assert ("1 change was taken over." in page, "Undo" in page) == (True, True)
    assert access_entry(people.olivia, "processes", "books").told["pin"] == "PL"
    assert "No process is decided otherwise" in page
    olivia.post(address(people, tried.key, "give-back"))
    assert "pin" not in access_entry(people.olivia, "processes", "books").told


def test_what_somebody_changed_since_is_not_given_back(
    people: People, olivia: Client, tried: Scenario, reference: Reference
) -> None:
    olivia.post(address(people, tried.key, "take-over"))
    books = access_entry(people.marco, "processes", "books")
    set_field(people.marco, books, "pin", "CO", reference=reference)
    page = text(olivia.post(address(people, tried.key, "give-back"), follow=True))
    assert "Somebody changed Bookkeeping meanwhile, so nothing was put back." in page
    assert access_entry(people.olivia, "processes", "books").told["pin"] == "CO"


def test_a_change_to_a_row_that_is_gone_says_so(people: People, olivia: Client) -> None:
    kept = keep_scenario(people.olivia, name="Gone", changes=[("processes", "gone", "pin", "PL")])
    assert "not there any more, so this changes nothing" in text(olivia.get(address(people, kept.key)))


# Side by side


def compared(olivia: Client, people: People, *keys: str) -> str:
    return text(olivia.get(f"/b/{people.bakery.key}/compare/", {"with": list(keys)}))


def test_plans_stand_side_by_side_and_differences_are_marked(
    people: People, olivia: Client, tried: Scenario
) -> None:
    page = compared(olivia, people, "plan", tried.key, "alternative:cheapest")
    assert "<h1>3 plans side by side: they differ in" in page
    assert page.count('<th scope="col">') == 3
    assert "differs from The plan" in page


def test_no_more_than_four_are_shown(people: People, olivia: Client, tried: Scenario) -> None:
    names = ("do nothing", "cheapest", "safest", "most owner time")
    page = compared(olivia, people, "plan", tried.key, *(f"alternative:{name}" for name in names))
    assert (page.count('<th scope="col">'), "2 plans more were chosen than fit" in page) == (4, True)


@pytest.mark.usefixtures("tried")
def test_what_is_not_there_is_left_out(people: People, olivia: Client) -> None:
    assert "Choose two to four plans" in compared(olivia, people, "plan", "nothing", "alternative:luck")


def test_without_a_plan_there_is_nothing_to_compare(people: People, olivia: Client) -> None:
    assert "There is no plan yet." in compared(olivia, people)


def test_comparing_is_for_members(people: People, signed_in: SignIn) -> None:
    full = f"/b/{people.bakery.key}/compare/"
    visits = (people.olivia, people.marco, people.fatima, people.viktor, people.charlie)
    assert [signed_in(visit).get(full).status_code for visit in visits] == [200, 200, 200, 200, 404]


@pytest.fixture
def waiting(people: People, reference: Reference, make: Make, plan: PlanReport) -> Scenario:
    """A what-if whose plan is being made."""
    make(plan)
    kept = keep_scenario(people.olivia, name="Slower", changes=[(*LEARNING, 5.0)])
    ask_for_plan(people.olivia, reference=reference, scenario=kept)
    return kept


def test_a_plan_that_ends_while_the_page_is_read_is_not_untried(
    people: People, olivia: Client, waiting: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ending(*about: Any) -> Any:  # noqa: ANN401 -- as whoever is asked
        found = trying.tried(*about)
        Job.objects.update(state=State.DONE, share=1.0)
        return found

    monkeypatch.setattr(whatif, "tried", ending)
    page = text(olivia.get(address(people, waiting.key)))
    assert "<h1>The plan with this is being worked out.</h1>" in page
