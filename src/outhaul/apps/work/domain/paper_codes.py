"""The code that opens a contractor's page of papers: whoever has only the link sees nothing there."""

from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone

from outhaul.apps.work.domain.codes import GOOD_FOR, MOST_TRIES, Asked, TooSoon, WrongCode
from outhaul.apps.work.domain.paper_letters import send_papers_code
from outhaul.apps.work.models import Contractor

OPEN_FOR = timedelta(minutes=30)
"""How long one code lets a browser in."""


def ask_for_papers_code(contractor: Contractor) -> None:
    """Send a code to the contractor. Raises TooSoon as `Asked.next`."""
    code, asked = _asked(contractor).next(_about(contractor))
    _keep(contractor, asked)
    send_papers_code(contractor, code, once=asked.hash[:12])


def use_papers_code(contractor: Contractor, code: str) -> None:
    """Return if the code fits; it fits once.

    Raises:
        WrongCode, TooSoon: it is not the one that was sent; the try is counted.
    """
    asked = _asked(contractor)
    if asked.fits(_about(contractor), code):
        cache.delete(_place(contractor))
        return
    if asked.tries >= MOST_TRIES and asked.until and asked.until > timezone.now():
        raise TooSoon(asked.until)
    tries = min(asked.tries + 1, MOST_TRIES)
    _keep(contractor, Asked(asked.hash, asked.until, tries))
    raise WrongCode(MOST_TRIES - tries)


def _about(contractor: Contractor) -> str:
    return f"papers|{contractor.key}|{contractor.email}"


def _place(contractor: Contractor) -> str:
    return f"papers-code:{contractor.key}"


def _asked(contractor: Contractor) -> Asked:
    return Asked(*cache.get(_place(contractor), ("", None, 0)))


def _keep(contractor: Contractor, asked: Asked) -> None:
    cache.set(_place(contractor), (asked.hash, asked.until, asked.tries), GOOD_FOR.total_seconds())
