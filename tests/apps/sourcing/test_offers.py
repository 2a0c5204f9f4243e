"""An offer is fair or overridden, is answered once and in time, and everybody concerned is told."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from outhaul.apps.audit.models import Event
from outhaul.apps.jobs.domain.recurring import ROUNDS
from outhaul.apps.notices.models import Notice
from outhaul.apps.people.models import Membership
from outhaul.apps.sourcing.domain.answers import (
    TooLate,
    accept_offer,
    decline_offer,
    lapse_offers,
    offer_by_link,
)
from outhaul.apps.sourcing.domain.candidates import remove_candidate
from outhaul.apps.sourcing.domain.fairness import basis_of, terms_of, verdicts_of, weigh
from outhaul.apps.sourcing.domain.guarding import Blocked, override_block
from outhaul.apps.sourcing.domain.offers import (
    change_offer,
    make_offer,
    name_of,
    send_offer,
    token_of,
    withdraw_offer,
)
from outhaul.apps.sourcing.lifecycles import BriefState, CandidacyState, OfferState
from outhaul.apps.sourcing.models import Candidacy, Offer
from outhaul.apps.work.lifecycles import EngagementState
from outhaul.apps.work.models import Contractor, Engagement
from outhaul.engine.terms import Raise
from outhaul.engine.verdict import Answer
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.reference.tables import load
from tests.offers_made import (
    ADDRESS,
    FAIR,
    START,
    TODAY,
    brief_of,
    candidacy_of,
    draft_of,
    offered,
    sent_of,
)
from tests.people import People

NOW = datetime.now(UTC)


def letters() -> list[Mapping[str, Any]]:
    """The mails in the queue, the first first."""
    return [task.args_kwargs["kwargs"] for task in DBTaskResult.objects.order_by("enqueued_at")]


def last_events(count: int = 1) -> list[tuple[str, str, str, str]]:
    found = Event.objects.order_by("-number")[:count]
    return [(event.actor, event.verb, event.thing, event.name) for event in found]


def send(people: People, offer: Offer) -> Offer:
    return send_offer(people.marco, offer, address=ADDRESS, today=TODAY, reference=load())


def test_a_draft_tells_nobody(people: People) -> None:
    offer = draft_of(people.marco)
    assert (offer.state, offer.candidacy.state, terms_of(offer)) == (
        OfferState.DRAFT,
        CandidacyState.SHORTLISTED,
        FAIR,
    )
    assert last_events() == [("Marco", "added", "offer", "10.00 USD: Bookkeeping")]
    assert letters() == []


def test_the_same_draft_made_twice_is_one_and_another_one_is_refused(people: People) -> None:
    candidacy = candidacy_of(people.marco)
    assert draft_of(people.marco, candidacy) == draft_of(people.marco, candidacy)
    with pytest.raises(InputError, match="There is an open offer"):
        draft_of(people.marco, candidacy, rate=11.0, raises=())
    assert Offer.objects.count() == 1


def test_who_is_no_longer_considered_gets_no_offer(people: People) -> None:
    candidacy = candidacy_of(people.marco)
    Candidacy.objects.update(state=CandidacyState.REJECTED)
    with pytest.raises(NotNow):
        draft_of(people.marco, candidacy)


def test_sending_tells_the_candidate_and_keeps_what_the_guards_said(people: People) -> None:
    offer = sent_of(people.marco)
    assert (offer.state, offer.candidacy.state) == (OfferState.SENT, CandidacyState.OFFERED)
    assert {verdict.rule for verdict in verdicts_of(offer)} >= {"PAY-5", "PAY-14", "PAY-15", "COST-10"}
    assert last_events() == [("Marco", "sent", "offer", "10.00 USD: Bookkeeping")]
    (letter,) = letters()
    assert (letter["to"], letter["subject"]) == (
        "ana@example.org",
        "Harbour Bakery offers you work: Bookkeeping",
    )
    assert ADDRESS in letter["text"]
    assert letter["reply_to"] == people.marco.user.email


@pytest.mark.parametrize("rate", [8.0, 9.3, 35.0])
def test_outside_the_band_it_is_blocked_until_the_owner_says_why(people: People, rate: float) -> None:
    """§PAY-5."""
    offer = draft_of(people.marco, rate=rate, raises=())
    with pytest.raises(Blocked) as blocked:
        send(people, offer)
    (verdict,) = blocked.value.verdicts
    assert (verdict.rule, Offer.objects.get().state, letters()) == ("PAY-5", OfferState.DRAFT, [])
    why = "Ana learns with us and knows it"
    override_block(people.olivia, verdict, thing="offer", key=offer.key, name=name_of(offer), reason=why)
    assert send(people, offer).state == OfferState.SENT


def test_whom_guard_match_blocks_gets_no_offer_before_the_owner_says_why(people: People) -> None:
    """§MATCH-16: nine to five in Manila shares no hour with Portland."""
    brief = brief_of(people.olivia, overlap_hours=2.0)
    far = candidacy_of(people.olivia, brief, working_hours=["09:00", "17:00"])
    offer = draft_of(people.marco, far)
    with pytest.raises(Blocked) as blocked:
        send(people, offer)
    (verdict,) = blocked.value.verdicts
    assert (verdict.rule, Offer.objects.get().state, letters()) == ("MATCH-16", OfferState.DRAFT, [])
    why = "She works in the evening for us."
    override_block(people.olivia, verdict, thing="candidacy", key=far.key, name="", reason=why)
    assert send(people, offer).state == OfferState.SENT


def test_who_was_taken_out_of_the_lists_gets_no_offer(people: People) -> None:
    offer = draft_of(people.olivia)
    remove_candidate(people.olivia, offer.candidacy.candidate)
    with pytest.raises(InputError, match="was taken out of the lists"):
        send(people, offer)


def test_an_override_ends_where_the_rate_changes(people: People) -> None:
    offer = draft_of(people.marco, rate=8.0, raises=())
    with pytest.raises(Blocked) as blocked:
        send(people, offer)
    override_block(
        people.olivia,
        blocked.value.verdicts[0],
        thing="offer",
        key=offer.key,
        name="",
        reason="a reason that is long",
    )
    cheaper = offered(rate=7.5, raises=())
    changed = change_offer(people.marco, offer, offered=cheaper, today=TODAY, reference=load())
    with pytest.raises(Blocked):
        send(people, changed)


def test_nobody_overrides_the_minimum_wage(people: People) -> None:
    """§PAY-13."""
    offer = draft_of(people.olivia, rate=0.5, raises=())
    with pytest.raises(Blocked) as blocked:
        send(people, offer)
    rules = [(verdict.rule, verdict.legal) for verdict in blocked.value.verdicts]
    assert ("PAY-13", True) in rules


def test_a_raise_that_cuts_is_blocked(people: People) -> None:
    """§PAY-15."""
    offer = draft_of(people.olivia, raises=(Raise(on=START + timedelta(days=40), rate=9.8),))
    with pytest.raises(Blocked, match="is a cut"):
        send(people, offer)


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"rate": -1.0}, "rate"),
        ({"rate": 0.0}, "rate"),
        ({"rate": 1e12}, "rate"),
        ({"rate": float("nan")}, "rate"),
        ({"currency": "XXX"}, "currency"),
        ({"hours_per_month": 0.0}, "hours_per_month"),
        ({"hours_per_month": 745.0}, "hours_per_month"),
        ({"starts_on": TODAY - timedelta(days=1)}, "starts_on"),
        ({"starts_on": TODAY + timedelta(days=2000)}, "starts_on"),
        ({"ends_on": START}, "ends_on"),
        ({"payment_days": -1}, "payment_days"),
        ({"payment_days": 121}, "payment_days"),
        ({"fee_share": 0.51}, "fee_share"),
        ({"good_until": TODAY - timedelta(days=1)}, "good_until"),
        ({"good_until": None}, "good_until"),
        ({"raises": (Raise(on=START + timedelta(days=9), rate=-3.0),)}, "raises"),
        ({"raises": tuple(Raise(on=START, rate=1.0) for _ in range(13))}, "raises"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(people: People, terms: dict[str, Any], field: str) -> None:
    candidacy = candidacy_of(people.marco)
    with pytest.raises(InputError) as refused:
        make_offer(people.marco, candidacy, offered=offered(**terms), today=TODAY, reference=load())
    assert ({fault.where for fault in refused.value.faults}, Offer.objects.count()) == ({field}, 0)


def test_what_was_sent_never_changes(people: People) -> None:
    offer = sent_of(people.marco)
    with pytest.raises(NotNow):
        change_offer(people.marco, offer, offered=offered(rate=11.0), today=TODAY, reference=load())


def test_a_change_is_told_in_the_trail_and_no_change_is_not(people: People) -> None:
    offer = draft_of(people.marco)
    change_offer(people.marco, offer, offered=offered(), today=TODAY, reference=load())
    assert last_events()[0][1] == "added"
    change_offer(people.marco, offer, offered=offered(rate=10.2), today=TODAY, reference=load())
    event = Event.objects.latest("number")
    assert (event.verb, event.changes) == ("changed", '{"rate": [10.0, 10.2]}')


def test_a_day_that_is_past_by_now_is_told_when_it_is_sent(people: People) -> None:
    offer = draft_of(people.marco)
    later = TODAY + timedelta(days=11)
    with pytest.raises(InputError, match="good_until: This day is past"):
        send_offer(people.marco, offer, address=ADDRESS, today=later, reference=load())


def test_without_an_address_it_cannot_be_sent(people: People) -> None:
    offer = draft_of(people.marco)
    offer.candidacy.candidate.email = ""
    offer.candidacy.candidate.save()
    with pytest.raises(InputError, match="email: There is no address"):
        send(people, offer)


def test_the_same_work_is_not_promised_twice(people: People) -> None:
    brief = brief_of(people.marco)
    sent_of(people.marco, candidacy_of(people.marco, brief))
    second = draft_of(people.marco, candidacy_of(people.marco, brief, name="Bea"))
    with pytest.raises(InputError, match="offered to somebody else already"):
        send(people, second)


def test_work_for_two_is_promised_twice(people: People) -> None:
    """A brief of more hours than one contractor gives wants more than one."""
    brief = brief_of(people.marco, hours_per_month=200.0)
    offers = [sent_of(people.marco, candidacy_of(people.marco, brief, name=name)) for name in ("Ana", "Bea")]
    for offer, state in zip(offers, (BriefState.PUBLISHED, BriefState.FILLED), strict=True):
        accept_offer(offer, now=NOW)
        brief.refresh_from_db()
        assert brief.state == state


def test_accepting_hires_fills_and_tells(people: People) -> None:
    offer = sent_of(people.marco)
    for _ in range(2):  # sent twice it is one answer
        accepted = accept_offer(offer, now=NOW)
    accepted.candidacy.refresh_from_db()
    accepted.candidacy.brief.refresh_from_db()
    assert (accepted.state, accepted.candidacy.state, accepted.candidacy.brief.state) == (
        OfferState.ACCEPTED,
        CandidacyState.HIRED,
        BriefState.FILLED,
    )
    assert last_events(2) == [
        ("Outhaul", "filled", "brief", "Bookkeeping"),
        ("The candidate", "accepted", "offer", "10.00 USD: Bookkeeping"),
    ]
    (notice,) = Notice.objects.all()
    assert (notice.user, notice.acts, notice.said["text"]) == (
        people.marco.user,
        True,
        "An offer for “Bookkeeping” is accepted: write the agreement that both sides sign.",
    )
    assert notice.address == f"/b/{people.bakery.key}/source/offers/{offer.key}/"


def test_declining_keeps_the_reason_and_tells_who_offered(people: People) -> None:
    offer = sent_of(people.marco)
    declined = decline_offer(offer, reason=" I found other work ", now=NOW)
    declined.candidacy.refresh_from_db()
    assert (declined.state, declined.reason, declined.candidacy.state) == (
        OfferState.DECLINED,
        "I found other work",
        CandidacyState.SHORTLISTED,
    )
    told = Notice.objects.get(user=people.marco.user)
    assert (told.acts, told.said["text"]) == (False, "An offer for “Bookkeeping” is declined.")
    with pytest.raises(NotNow):
        accept_offer(offer, now=NOW)


def test_the_owners_are_told_where_who_offered_has_left(people: People) -> None:
    offer = sent_of(people.marco)
    Membership.objects.get(user=people.marco.user, business=people.bakery).delete()
    accept_offer(offer, now=NOW)
    assert Notice.objects.get().user == people.olivia.user


def test_withdrawn_it_can_no_longer_be_accepted_and_they_are_told(people: People) -> None:
    offer = sent_of(people.marco)
    for _ in range(2):
        withdraw_offer(people.marco, offer, reason="The work went away")
    with pytest.raises(TooLate):
        accept_offer(offer, now=NOW)
    assert Candidacy.objects.get().state == CandidacyState.SHORTLISTED
    assert [letter["subject"] for letter in letters()] == [
        "Harbour Bakery offers you work: Bookkeeping",
        "The offer for Bookkeeping was taken back",
    ]
    assert last_events() == [("Marco", "withdrew", "offer", "10.00 USD: Bookkeeping")]


def test_a_draft_is_withdrawn_without_a_word(people: People) -> None:
    withdraw_offer(people.marco, draft_of(people.marco))
    assert (letters(), Offer.objects.get().state) == ([], OfferState.WITHDRAWN)


def test_an_answered_offer_is_not_withdrawn(people: People) -> None:
    offer = accept_offer(sent_of(people.marco), now=NOW)
    with pytest.raises(NotNow):
        withdraw_offer(people.marco, offer)


def test_the_last_day_ends_when_it_has_ended_everywhere(people: People) -> None:
    last = TODAY + timedelta(days=10)
    offer = sent_of(people.marco)
    end = datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=1, hours=12)
    assert lapse_offers(end - timedelta(seconds=1)) == 0
    with pytest.raises(TooLate):
        accept_offer(offer, now=end)
    assert (lapse_offers(end), lapse_offers(end)) == (1, 0)
    assert (Offer.objects.get().state, Candidacy.objects.get().state) == (
        OfferState.LAPSED,
        CandidacyState.SHORTLISTED,
    )
    assert Notice.objects.get().said["text"] == (
        "An offer for “Bookkeeping” has lapsed: nobody answered in time."
    )
    assert last_events() == [("Outhaul", "lapsed", "offer", "10.00 USD: Bookkeeping")]


def test_lapsing_recurs(people: People) -> None:
    sent_of(people.marco)
    Offer.objects.update(good_until=TODAY - timedelta(days=3))
    assert ROUNDS["lapse offers"][1]() == 1


def test_a_link_opens_what_was_sent_and_nothing_else(people: People) -> None:
    draft = draft_of(people.marco)
    assert offer_by_link(token_of(draft)) is None
    offer = send(people, draft)
    assert offer_by_link(token_of(offer)) == offer
    assert [offer_by_link(f"{token_of(offer)}x"), offer_by_link(f"{offer.key}."), offer_by_link("")] == [
        None
    ] * 3
    offer.candidacy.candidate.erased_at = NOW
    offer.candidacy.candidate.save()
    assert offer_by_link(token_of(offer)) is None


def spread_of(people: People, rate: float) -> Answer | None:
    """What the guard says of equal pay for an offer to Bea."""
    offer = draft_of(people.marco, candidacy_of(people.marco, name="Bea"), rate=rate, raises=())
    basis = basis_of(people.marco, offer.candidacy, reference=load(), today=TODAY, offer=offer)
    found = weigh(basis, terms_of(offer)).verdicts
    return next((verdict.answer for verdict in found if verdict.rule == "PAY-10"), None)


def test_open_offers_count_for_equal_pay(people: People) -> None:
    """§PAY-10."""
    assert spread_of(people, 12.0) is None
    sent_of(people.marco)
    assert spread_of(people, 12.0) == Answer.WARN
    assert spread_of(people, 10.9) == Answer.PASS


@pytest.mark.parametrize(
    ("state", "found"), [(EngagementState.ACTIVE, Answer.WARN), (EngagementState.CLOSED, None)]
)
def test_running_work_counts_for_equal_pay_and_ended_work_does_not(
    people: People, state: EngagementState, found: Answer | None
) -> None:
    """§PAY-10; the offer that it came from does not count a second time."""
    offer = accept_offer(sent_of(people.marco), now=NOW)
    contractor = Contractor.objects.create(
        business=people.bakery, name="Ana", email="ana@example.org", country="PH", time_zone="Asia/Manila"
    )
    Engagement.objects.create(
        business=people.bakery,
        name="Books",
        process="books",
        contractor=contractor,
        offer=offer,
        state=state,
        rate="10.00",
        currency="USD",
        hours_per_month="40",
        starts_on=START,
    )
    assert spread_of(people, 12.0) == found


def test_pay_elsewhere_and_of_other_businesses_does_not_count(people: People) -> None:
    """§PAY-10."""
    sent_of(people.marco, candidacy_of(people.marco, country="IN"), rate=13.0, raises=())
    assert spread_of(people, 10.0) is None


@pytest.mark.parametrize("country", ["", "ZZ"])
def test_without_a_country_nothing_is_fair(people: People, country: str) -> None:
    candidacy = candidacy_of(people.marco, country=country)
    with pytest.raises(InputError, match="country: The country of the candidate is not known"):
        basis_of(people.marco, candidacy, reference=load(), today=TODAY)


def test_a_process_that_is_gone_is_told(people: People) -> None:
    candidacy = candidacy_of(people.marco)
    candidacy.brief.process = "gone"
    with pytest.raises(InputError, match="process: The process of this brief is no longer there"):
        basis_of(people.marco, candidacy, reference=load(), today=TODAY)
