"""What recurs around the review: the pulse, planned raises, kept figures, lessons, the month on a page."""

from datetime import timedelta

from outhaul.apps.jobs.domain.recurring import every
from outhaul.apps.review.domain.figures import keep_what_changed
from outhaul.apps.review.domain.lessons import learn_from_months
from outhaul.apps.review.domain.monthly import review_months
from outhaul.apps.review.domain.pulses import ask_for_pulses
from outhaul.apps.review.domain.raising import remind_of_raises


@every(timedelta(hours=6), "ask contractors for the pulse of the month")
def ask() -> None:
    """Ask each contractor once a month."""
    ask_for_pulses()


@every(timedelta(minutes=10), "keep the figures of large businesses")
def keep() -> None:
    """Work out anew what is kept of large businesses."""
    keep_what_changed()


@every(timedelta(days=1), "remind of planned raises")
def remind() -> None:
    """Remind of raises that are due."""
    remind_of_raises()


@every(timedelta(hours=6), "learn from the month that is over")
def learn() -> None:
    """Update the assumptions by own figures."""
    learn_from_months()


@every(timedelta(hours=6), "put the month that is over on one page")
def put_on_a_page() -> None:
    """Keep and mail the review of the month."""
    review_months()
