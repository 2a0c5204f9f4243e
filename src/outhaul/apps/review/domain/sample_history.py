"""A year of the sample business: work that was handed out, delivered, paid and looked back on.

All of it is invented, from a fixed seed, and counted from today, so that the sample is always in the
middle of its work. The rows are written in bulk, but by the lifecycles of the application: what it would
refuse is not in them, and tests hold the year to its own rules.
"""

from django.db import transaction
from django.utils import translation

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.planning.domain.sample import sample_visit
from outhaul.apps.review.domain.lessons import lessons
from outhaul.apps.review.domain.monthly import content_of
from outhaul.apps.review.domain.months import later, month_of
from outhaul.apps.review.domain.portfolio import portfolio_of
from outhaul.apps.review.domain.sample_agreements import add_agreements, keep_papers
from outhaul.apps.review.domain.sample_deliveries import add_deliveries
from outhaul.apps.review.domain.sample_hearing import add_focus, add_hearing, end_first
from outhaul.apps.review.domain.sample_invoices import add_invoices
from outhaul.apps.review.domain.sample_lending import add_lending, keep_lists
from outhaul.apps.review.domain.sample_looks import add_absences, add_looks
from outhaul.apps.review.domain.sample_notices import add_notices
from outhaul.apps.review.domain.sample_payments import Bank
from outhaul.apps.review.domain.sample_people import add_people
from outhaul.apps.review.domain.sample_talk import add_hours, add_talk
from outhaul.apps.review.domain.sample_works import ORDERS
from outhaul.apps.review.domain.sample_year import Year, begin_year
from outhaul.apps.review.models import Learned, MonthlyReview
from outhaul.apps.work.models import Engagement

MONTHS = 3
"""For so many months the page of the month and what was learned are kept."""


@transaction.atomic
def make_history() -> None:
    """Give the sample bakery its year, unless something was handed out there already; in English.

    Records what people did on the days on which they did it, after one event that says that it was read in.
    """
    if Engagement.objects.filter(business=sample_visit().business).exists():
        return
    with translation.override("en"):
        year = begin_year()
        record(scope=year.business.key, actor=None, verb="imported", thing="history", name=year.business.name)
        _tell(year)
        _review(year)


def _tell(year: Year) -> None:
    several = add_agreements(year, add_people(year))
    add_absences(year, several)
    bank = Bank(year)
    for agreed in several:
        add_deliveries(year, agreed)
        if agreed.work is ORDERS:
            add_hours(year, agreed)
        add_invoices(year, agreed, bank)
        add_looks(year, agreed)
    bank.close()
    end_first(year, several)
    add_lending(year, several)
    add_talk(year, several)
    for agreed in several:
        add_hearing(year, agreed)
    add_focus(year)
    add_notices(year, several)
    year.rows.keep()
    year.trail.keep()
    year.books.keep()
    for agreed in several:
        keep_lists(year, agreed)
    keep_papers(year)


def _review(year: Year) -> None:
    """Keep what own figures say and the pages of the last months, as the application works them out."""
    portfolio = portfolio_of(year.business)
    learned, reviews = [], []
    for count in range(MONTHS, 0, -1):
        month = later(month_of(year.calendar.today), -count)
        learned += [
            Learned(
                business=year.business,
                month=month,
                name=name,
                prior=lesson.prior,
                posterior=lesson.posterior,
                low=lesson.low,
                high=lesson.high,
                seen=lesson.seen,
            )
            for name, lesson in lessons(portfolio, month).items()
            if lesson.seen > 0
        ]
        content = content_of(portfolio, month)
        at = year.calendar.at(year.calendar.working(later(month, 1)))
        reviews.append(
            MonthlyReview(business=year.business, month=month, content=content, made_at=at, sent_at=at)
        )
    Learned.objects.bulk_create(learned)
    MonthlyReview.objects.bulk_create(reviews)
