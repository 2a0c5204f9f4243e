"""What a contractor asks, proposes and logs is answered by the client, each on a page of its own side."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import time_machine
from django.test import Client

from outhaul.apps.delivery.domain.hours import log_hours
from outhaul.apps.delivery.domain.proposing import propose
from outhaul.apps.delivery.domain.talking import ask
from outhaul.apps.delivery.models import Message
from outhaul.apps.people.models import User
from outhaul.apps.work.models import Statement
from tests.delivery_made import milestone, running
from tests.people import People
from tests.statement_told import STATEMENT, TERMS

BY_HOURS = replace(STATEMENT, terms=replace(TERMS, form="hours"))


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_question_is_answered_where_it_waits(people: People) -> None:
    ana = running(people)
    question = ask(ana, milestone(ana), text="Who has the card?")
    marco = browser(people.marco.user)
    home = f"/b/{people.bakery.key}/run/engagements/{ana.engagement.key}/talk/"
    assert f"{home}#question-{question.key}" in marco.get(f"/b/{people.bakery.key}/run/").text
    page = marco.get(home).text
    assert "1 question, 0 proposals and 0 entries of hours wait for your answer." in page
    assert marco.post(f"{home}{question.key}/", {"text": " "}).status_code == 422
    marco.post(f"{home}{question.key}/", {"text": "Olivia has it."})
    assert "Olivia has it." in browser(ana.user).get(f"/portal/{ana.engagement.key}/milestones/close/").text
    marco.post(f"{home}say/", {"milestone": "close", "text": "How far?", "kind": "status"})
    assert list(Message.objects.values_list("kind", flat=True)) == ["question", "answer", "status request"]


def test_a_proposal_becomes_a_change_order_or_is_refused_with_a_reason(people: People) -> None:
    ana = running(people)
    first, second = (
        propose(ana, milestone(ana), text=text, due_on=date(2027, 1, 22)) for text in ("A week", "More")
    )
    marco = browser(people.marco.user)
    at = f"/b/{people.bakery.key}/run/engagements/{ana.engagement.key}/proposals/"
    assert marco.post(f"{at}{second.key}/", {"decision": "refuse"}).status_code == 422
    marco.post(f"{at}{second.key}/", {"decision": "refuse", "reason": "The adviser waits."})
    answer = marco.post(f"{at}{first.key}/", {"decision": "agree"})
    order = Statement.objects.get(number=2)
    assert order.key in answer.headers["Location"]
    page = browser(ana.user).get(f"/portal/{ana.engagement.key}/milestones/close/").text
    assert "The adviser waits." in page
    assert "agreed: a change order comes to be signed" in page


def test_hours_are_accepted_or_sent_back_with_a_reason(people: People) -> None:
    ana = running(people, BY_HOURS)
    with time_machine.travel("2026-12-15T09:00:00Z", tick=False):
        first, second = (
            log_hours(ana, milestone(ana), on=date(2026, 12, day), hours=Decimal(2)) for day in (10, 11)
        )
        marco = browser(people.marco.user)
        at = f"/b/{people.bakery.key}/run/engagements/{ana.engagement.key}/hours/"
        marco.post(f"{at}{first.key}/", {"decision": "accept"})
        assert marco.post(f"{at}{second.key}/", {"decision": "reject"}).status_code == 422
        marco.post(f"{at}{second.key}/", {"decision": "reject", "reason": "Was it the 10th?"})
        page = browser(ana.user).get(f"/portal/{ana.engagement.key}/hours/").text
    assert "Was it the 10th?" in page
    assert "2 h of the 23 h of this month are logged; 21 h are left." in page
