"""From an accepted offer to a draft, its manager, and the steps of its life."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.http import Http404

from outhaul.apps.audit.domain.trail import broken_at
from outhaul.apps.audit.models import Event
from outhaul.apps.delivery.domain.checklists import tick
from outhaul.apps.sourcing.lifecycles import OfferState
from outhaul.apps.sourcing.models import Offer
from outhaul.apps.work.domain.access import access_engagement
from outhaul.apps.work.domain.activating import activate
from outhaul.apps.work.domain.engagements import begin_engagement, name_managers, steps, take_step
from outhaul.apps.work.domain.statements import change_statement, statement_of_work
from outhaul.apps.work.lifecycles import EngagementState, StatementState
from outhaul.apps.work.models import Contractor, Engagement, Statement
from outhaul.documents.statement import content
from outhaul.documents.statement.canonical import statement_of
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from tests.agreement_made import BOOKS, END, START, accepted_offer, begun, ready, sent, signed
from tests.people import People


def drafted(engagement: Engagement) -> tuple[Statement, content.Statement]:
    row = statement_of_work(engagement)
    assert row is not None
    return row, statement_of(row.content)


def told(verb: str) -> list[tuple[str, str]]:
    return list(Event.objects.filter(verb=verb).values_list("actor", "name"))


def test_an_accepted_offer_becomes_an_engagement_with_its_contractor(people: People) -> None:
    engagement = begun(people.marco)
    assert (engagement.state, engagement.name, engagement.process) == ("draft", "Bookkeeping", "books")
    assert (engagement.rate, engagement.currency) == (Decimal("10.4"), "USD")
    assert (engagement.starts_on, engagement.ends_on) == (START, END)
    contractor = engagement.contractor
    assert (contractor.name, contractor.email, contractor.country) == ("Ana", "ana@example.org", "PH")
    assert told("began") == [("Marco", "Bookkeeping")]


def test_its_statement_of_work_is_written_from_brief_and_offer(people: People) -> None:
    row, said = drafted(begun(people.olivia))
    assert (row.state, row.number, row.issue) == (StatementState.DRAFT, 1, 1)
    assert (said.client.name, said.client.country, said.client.signs) == ("Harbour Bakery", "US", "Olivia")
    assert (said.contractor.name, said.contractor.country) == ("Ana", "PH")
    assert said.scope == BOOKS.purpose
    assert (said.terms.rate, said.terms.hours_per_month, said.terms.payment_days) == (10.4, 40, 14)
    assert (len(said.milestones), sum(item.fee for item in said.milestones)) == (6, Decimal("2496.00"))
    assert [item.deliverable for item in said.checkpoints] == ["Books of the month"]
    assert said.law == "the United States"
    assert [clause.key for clause in said.clauses][5:7] == ["data", "independence"]
    assert "Ana hands each milestone over" in said.clauses[0].text


def test_without_personal_data_there_is_no_annex_on_it(people: People) -> None:
    _row, said = drafted(begun(people.olivia, brief=replace(BOOKS, data=1)))
    assert "data" not in [clause.key for clause in said.clauses]


def test_asked_twice_it_begins_once(people: People) -> None:
    offer = accepted_offer(people.olivia)
    first, second = (begin_engagement(people.olivia, offer) for _ in range(2))
    assert first == second
    assert (Engagement.objects.count(), Contractor.objects.count(), Statement.objects.count()) == (1, 1, 1)
    assert told("began") == [("Olivia", "Bookkeeping")]


@pytest.mark.parametrize("state", [state for state in OfferState if state != OfferState.ACCEPTED])
def test_no_other_offer_begins_anything(people: People, state: OfferState) -> None:
    offer = accepted_offer(people.olivia)
    Offer.objects.filter(pk=offer.pk).update(state=state)
    with pytest.raises(NotNow):
        begin_engagement(people.olivia, offer)
    assert not Engagement.objects.exists()


def test_a_candidate_without_address_or_country_is_asked_for_them(people: People) -> None:
    offer = accepted_offer(people.olivia, person={"email": "", "country": ""})
    with pytest.raises(InputError, match="The e-mail address of Ana is not told") as wrong:
        begin_engagement(people.olivia, offer)
    assert [fault.where for fault in wrong.value.faults] == ["email", "country"]
    assert not Contractor.objects.exists()


def test_a_second_engagement_brings_the_contractor_up_to_date(people: People) -> None:
    first = begun(people.olivia)
    offer = accepted_offer(people.olivia, process="web-shop")
    offer.candidacy.candidate = first.offer.candidacy.candidate  # type: ignore[union-attr] # begun from one
    offer.candidacy.candidate.email = "ana@new.example.org"
    offer.candidacy.candidate.save()
    offer.candidacy.save()
    second = begin_engagement(people.olivia, offer)
    assert first.contractor == second.contractor
    assert second.contractor.email == "ana@new.example.org"


def test_somebody_elses_engagement_looks_like_none(people: People) -> None:
    engagement = begun(people.olivia)
    with pytest.raises(Http404):
        access_engagement(people.charlie, engagement.key)


def test_manager_and_deputy_are_two_of_the_businesss_own_people(people: People) -> None:
    engagement = begun(people.olivia)
    for manager, deputy, field in (("nobody", "", "manager"), ("marco", "marco", "deputy")):
        with pytest.raises(InputError) as wrong:
            name_managers(people.olivia, engagement, manager=manager, deputy=deputy)
        assert [fault.where for fault in wrong.value.faults] == [field]


def test_the_draft_follows_who_answers_for_it(people: People) -> None:
    engagement = name_managers(people.olivia, begun(people.olivia), manager="marco", deputy="olivia")
    _row, said = drafted(engagement)
    assert (said.manager, said.deputy) == ("Marco", "Olivia")
    changes = Event.objects.filter(verb="changed", thing="engagement").get().changes
    assert changes == '{"manager": ["", "Marco"], "deputy": ["", "Olivia"]}'
    name_managers(people.olivia, engagement, manager="marco", deputy="olivia")
    assert Event.objects.filter(verb="changed", thing="engagement").count() == 1


def test_while_it_is_out_nobody_else_can_be_named(people: People) -> None:
    engagement = ready(people.olivia, begun(people.olivia))
    sent(engagement)
    with pytest.raises(NotNow):
        name_managers(people.olivia, engagement, manager="olivia", deputy="marco")


def test_a_draft_can_be_changed_and_the_engagement_follows(people: People) -> None:
    engagement = begun(people.olivia)
    row, said = drafted(engagement)
    other = replace(
        said,
        review_days=3,
        terms=replace(said.terms, hours_per_month=30.0, starts_on=date(2027, 2, 1)),
    )
    changed = statement_of(change_statement(people.marco, row, other).content)
    assert "Within 3 working days" in changed.clauses[0].text
    engagement.refresh_from_db()
    assert (engagement.hours_per_month, engagement.starts_on) == (Decimal("30.0"), date(2027, 2, 1))
    event = Event.objects.get(verb="changed", thing="statement")
    assert event.actor == "Marco"
    change_statement(people.marco, row, other)
    assert Event.objects.filter(verb="changed", thing="statement").count() == 1
    assert broken_at(people.bakery.key) is None


def test_what_was_sent_never_changes(people: People) -> None:
    engagement = begun(people.olivia)
    sent(engagement)
    row, said = drafted(engagement)
    with pytest.raises(NotNow):
        change_statement(people.olivia, row, replace(said, scope="Something else"))
    assert drafted(engagement)[1] == said


def test_cancelling_wants_a_reason_and_withdraws_what_is_out(people: People) -> None:
    engagement = begun(people.olivia)
    sent(engagement)
    with pytest.raises(InputError, match="reason"):
        take_step(people.olivia, engagement, "cancel", reason=" ")
    cancelled = take_step(people.olivia, engagement, "cancel", reason="Ana found a job")
    assert (cancelled.state, cancelled.reason) == (EngagementState.CANCELLED, "Ana found a job")
    assert drafted(engagement)[0].state == StatementState.WITHDRAWN
    assert told("cancelled") == [("Olivia", "Bookkeeping")]
    assert steps(cancelled) == []


def hand_over(people: People, engagement: Engagement) -> None:
    """All that the last days ask for is done."""
    for line in engagement.checklist.filter(list="off-boarding"):
        tick(people.olivia, line, is_done=True)


def test_work_is_paused_goes_on_ends_and_is_closed(people: People) -> None:
    engagement = ready(people.olivia, begun(people.olivia))
    signed(sent(engagement))
    activate(None, engagement)
    states = [
        take_step(people.olivia, engagement, verb, reason="Holidays").state
        for verb in ("pause", "resume", "end")
    ]
    assert states == ["paused", "active", "closing"]
    hand_over(people, engagement)
    assert take_step(people.olivia, engagement, "close").state == "closed"
    with pytest.raises(NotNow):
        take_step(people.olivia, engagement, "resume")
    with pytest.raises(NotNow):
        take_step(people.olivia, engagement, "activate")
