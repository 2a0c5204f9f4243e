"""What is counted of a client over all engagements is what their facts say, read one by one (§PERFORM-4)."""

from datetime import UTC, date, datetime, timedelta

from outhaul.apps.delivery.models import Review
from outhaul.apps.review.domain.behaviour import behaviour_of
from outhaul.apps.review.domain.home import home_of
from outhaul.apps.review.domain.portfolio import begun
from outhaul.apps.review.domain.scorecards import Behaviour, Count, card_of, facts_of
from outhaul.apps.work.models import Milestone
from tests.delivery_made import running
from tests.people import People
from tests.review_made import asked, at, began, delivered, invoiced, rated

NOV = date(2026, 11, 2)
DAY = timedelta(days=1)
TODAY = date(2026, 11, 27)


def test_a_client_is_counted_as_the_facts_say(people: People) -> None:
    engagement = began(running(people), date(2026, 9, 1))
    delivered(engagement, "quick", due_on=NOV, versions=[(NOV, NOV + DAY, True)])
    delivered(engagement, "slow", due_on=NOV, versions=[(NOV, NOV + 8 * DAY, True)])
    delivered(engagement, "waits", due_on=NOV, versions=[(TODAY - DAY, None, False)])
    delivered(engagement, "late", due_on=NOV, versions=[(NOV, None, False)])
    silent = delivered(engagement, "silent", due_on=NOV, versions=[(NOV, NOV + DAY, True)])
    Review.objects.filter(submission__milestone=silent).update(by_silence=True)
    steps = delivered(engagement, "steps", due_on=NOV, versions=[])
    Milestone.objects.filter(pk=steps.pk).update(submitted_at=at(NOV), accepted_at=at(NOV))
    unanswered = delivered(engagement, "unanswered", due_on=NOV, versions=[(NOV, None, False)])
    Milestone.objects.filter(pk=unanswered.pk).update(state="accepted", dropped_at=at(NOV))
    asked(silent, "contractor", datetime(2026, 11, 4, 20, tzinfo=UTC), None)
    asked(silent, "client", datetime(2026, 11, 4, 20, tzinfo=UTC), None)
    for number, paid in enumerate((NOV, NOV + 14 * DAY, NOV + 15 * DAY, None), 1):
        invoiced(engagement, str(number), on=NOV, due=NOV + 14 * DAY, paid=paid)
    invoiced(engagement, "5", on=NOV, due=TODAY + DAY, paid=None)
    rated(engagement, "contractor", date(2026, 11, 1), clear_brief=4)
    home = home_of(people.bakery)

    seen = behaviour_of(begun(people.bakery), home)

    assert seen == card_of(facts_of([engagement], home).values()).facts.as_client
    assert seen == Behaviour(
        quick=Count(kept=2, seen=6),
        paid_on_time=Count(kept=2, seen=4),
        stable=Count(kept=8, seen=9),
        clear_brief=(4,),
    )
