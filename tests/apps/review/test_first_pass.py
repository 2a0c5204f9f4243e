"""What the database counts of first versions is what the deliveries say, read one by one (§PERFORM-3)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from outhaul.apps.delivery.models import Submission
from outhaul.apps.review.domain.first_pass import first_passes
from outhaul.apps.review.domain.home import home_of
from outhaul.apps.review.domain.scorecards import Count, facts_of
from outhaul.apps.work.models import Milestone, Statement
from outhaul.documents.statement.canonical import plain_of
from tests.delivery_made import running
from tests.people import People
from tests.review_made import at, began, delivered
from tests.statement_told import MILESTONES, STATEMENT

NOV = date(2026, 11, 2)
DAY = timedelta(days=1)


def test_first_versions_are_counted_as_the_deliveries_say(people: People) -> None:
    engagement = began(running(people), date(2026, 9, 1))
    refused, accepted = (NOV - 5 * DAY, NOV - 4 * DAY, False), (NOV - DAY, NOV, True)
    delivered(engagement, "at-once", due_on=NOV, versions=[accepted])
    delivered(engagement, "second", due_on=NOV, versions=[refused, accepted])
    delivered(engagement, "waits", due_on=NOV, versions=[(NOV, None, False)])
    delivered(engagement, "none", due_on=NOV, versions=[])
    withdrawn = delivered(engagement, "withdrawn", due_on=NOV, versions=[refused, accepted])
    Submission.objects.filter(milestone=withdrawn, number=1).update(withdrawn_at=at(NOV))
    steps = delivered(engagement, "steps", due_on=NOV, versions=[])
    Milestone.objects.filter(pk=steps.pk).update(submitted_at=at(NOV), accepted_at=at(NOV))
    dropped = delivered(engagement, "dropped", due_on=NOV, versions=[accepted])
    Milestone.objects.filter(pk=dropped.pk).update(dropped_at=datetime(2026, 11, 3, tzinfo=UTC))
    key = MILESTONES[0].key
    delivered(engagement, key, due_on=NOV, versions=[accepted])
    other = replace(MILESTONES[0], criteria=("Something else",))
    content = plain_of(replace(STATEMENT, number=2, milestones=(other, MILESTONES[1])))
    Statement.objects.create(engagement=engagement, number=2, content=content, state="signed")

    counted = first_passes([engagement.pk])[engagement.pk]

    assert counted == Count(kept=3, seen=4)
    assert counted == facts_of([engagement], home_of(people.bakery))[engagement.pk].first_pass


def test_where_nothing_was_delivered_nothing_is_counted(people: People) -> None:
    engagement = running(people).engagement
    assert first_passes([engagement.pk]) == {engagement.pk: Count(kept=0, seen=0)}
