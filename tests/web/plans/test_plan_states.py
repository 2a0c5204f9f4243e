"""A plan before it is there: what is missing, how far it is, stopped, failed, interrupted, made."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from outhaul.apps.audit.models import Event
from outhaul.apps.jobs.domain.lost import take_up_lost
from outhaul.apps.jobs.models import Job, State
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.businesses import found_business
from outhaul.apps.people.models import Business, Role, User
from outhaul.apps.planning.domain.entries import replace_all
from outhaul.apps.planning.models import Plan
from outhaul.documents.business_file import read
from outhaul.reference.tables import Reference
from outhaul.web.plans.mending import address_of, mend_of_verdict
from tests.people import People
from tests.web.plans.entering import HTMX, entered

SMALL = """
[business]
name = "Harbour Bakery"
country = "US"
currency = "USD"
time_zone = "America/New_York"
languages = { en = "C2" }
[[managers]]
id = "marco"
free_hours_per_month = 30
cost_per_hour = 42
[[processes]]
id = "books"
occupation = "bookkeeping"
pin = "keep"
"""
WHERE = "/b/{}/plan/"


@pytest.fixture
def small(people: People, reference: Reference, tmp_path: Path) -> People:
    """The bakery with so little work that a plan is made in a moment."""
    path = tmp_path / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    replace_all(people.olivia, read(path, reference), source="small.toml")
    return people


def h1(client: Client, address: str) -> str:
    found: list[str] = re.findall(r"<h1>(.*?)</h1>", client.get(address).content.decode(), re.DOTALL)
    return found[0].strip()


def work() -> None:
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)


def test_what_is_missing_is_said_in_an_owners_words_with_a_way_to_it(nobody: User) -> None:
    empty = found_business(owner=nobody, name="Nora's")
    visit = Visit(nobody, empty, Role.OWNER)
    page = entered(visit).get(WHERE.format(empty.key)).content.decode()
    assert "3 things are still missing for a plan." in page
    assert "there is no manager" in page
    assert "Make the plan" not in page
    ways = re.findall(r'<a href="([^"]*)">Tell it', page)
    assert [way.removeprefix(reverse("overview", args=(empty.key,))) for way in ways] == [
        "business/",
        "people/",
        "work/",
    ]


def test_what_nobody_told_yet_is_asked_as_on_its_page(nobody: User) -> None:
    client = Client()
    client.force_login(nobody)
    client.post(reverse("found-business"), {"name": "Nora's"})
    made = Business.objects.get(name="Nora's")
    assert (
        "Where you are, your currency, your languages." in client.get(WHERE.format(made.key)).content.decode()
    )
    client.get(reverse("business", args=(made.key,)))
    page = " ".join(client.get(WHERE.format(made.key)).content.decode().split())
    asked = [unescape(one) for one in re.findall(r"<p> ?<strong>(.*?)</strong>", page)]
    assert asked[:4] == ["Where is it?", "Currency", "Time zone", "In which languages can you work?"]
    assert asked[4:6] == ["Nora: Free for managing", "Nora: An hour costs"]
    assert asked[6:] == ["Your work"]
    assert "Every amount that you give is in it." in page
    assert not re.search("ISO|IANA|CEFR", page)


def test_a_field_that_is_wrong_is_called_by_its_name(small: People) -> None:
    small.bakery.entries.filter(table="processes", key="books").update(told={"name": "Bookkeeping"})
    page = " ".join(entered(small.olivia).get(WHERE.format(small.bakery.key)).content.decode().split())
    assert "1 thing is still missing for a plan." in page
    assert "<strong>Bookkeeping: Who does such work" in page


def test_all_is_told_and_one_button_makes_the_plan(small: People) -> None:
    client, address = entered(small.marco), WHERE.format(small.bakery.key)
    assert h1(client, address) == "All is told: 1 process can be planned."
    assert "Make the plan" in client.get(address).content.decode()
    assert "Make the plan" not in entered(small.viktor).get(address).content.decode()


def test_asking_too_early_says_what_is_missing(nobody: User) -> None:
    empty = found_business(owner=nobody, name="Nora's")
    answer = entered(Visit(nobody, empty, Role.OWNER)).post(f"{WHERE.format(empty.key)}make/")
    assert (answer.status_code, Plan.objects.count()) == (422, 0)
    assert b"things are still missing" in answer.content


@pytest.mark.django_db(transaction=True)
def test_a_plan_is_asked_for_watched_and_read(small: People) -> None:
    client, address = entered(small.olivia), WHERE.format(small.bakery.key)
    assert client.post(f"{address}make/").status_code == 302
    plan = Plan.objects.select_related("job").get()
    assert h1(client, address) == "Your plan is being made."
    progress = reverse("plan-progress", args=(small.bakery.key, plan.key))
    assert "Waiting for its turn" in client.get(progress, headers=HTMX).content.decode()
    Job.objects.update(state=State.RUNNING, share=0.35, doing="pricing Bookkeeping")
    part = client.get(progress, headers=HTMX).content.decode()
    assert "Looking at every country for Bookkeeping" in part
    assert 'value="35"' in part
    Job.objects.update(state=State.WAITING, share=0.0)
    work()
    led = client.get(progress, headers=HTMX)
    assert led["HX-Redirect"] == reverse("plan-one", args=(small.bakery.key, plan.key))
    assert client.get(progress).status_code == 302
    assert (
        h1(client, address) == "Keep the one process for now: handing out would not pay, or may not be done."
    )


@pytest.mark.django_db(transaction=True)
def test_a_stopped_plan_says_so_and_can_be_asked_for_again(small: People) -> None:
    client, address = entered(small.marco), WHERE.format(small.bakery.key)
    client.post(f"{address}make/")
    plan = Plan.objects.get()
    stop = reverse("stop-plan", args=(small.bakery.key, plan.key))
    assert entered(small.viktor).post(stop).status_code == 403
    assert client.post(stop).status_code == 302
    client.post(stop)
    assert h1(client, address) == "Planning was stopped."
    assert Event.objects.filter(scope=small.bakery.key, verb="stopped").count() == 1
    work()
    assert h1(client, address) == "Planning was stopped."
    client.post(f"{address}make/")
    work()
    assert h1(client, address).startswith("Keep the one process")


@pytest.mark.django_db(transaction=True)
def test_a_running_plan_is_stopping_until_its_next_report(small: People) -> None:
    client, address = entered(small.marco), WHERE.format(small.bakery.key)
    client.post(f"{address}make/")
    Job.objects.update(state=State.RUNNING, doing="choosing")
    plan = Plan.objects.get()
    client.post(reverse("stop-plan", args=(small.bakery.key, plan.key)))
    part = client.get(reverse("plan-progress", args=(small.bakery.key, plan.key)), headers=HTMX)
    assert "Stopping" in part.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_failed_plan_says_why_and_leaves_the_one_before_it(small: People) -> None:
    client, address = entered(small.olivia), WHERE.format(small.bakery.key)
    client.post(f"{address}make/")
    Job.objects.update(state=State.FAILED, fault="Something broke here.", ended_at=timezone.now())
    page = client.get(address).content.decode()
    assert (h1(client, address), "Something broke here." in page) == ("This plan could not be made.", True)
    client.post(f"{address}make/")
    work()
    small.bakery.entries.filter(table="processes").update(told={"occupation": "payroll", "pin": "keep"})
    client.post(f"{address}make/")
    Job.objects.filter(state=State.WAITING).update(
        state=State.FAILED, fault="Again.", ended_at=timezone.now()
    )
    page = client.get(address).content.decode()
    assert "Keep the one process" in h1(client, address)
    assert "This is the plan before it." in page
    assert "Again." in page


@pytest.mark.django_db(transaction=True)
def test_a_plan_survives_the_loss_of_its_worker(small: People) -> None:
    client, address = entered(small.olivia), WHERE.format(small.bakery.key)
    client.post(f"{address}make/")
    lost = {
        "state": State.RUNNING,
        "attempts": 1,
        "share": 0.5,
        "leased_until": timezone.now() - timedelta(1),
    }
    Job.objects.update(**lost)
    assert h1(client, address) == "Your plan is being made."
    assert take_up_lost() == 1
    assert "It was interrupted and is being taken up again" in client.get(address).content.decode()
    work()
    assert h1(client, address).startswith("Keep the one process")


@pytest.mark.django_db(transaction=True)
def test_asking_twice_for_the_same_shows_the_plan_that_is_there(small: People) -> None:
    client, address = entered(small.olivia), WHERE.format(small.bakery.key)
    client.post(f"{address}make/")
    client.post(f"{address}make/")
    assert Plan.objects.count() == 1
    work()
    answer = client.post(f"{address}make/", follow=True)
    assert "Nothing has changed since" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_plan_proves_to_be_the_same_bit_for_bit(small: People) -> None:
    client = entered(small.olivia)
    client.post(f"{WHERE.format(small.bakery.key)}make/")
    work()
    plan = Plan.objects.get()
    answer = client.post(reverse("prove-plan", args=(small.bakery.key, plan.key)))
    assert h1(client, answer["Location"]) == "The plan is being made anew, to compare."
    progress = f"{answer['Location']}progress/"
    assert client.get(progress, headers=HTMX).status_code == 200
    work()
    assert client.get(progress, headers=HTMX)["HX-Redirect"] == answer["Location"]
    assert h1(client, answer["Location"]) == "Made anew, the plan is the same, bit for bit."
    proved = Event.objects.get(scope=small.bakery.key, verb="proved")
    assert proved.changes == '{"same": [null, true]}'


@pytest.mark.django_db(transaction=True)
def test_a_plan_of_an_older_engine_says_why_it_differs(small: People) -> None:
    client = entered(small.olivia)
    client.post(f"{WHERE.format(small.bakery.key)}make/")
    work()
    Plan.objects.update(report_hash="0" * 64, engine="0.0.1")
    plan = Plan.objects.get()
    answer = client.post(reverse("prove-plan", args=(small.bakery.key, plan.key)))
    work()
    page = client.get(answer["Location"]).content.decode()
    assert "Made anew, the plan differs." in page
    assert "The engine has changed since (it was 0.0.1)" in page
    proof = answer["Location"].rstrip("/").rpartition("/")[2]
    strange = reverse("plan-proof", args=(small.charlie.business.key, plan.key, proof))
    assert entered(small.charlie).get(strange).status_code == 404


def test_places_lead_to_the_page_that_asks_for_them(db: None) -> None:  # noqa: ARG001 -- names are looked up
    business = Business.objects.create(name="Any").key
    start = reverse("overview", args=(business,))
    tables = ("business", "managers", "processes", "answers", "tools", "quotes", "policy", "assumptions")
    assert [address_of(business, table, "books").removeprefix(start) for table in tables] == [
        "business/",
        "people/",
        "work/books/edit/",
        "core/books/",
        "tools/",
        "quotes/",
        "policy/",
        "assumptions/",
    ]
    assert address_of(business, "processes").removeprefix(start) == "work/"
    assert mend_of_verdict(business, "manage", "MANAGE-6", "books").removeprefix(start) == "people/"
