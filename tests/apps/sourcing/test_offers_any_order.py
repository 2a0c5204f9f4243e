"""Whatever is done in whatever order: no unfair offer goes out, none is taken too late, none twice."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from outhaul.apps.sourcing.domain.answers import TooLate, accept_offer, decline_offer, is_over, lapse_offers
from outhaul.apps.sourcing.domain.fairness import verdicts_of
from outhaul.apps.sourcing.domain.guarding import Blocked, override_block
from outhaul.apps.sourcing.domain.offers import change_offer, make_offer, send_offer, withdraw_offer
from outhaul.apps.sourcing.lifecycles import CandidacyState, OfferState
from outhaul.apps.sourcing.models import Candidacy, Offer, Override
from outhaul.engine.verdict import Answer
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.reference.tables import load
from tests.database import orders
from tests.offers_made import ADDRESS, TODAY, brief_of, candidacy_of, offered
from tests.people import People

REFUSED = (NotNow, TooLate, Blocked, InputError)
RATES = st.sampled_from((0.5, 8.0, 10.0, 35.0))
"""Below the minimum wage, below the band, fair, above the band."""
WHO = st.integers(0, 1)


class Offering(RuleBasedStateMachine):
    """Two candidates for one piece of work; days go by."""

    people: People

    def __init__(self) -> None:
        super().__init__()
        self.start = transaction.savepoint()
        brief = brief_of(self.people.marco)
        self.candidacies = [candidacy_of(self.people.marco, brief, name=name) for name in ("Ana", "Bea")]
        self.now = datetime(TODAY.year, TODAY.month, TODAY.day, 13, tzinfo=UTC)

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.start)

    def latest(self, who: int) -> Offer | None:
        return Offer.objects.filter(candidacy=self.candidacies[who]).first()

    @rule(who=WHO, rate=RATES, days=st.integers(0, 3))
    def make(self, who: int, rate: float, days: int) -> None:
        day = self.now.date()
        wish = offered(rate=rate, raises=(), good_until=day + timedelta(days=days))
        with suppress(*REFUSED):
            make_offer(self.people.marco, self.candidacies[who], offered=wish, today=day, reference=load())

    @rule(who=WHO, rate=RATES)
    def change(self, who: int, rate: float) -> None:
        offer = self.latest(who)
        if offer is None:
            return
        wish = offered(rate=rate, raises=(), good_until=offer.good_until)
        with suppress(*REFUSED):
            change_offer(self.people.marco, offer, offered=wish, today=self.now.date(), reference=load())

    @rule(who=WHO, insist=st.booleans())
    def send(self, who: int, insist: bool) -> None:  # noqa: FBT001 -- what Hypothesis draws
        offer = self.latest(who)
        if offer is None:
            return
        today = self.now.date()
        try:
            send_offer(self.people.marco, offer, address=ADDRESS, today=today, reference=load())
        except Blocked as blocked:
            if insist and not any(verdict.legal for verdict in blocked.verdicts):
                for verdict in blocked.verdicts:
                    override_block(
                        self.people.olivia,
                        verdict,
                        thing="offer",
                        key=offer.key,
                        name="",
                        reason="It is right here",
                    )
                send_offer(self.people.marco, offer, address=ADDRESS, today=today, reference=load())
        except REFUSED:
            pass

    @rule(who=WHO, accepts=st.booleans())
    def answer(self, who: int, accepts: bool) -> None:  # noqa: FBT001 -- what Hypothesis draws
        offer = self.latest(who)
        if offer is None or offer.sent_at is None:
            return
        with suppress(*REFUSED):
            if accepts:
                accept_offer(offer, now=self.now)
            else:
                decline_offer(offer, reason="", now=self.now)

    @rule(who=WHO)
    def withdraw(self, who: int) -> None:
        offer = self.latest(who)
        if offer is not None:
            with suppress(*REFUSED):
                withdraw_offer(self.people.olivia, offer)

    @rule(days=st.integers(1, 3), looks=st.booleans())
    def wait(self, days: int, looks: bool) -> None:  # noqa: FBT001 -- what Hypothesis draws
        self.now += timedelta(days=days)
        if looks:
            lapse_offers(self.now)

    @invariant()
    def nothing_unfair_went_out(self) -> None:
        """Each block of what was sent has the owner's reason; a block of law has none and was never sent."""
        for offer in Offer.objects.exclude(sent_at=None):
            for verdict in verdicts_of(offer):
                if verdict.answer is Answer.BLOCK:
                    assert not verdict.legal
                    assert Override.objects.filter(thing_key=offer.key, blocked=verdict.reason).exists()
        outside = Offer.objects.exclude(sent_at=None).exclude(rate=10)
        assert all(Override.objects.filter(thing_key=offer.key).exists() for offer in outside)

    @invariant()
    def nothing_was_accepted_too_late_or_twice(self) -> None:
        accepted = Offer.objects.filter(state=OfferState.ACCEPTED)
        assert len(accepted) <= 1
        assert all(
            offer.answered_at and not is_over(offer.good_until, offer.answered_at) for offer in accepted
        )

    @invariant()
    def candidates_stand_where_their_offers_do(self) -> None:
        should = {OfferState.SENT: CandidacyState.OFFERED, OfferState.ACCEPTED: CandidacyState.HIRED}
        for candidacy in Candidacy.objects.filter(pk__in=[one.pk for one in self.candidacies]):
            states = candidacy.offers.values_list("state", flat=True)
            found = next((should[OfferState(state)] for state in states if state in should), None)
            assert candidacy.state == (found or CandidacyState.SHORTLISTED)


def test_no_order_of_steps_breaks_a_promise(people: People) -> None:
    machine = type("OfferingHere", (Offering,), {"people": people})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=orders(15), stateful_step_count=14, deadline=None)
    )
