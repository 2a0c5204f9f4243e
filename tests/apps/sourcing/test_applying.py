"""Somebody outside applies without an account; nobody else can change it, or learn of it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine

from outhaul.apps.audit.models import Event
from outhaul.apps.jobs.models import Job
from outhaul.apps.notices.models import Notice
from outhaul.apps.sourcing.domain.applying import (
    Application,
    application_behind,
    apply,
    change_application,
    lapse_applications,
    token_of,
    withdraw_application,
)
from outhaul.apps.sourcing.domain.keeping import set_days_kept
from outhaul.apps.sourcing.domain.moving import shortlist
from outhaul.apps.sourcing.domain.publishing import close_brief, open_link
from outhaul.apps.sourcing.models import Brief, Candidacy, Candidate
from outhaul.lifecycle import NotNow
from tests.briefs_made import ANA, address_of, published
from tests.people import People

TODAY = date(2026, 11, 27)


@pytest.fixture
def brief(people: People) -> Brief:
    return open_link(people.olivia, published(people), until=TODAY + timedelta(days=14), today=TODAY)


def applied(brief: Brief, application: Application = ANA) -> Candidacy | None:
    return apply(brief, application, address=address_of, today=TODAY)


def test_an_application_is_a_candidate_with_consent_and_a_last_day(brief: Brief) -> None:
    candidacy = applied(brief)
    assert candidacy is not None
    ana = candidacy.candidate
    assert (ana.name, ana.email, ana.source, ana.consented_at is not None) == (
        "Ana Reyes",
        "ana@example.org",
        "applied",
        True,
    )
    assert (ana.keep_until, candidacy.expires_on) == (TODAY + timedelta(days=180), TODAY + timedelta(days=60))
    assert (ana.country, ana.time_zone, ana.languages) == ("PH", "Asia/Manila", ANA.languages)
    assert (candidacy.state, candidacy.rate, candidacy.currency) == ("new", Decimal("10.20"), "USD")


def test_what_applicants_tell_is_kept_as_long_as_the_business_keeps_candidates(
    people: People, brief: Brief
) -> None:
    set_days_kept(people.olivia, 90)
    candidacy = applied(brief)
    assert candidacy is not None
    assert candidacy.candidate.keep_until == TODAY + timedelta(days=90)


def test_the_trail_tells_that_somebody_applied_and_never_who(brief: Brief) -> None:
    """Names are erased after a while, the trail is not."""
    applied(brief)
    event = Event.objects.latest("number")
    assert (event.actor_id, event.verb, event.thing, event.name) == (
        None,
        "applied",
        "application",
        "Bookkeeping",
    )
    assert event.changes == "{}"


def test_the_applicant_and_who_may_source_are_told(brief: Brief) -> None:
    before = Job.objects.count()
    applied(brief)
    assert Job.objects.count() - before == 1  # Ana
    told = Notice.objects.filter(acts=True, settled_at=None).values_list("user__name", flat=True)
    assert sorted(told) == ["Marco", "Olivia"]  # neither Fatima nor Viktor


def test_it_waits_for_nobody_once_somebody_has_moved_it_on(brief: Brief, people: People) -> None:
    made = applied(brief)
    assert made is not None
    shortlist(people.marco, made)
    assert Notice.objects.filter(settled_at=None).count() == 0


def test_a_second_application_of_one_address_changes_nothing(brief: Brief) -> None:
    first = applied(brief)
    again = applied(brief, replace(ANA, name="Somebody else", email="Ana@Example.org"))
    assert first is not None
    assert again is None
    assert Candidate.objects.get().name == "Ana Reyes"


def test_a_candidate_of_the_same_address_who_was_entered_is_left_alone(people: People, brief: Brief) -> None:
    entered = Candidate.objects.create(
        business=people.bakery, name="Ana R.", email="ana@example.org", keep_until=TODAY
    )
    candidacy = applied(brief)
    assert candidacy is not None
    assert candidacy.candidate != entered
    entered.refresh_from_db()
    assert entered.name == "Ana R."


def test_nobody_applies_after_the_last_day_or_for_a_closed_brief(people: People, brief: Brief) -> None:
    with pytest.raises(NotNow):
        apply(brief, ANA, address=address_of, today=TODAY + timedelta(days=15))
    close_brief(people.olivia, brief)
    with pytest.raises(NotNow):
        applied(brief)
    assert not Candidate.objects.exists()


def test_the_link_that_was_mailed_changes_it_until_somebody_looked(brief: Brief) -> None:
    candidacy = applied(brief)
    assert candidacy is not None
    assert application_behind(token_of(candidacy)) == candidacy
    assert application_behind(token_of(candidacy)[:-1]) is None
    change_application(candidacy, replace(ANA, rate=Decimal(11), message="Rather so"))
    candidacy.refresh_from_db()
    assert (candidacy.rate, candidacy.message) == (Decimal(11), "Rather so")
    Candidacy.objects.update(state="shortlisted")
    with pytest.raises(NotNow):
        change_application(candidacy, ANA)
    withdraw_application(candidacy)
    with pytest.raises(NotNow):
        withdraw_application(candidacy)
    verbs = list(Event.objects.filter(thing="application").order_by("number").values_list("verb", flat=True))
    assert verbs == ["applied", "amended", "withdrew"]


def test_an_erased_applicant_has_no_link(brief: Brief) -> None:
    candidacy = applied(brief)
    assert candidacy is not None
    Candidate.objects.update(erased_at=candidacy.applied_at)
    assert application_behind(token_of(candidacy)) is None


def test_an_application_that_nobody_looked_at_lapses(brief: Brief) -> None:
    candidacy = applied(brief)
    assert candidacy is not None
    with time_machine.travel(TODAY + timedelta(days=60), tick=False):
        lapse_applications()
    candidacy.refresh_from_db()
    assert candidacy.state == "new"
    with time_machine.travel(TODAY + timedelta(days=61), tick=False):
        lapse_applications()
        lapse_applications()
    candidacy.refresh_from_db()
    assert (candidacy.state, candidacy.reason) == ("withdrawn", "Nobody looked at it within 60 days.")
    assert Event.objects.filter(verb="lapsed").count() == 1
