"""How a business behaves as a client, counted over all that it handed out (§PERFORM-4)."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count as Number
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from outhaul.apps.delivery.models import Message, Submission
from outhaul.apps.money.lifecycles import InvoiceState
from outhaul.apps.money.models import Invoice
from outhaul.apps.review.domain.delivered import DONE
from outhaul.apps.review.domain.first_pass import changed_rows
from outhaul.apps.review.domain.home import Home
from outhaul.apps.review.domain.scorecards import UNPAID, Behaviour, Count, count_of, in_time
from outhaul.apps.review.models import Rating
from outhaul.apps.work.models import Engagement, Milestone

Answer = tuple[datetime, datetime | None, bool]
"""Asked, answered, and whether silence answered."""


def behaviour_of(engagements: QuerySet[Engagement], home: Home) -> Behaviour:
    """Return what `Facts.as_client` says of all `engagements` together, without reading their deliveries."""
    those = engagements.order_by()
    return Behaviour(
        quick=_quick(those, home),
        paid_on_time=_paid(those, home),
        stable=_stable(those),
        clear_brief=tuple(_clear_briefs(those)),
    )


def _quick(those: QuerySet[Engagement], home: Home) -> Count:
    found: list[bool | None] = []
    for asked, answered, by_silence in (*_versions(those), *_by_steps(those), *_questions(those)):
        is_quick = in_time(asked, answered, home)
        found.append(None if is_quick is None else is_quick and not by_silence)
    return count_of(found)


def _versions(those: QuerySet[Engagement]) -> Iterator[Answer]:
    rows = Submission.objects.filter(milestone__engagement__in=those, withdrawn_at=None)
    rows = rows.exclude(review__isnull=True, milestone__state__in=DONE).order_by()
    for asked, answered, by_silence in rows.values_list("made_at", "review__made_at", "review__by_silence"):
        yield asked, answered, bool(by_silence)


def _by_steps(those: QuerySet[Engagement]) -> Iterator[Answer]:
    """Give what was handed in without a submission of its own."""
    versions = Submission.objects.filter(milestone=OuterRef("pk"), withdrawn_at=None)
    rows = Milestone.objects.filter(~Exists(versions), engagement__in=those, submitted_at__isnull=False)
    rows = rows.exclude(accepted_at=None, state__in=DONE).order_by()
    for asked, answered in rows.values_list("submitted_at", "accepted_at"):
        assert asked is not None, "asked for above"  # noqa: S101 -- for the types alone
        yield asked, answered, False


def _questions(those: QuerySet[Engagement]) -> Iterator[Answer]:
    rows = Message.objects.filter(milestone__engagement__in=those, side="contractor").exclude(kind="answer")
    for asked, answered in rows.order_by().values_list("made_at", "answered_at"):
        yield asked, answered, False


def _paid(those: QuerySet[Engagement], home: Home) -> Count:
    """Count invoices paid by their day; what was paid before it began anywhere is counted unread."""
    rows = Invoice.objects.filter(engagement__in=those, state__in=[InvoiceState.PAID, *UNPAID]).order_by()
    before = Q(paid_at__lt=F("due_on"))
    counted = rows.aggregate(
        early=Number("pk", filter=before),
        overdue=Number("pk", filter=Q(paid_at=None, due_on__lt=home.today)),
    )
    near = [
        home.day_of(paid_at) <= due_on
        for due_on, paid_at in rows.filter(paid_at__gte=F("due_on")).values_list("due_on", "paid_at")
        if paid_at is not None
    ]
    return Count(kept=counted["early"] + sum(near), seen=counted["early"] + counted["overdue"] + len(near))


def _stable(those: QuerySet[Engagement]) -> Count:
    rows = Milestone.objects.filter(engagement__in=those).order_by()
    kept = rows.filter(dropped_at=None).exclude(pk__in=changed_rows(list(those.values_list("pk", flat=True))))
    return Count(kept=kept.count(), seen=rows.count())


def _clear_briefs(those: QuerySet[Engagement]) -> Iterator[int]:
    rows = Rating.objects.filter(engagement__in=those, by="contractor").order_by("month")
    for scores in rows.values_list("scores", flat=True):
        if "clear_brief" in scores:
            yield int(scores["clear_brief"])
