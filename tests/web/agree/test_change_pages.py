"""A change order is begun and written on a page, with or without a script."""

from django.test import Client
from django.urls import reverse

from outhaul.apps.work.models import Statement
from outhaul.documents.statement.canonical import statement_of
from tests.people import People
from tests.signing_made import signed
from tests.statement_told import STATEMENT
from tests.web.agree.reading import plain


def sent_form(**changed: str) -> dict[str, str]:
    """What the page's form holds, with what somebody changed."""
    told = {
        "terms-reason": "Later.",
        "terms-scope": STATEMENT.scope,
        "terms-rate": "10.40",
        "terms-hours_per_month": "23",
        "terms-ends_on": "2027-06-30",
        "terms-payment_days": "14",
        "milestones-TOTAL_FORMS": "2",
        "milestones-INITIAL_FORMS": "2",
    }
    for place, item in enumerate(STATEMENT.milestones):
        told |= {
            f"milestones-{place}-key": item.key,
            f"milestones-{place}-name": item.name,
            f"milestones-{place}-deliverable": item.deliverable,
            f"milestones-{place}-criteria": "\n".join(item.criteria),
            f"milestones-{place}-due_on": item.due_on.isoformat(),
            f"milestones-{place}-fee": str(item.fee),
        }
    return told | {name.replace("__", "-"): value for name, value in changed.items()}


def begun(people: People) -> tuple[Client, Statement, str]:
    statement, client = signed(people), Client()
    client.force_login(people.marco.user)
    places = {"business": people.bakery.key, "engagement": statement.engagement.key}
    answer = client.post(reverse("change-orders", kwargs=places), {"reason": "Later."})
    order = Statement.objects.get(number=2)
    page = reverse("change-order", kwargs={"business": people.bakery.key, "statement": order.key})
    assert answer.headers["Location"] == page
    return client, order, page


def test_what_would_change_is_shown_side_by_side(people: People) -> None:
    client, order, page = begun(people)
    assert "0 things would change." in plain(client.get(page))
    assert client.post(page, sent_form(milestones__1__fee="1300.00")).headers["Location"] == page
    said = plain(client.get(page))
    assert "1 thing would change." in said
    assert "Year handed over: fee 1,200.50 USD 1,300.00 USD" in said
    order.refresh_from_db()
    assert statement_of(order.content).milestones[0] == STATEMENT.milestones[0]


def test_a_row_is_added_dropped_or_refused(people: People) -> None:
    client, order, page = begun(people)
    more = plain(client.post(page, sent_form(add="1")))
    assert "New milestone" in more
    new = {
        "milestones-TOTAL_FORMS": "3",
        "milestones-2-name": "Help",
        "milestones-2-deliverable": "Answers",
        "milestones-2-criteria": "Each question has an answer\n\n",
        "milestones-2-due_on": "2027-04-30",
        "milestones-2-fee": "-1",
    }
    refused = client.post(page, sent_form() | new)
    assert refused.status_code == 422
    client.post(page, sent_form(milestones__0__DELETE="on") | new | {"milestones-2-fee": "150"})
    order.refresh_from_db()
    kept = statement_of(order.content).milestones
    assert [(item.name, item.criteria) for item in kept] == [
        ("Year handed over", STATEMENT.milestones[1].criteria),
        ("Help", ("Each question has an answer",)),
    ]


def test_an_end_before_the_start_is_refused_beside_its_field(people: People) -> None:
    client, _order, page = begun(people)
    refused = client.post(page, sent_form() | {"terms-ends_on": "2026-01-01"})
    assert (refused.status_code, "The end lies before the start." in plain(refused)) == (422, True)
