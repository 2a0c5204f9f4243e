"""The overview names what waits, in running work and invoices too, the worst first, each with its way."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.planning.domain.plans import report_of
from outhaul.apps.planning.models import Plan
from outhaul.apps.sourcing.lifecycles import BriefState, CandidacyState
from outhaul.apps.sourcing.models import Brief, Candidacy
from outhaul.apps.work.domain.engagements import begin_engagement
from outhaul.apps.work.domain.planned import not_begun
from outhaul.apps.work.lifecycles import EngagementState
from outhaul.apps.work.models import Engagement, Statement
from outhaul.web.decide.next_steps import waiting_for_you
from tests.agreement_made import accepted_offer, begun, sent, signed
from tests.delivery_made import running
from tests.handed_in import handed_in
from tests.matching_made import books_brief, candidacy
from tests.money_made import waiting
from tests.people import People


def tasks(client: Client, made: Plan) -> list[tuple[str, str]]:
    """Why, and where its button leads."""
    page = client.get(f"/b/{made.business.key}/").content.decode()
    found = re.findall(r"<li>\s*<p>([^<]*)</p>\s*<a class=\"[^\"]*\"\s*href=\"([^\"]*)\"", page)
    return [(unescape(why), address) for why, address in found]


def to(made: Plan, page: str, *keys: str) -> str:
    return reverse(page, args=[made.business.key, *keys])


def out(engagement: Engagement) -> Statement:
    statement = sent(engagement)
    for side in ("client", "contractor"):
        statement.signatures.create(side=side, name=side, email=f"{side}@example.org")
    return statement


def test_work_of_the_plan_without_a_brief_is_counted(people: People, olivia: Client, made: Plan) -> None:
    handed_out = sum(bool(line.country) for line in report_of(made).processes)
    last = tasks(olivia, made)[-1]
    assert last == (f"{handed_out} processes of the plan have no brief yet.", f"{to(made, 'briefs')}#waiting")
    books_brief(people.olivia)
    assert tasks(olivia, made)[-1][0] == f"{handed_out - 1} processes of the plan have no brief yet."


def test_work_that_somebody_does_needs_no_brief_until_it_ends(people: People, made: Plan) -> None:
    lines = [line.id for line in report_of(made).processes if line.country]
    engagement = begun(people.olivia, process=lines[0])
    Brief.objects.update(state=BriefState.CLOSED)
    assert [line.id for line in not_begun(people.olivia, made)] == lines[1:]
    Engagement.objects.filter(pk=engagement.pk).update(state=EngagementState.CLOSING)
    assert [line.id for line in not_begun(people.olivia, made)] == lines


def test_people_who_wait_come_before_the_plan_the_worst_first(
    people: People, olivia: Client, made: Plan
) -> None:
    brief = books_brief(people.olivia)
    for name in ("Ana", "Ben"):
        candidacy(people.olivia, brief, name=name, email=f"{name}@example.org")
    offer = accepted_offer(people.olivia)
    waits = out(begun(people.olivia, process="web"))
    stuck = begun(people.olivia, process="payroll")
    signed(out(stuck))
    assert tasks(olivia, made)[:4] == [
        (
            "1 agreement is signed by both, but something keeps it from beginning.",
            to(made, "engagement", stuck.key),
        ),
        ("1 agreement waits for your signature.", to(made, "signing", waits.key)),
        ("1 offer is accepted and has no agreement yet.", to(made, "new-engagement", offer.key)),
        ("2 candidates wait for an answer.", to(made, "ranking", brief.key)),
    ]


def test_an_agreement_that_is_only_drafted_is_gone_on_with(
    people: People, olivia: Client, made: Plan
) -> None:
    drafted = begun(people.olivia, process="web")
    told = "1 agreement is drafted and not sent to be signed yet."
    assert tasks(olivia, made)[0] == (told, to(made, "engagement", drafted.key))
    begun(people.olivia, process="payroll")
    told = "2 agreements are drafted and not sent to be signed yet."
    assert tasks(olivia, made)[0] == (told, f"{to(made, 'engagements')}?state=draft")


def test_several_lead_to_their_list(people: People, olivia: Client, made: Plan) -> None:
    for title in ("Books", "Mail"):
        candidacy(people.olivia, books_brief(people.olivia, title=title))
    for process in ("books", "web"):
        out(begun(people.olivia, process=process))
    assert tasks(olivia, made)[:2] == [
        ("2 agreements wait for your signature.", f"{to(made, 'engagements')}?state=signing"),
        ("2 candidates wait for an answer.", to(made, "board")),
    ]


def test_what_is_answered_waits_no_longer(people: People, olivia: Client, made: Plan) -> None:
    ana = candidacy(people.olivia, books_brief(people.olivia))
    Candidacy.objects.filter(pk=ana.pk).update(state=CandidacyState.SHORTLISTED)
    statement = out(begin_engagement(people.olivia, accepted_offer(people.olivia)))
    signed(statement, "client")
    assert [why for why, _address in tasks(olivia, made) if "wait" in why] == []


def test_a_manager_is_not_asked_for_the_owners_signature_and_a_viewer_for_nothing(
    people: People, made: Plan
) -> None:
    out(begun(people.olivia))
    candidacy(people.olivia, books_brief(people.olivia))
    seen = {
        visit.user.name: [task.does for task in waiting_for_you(visit)]
        for visit in (people.olivia, people.marco, people.fatima, people.viktor)
    }
    assert made.business == people.bakery
    assert seen == {
        "Olivia": ["Read it and sign", "Look at them"],
        "Marco": ["Look at them"],
        "Fatima": [],
        "Viktor": [],
    }


def test_running_work_and_invoices_come_first_to_whom_they_concern(people: People, made: Plan) -> None:
    ana = running(people)
    waiting(people, ana)
    handed_in(ana, "year", answer_by=timezone.now() - timedelta(days=2))
    assert made.business == people.bakery
    seen = {
        visit.user.name: [task.why for task in waiting_for_you(visit)]
        for visit in (people.olivia, people.marco, people.fatima, people.viktor)
    }
    late = "1 deliverable waits for an answer; the oldest promise is 2 days over."
    owed = "1 invoice for $450.00 waits for you; it is due on"
    assert [why[: len(owed)] for why in seen["Olivia"]] == [late[: len(owed)], owed]
    assert seen["Marco"] == ["1 deliverable waits for you; the oldest promise is 2 days over."]
    assert [why[: len(owed)] for why in seen["Fatima"]] == [owed]
    assert seen["Viktor"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_each_is_one_query_while_no_work_runs(
    people: People, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        out(begun(people.olivia))
        brief = books_brief(people.olivia, title=f"Books {number}")
        candidacy(people.olivia, brief, email=f"ana{number}@example.org")
    with django_assert_num_queries(5):
        assert [task.why[0] for task in waiting_for_you(people.olivia)] == [str(count)] * 2
