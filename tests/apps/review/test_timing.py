"""How long managing takes is told by one tap, and teaches the plan (§PERFORM-15, §PERFORM-16)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from outhaul.apps.delivery.models import HourEntry, Review, Submission
from outhaul.apps.review.domain.home import home_of
from outhaul.apps.review.domain.lessons import learn_from_month, lessons, take_lesson_over
from outhaul.apps.review.domain.portfolio import Portfolio, portfolio_of
from outhaul.apps.review.domain.timing import note_time, steered
from outhaul.apps.review.domain.worked import monthly_load, monthly_productivity
from outhaul.apps.review.models import Learned, TimeNote
from outhaul.apps.work.models import Engagement
from outhaul.engine.performance.learning import lognormal
from outhaul.reference.tables import load
from tests.delivery_made import handed_in, running
from tests.people import People
from tests.review_made import TODAY_OF_REVIEWS, a_year, at

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


@pytest.fixture
def engagement(people: People) -> Engagement:
    return a_year(running(people), TODAY_OF_REVIEWS)


def noted(engagement: Engagement, on: date, *minutes: int, about: str = "look") -> None:
    for place, many in enumerate(minutes):
        TimeNote.objects.create(
            engagement=engagement, about=about, key=f"{on}{place}{about}"[:16], on=on, minutes=many
        )


def test_one_tap_is_kept_and_the_newer_one_counts(people: People) -> None:
    submission = handed_in(running(people))
    engagement = submission.milestone.engagement
    note_time(people.marco, engagement, about="answer", key=submission.key, minutes=15)
    note_time(people.marco, engagement, about="answer", key=submission.key, minutes=30)
    assert TimeNote.objects.get().minutes == 30
    assert note_time(people.marco, engagement, about="answer", key=submission.key, minutes=7) is None
    with pytest.raises(PermissionDenied):
        note_time(people.viktor, engagement, about="answer", key=submission.key, minutes=15)


def test_what_nobody_noted_takes_as_long_as_what_was(people: People, engagement: Engagement) -> None:
    zone = home_of(people.bakery).zone
    assert Review.objects.filter(made_at__gte=at(OCTOBER)).count() == 1
    noted(engagement, date(2026, 10, 20), 60, 30)
    found = steered(people.bakery, zone, OCTOBER, NOVEMBER)[OCTOBER]
    assert (found.matters, found.noted, found.minutes) == (3, 2, 90)
    assert found.hours == pytest.approx(3 * 45 / 60)
    assert not found.is_known


def test_silence_takes_no_time(people: People, engagement: Engagement) -> None:
    Review.objects.filter(submission__milestone__engagement=engagement).update(by_silence=True)
    noted(engagement, date(2026, 10, 20), 60)
    zone = home_of(people.bakery).zone
    assert steered(people.bakery, zone, OCTOBER, NOVEMBER)[OCTOBER].matters == 1


def test_a_month_with_enough_notes_moves_what_managing_is_assumed_to_take(
    people: People, engagement: Engagement
) -> None:
    portfolio = portfolio_of(people.bakery)
    assert monthly_load(portfolio, OCTOBER, name="mu0") == []
    noted(engagement, date(2026, 10, 20), 60, 60, 60)
    duty = portfolio.duties[engagement.pk]
    reckoned = duty.hours - portfolio.assumptions.fixed_hours
    answers = Review.objects.filter(made_at__gte=at(OCTOBER), made_at__lt=at(NOVEMBER)).count()
    own = portfolio.assumptions.mu0 * (3 + answers) / reckoned
    months = monthly_load(portfolio, OCTOBER, name="mu0")
    assert months == [pytest.approx(own)]
    lesson = lessons(portfolio, OCTOBER)["mu0"]
    assert lesson == lognormal(0.05, 0.03, 0.10, months)
    assert lesson.posterior > lesson.prior


@pytest.fixture
def by_hours(people: People, engagement: Engagement, monkeypatch: pytest.MonkeyPatch) -> Portfolio:
    """Ana's year, agreed by hours; each deliverable of 400 took forty hours of eight instead of fifty."""
    Engagement.objects.filter(pk=engagement.pk).update(rate=Decimal(8))
    for row in engagement.milestones.filter(state="accepted"):
        HourEntry.objects.create(
            engagement=engagement,
            milestone=row,
            on=row.due_on,
            hours=Decimal(40),
            rate=Decimal(8),
            state="accepted",
        )
    portfolio = portfolio_of(people.bakery)
    terms = portfolio.terms[engagement.pk]
    monkeypatch.setitem(portfolio.__dict__, "terms", {engagement.pk: replace(terms, form="hours")})
    return portfolio


def test_hours_expected_against_hours_accepted_are_what_is_done_in_an_hour(by_hours: Portfolio) -> None:
    months = monthly_productivity(by_hours, OCTOBER, usual=0.95, name="skill")
    assert months == [pytest.approx(0.95 * 50 / 40)] * 8
    lesson = lessons(by_hours, OCTOBER)["skill"]
    assert (lesson.prior, lesson.seen) == (0.95, 8.0)
    assert 0.95 < lesson.posterior < 0.95 * 50 / 40


def test_hours_that_were_not_accepted_do_not_count(by_hours: Portfolio) -> None:
    HourEntry.objects.update(state="rejected")
    assert monthly_productivity(by_hours, OCTOBER, usual=0.95, name="skill") == []


def test_what_was_agreed_before_it_was_taken_over_was_reckoned_with_what_was_assumed_then(
    people: People, by_hours: Portfolio
) -> None:
    lesson = Learned.objects.create(
        business=people.bakery,
        month=OCTOBER,
        name="skill",
        prior=0.95,
        posterior=1.1,
        low=1,
        high=1.2,
        seen=8,
    )
    take_lesson_over(people.olivia, lesson, reference=load())
    again = portfolio_of(people.bakery)
    again.__dict__["terms"] = by_hours.terms
    months = monthly_productivity(again, OCTOBER, usual=0.95, name="skill")
    assert months == [pytest.approx(0.95 * 50 / 40)] * 8


def test_it_is_taken_over_like_all_else(people: People, engagement: Engagement) -> None:
    noted(engagement, date(2026, 10, 20), 60, 60, 60)
    learn_from_month(people.bakery)
    row = take_lesson_over(people.olivia, Learned.objects.get(name="mu0"), reference=load())
    assert portfolio_of(people.bakery).assumptions.mu0 == pytest.approx(round(row.posterior, 4))
    assert Submission.objects.exists()
