"""People are told of agreements once, and no longer than it waits for them."""

from datetime import date, timedelta

import time_machine
from django.utils import timezone

from outhaul.apps.notices.models import Notice
from outhaul.apps.people.models import User
from outhaul.apps.sourcing.domain.answers import accept_offer
from outhaul.apps.work.domain.ending import decline
from outhaul.apps.work.domain.engagements import begin_engagement
from outhaul.apps.work.domain.rounds import watch_signatures
from outhaul.apps.work.domain.telling import tell_trainings_that_expire
from outhaul.apps.work.models import Seat, Training
from tests.agreement_made import train
from tests.offers_made import sent_of
from tests.people import People
from tests.signing_made import contractors, olivia_signs, sent, signed


def lines(user: User) -> list[tuple[str, bool, bool]]:
    """What a person was told, the newest last: the words, whether it waits for them, whether it is mailed."""
    told = Notice.objects.filter(user=user).order_by("made_at", "pk")
    return [
        (notice.said["text"], notice.acts and notice.settled_at is None, notice.mail_after is not None)
        for notice in told
    ]


def test_what_is_sent_waits_for_the_owner_until_it_is_signed(people: People) -> None:
    statement = sent(people.olivia)
    waiting = "“Bookkeeping for the bakery” waits for your signature."
    assert (waiting, True, True) in lines(people.olivia.user)
    olivia_signs(people, statement)
    assert (waiting, False, False) in lines(people.olivia.user)


def test_what_both_signed_is_told_beside_the_letter(people: People) -> None:
    signed(people)
    assert ("“Bookkeeping for the bakery” is signed by both sides.", False, False) in lines(
        people.olivia.user
    )


def test_what_was_declined_waits_for_nobody(people: People) -> None:
    statement = sent(people.olivia)
    decline(contractors(statement), reason="The dates do not fit.")
    told = lines(people.olivia.user)
    assert ("“Bookkeeping for the bakery” waits for your signature.", False, False) in told
    assert ("The other side declined to sign “Bookkeeping for the bakery”.", False, True) in told


def test_what_lapses_soon_is_told_once(people: People) -> None:
    statement = sent(people.olivia)
    assert statement.good_until is not None
    with time_machine.travel(timezone.now() + timedelta(days=12), tick=False):
        watch_signatures()
        Notice.objects.update(read_at=timezone.now())
        watch_signatures()
    told = Notice.objects.get(once=f"statement:{statement.key}:lapses")
    assert told.said["template"] == "“{title}” lapses on {day} unless both sides sign."
    assert told.read_at is not None


def test_an_accepted_offer_waits_until_the_agreement_is_begun(people: People) -> None:
    offer = sent_of(people.olivia)
    accept_offer(offer, now=timezone.now())
    notice = Notice.objects.get(once=f"offer:{offer.key}", user=people.olivia.user)
    assert (notice.acts, notice.settled_at, notice.mail_after is None) == (True, None, False)
    assert offer.candidacy.candidate.name not in str(notice.said)
    offer.refresh_from_db()
    begin_engagement(people.olivia, offer)
    notice.refresh_from_db()
    assert notice.settled_at is not None


def test_a_training_that_expires_is_told_once_a_month_before(people: People) -> None:
    train(people.olivia)
    Seat.objects.create(business=people.bakery, manager="marco", user=people.marco.user)
    Training.objects.filter(manager="marco").update(expires_on=date(2027, 1, 20))
    tell_trainings_that_expire(date(2026, 12, 20))
    assert lines(people.marco.user) == []
    tell_trainings_that_expire(date(2026, 12, 21))
    tell_trainings_that_expire(date(2026, 12, 22))
    said = "The training of Marco expires on 20 January 2027: no new work begins under them after that."
    assert lines(people.marco.user) == lines(people.olivia.user) == [(said, False, True)]
