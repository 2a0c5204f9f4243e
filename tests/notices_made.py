"""Lines in people's inboxes, as the parts of the product would tell them."""

from datetime import datetime, timedelta

import time_machine
from django.core.management import call_command
from django.utils import timezone

from outhaul.apps.notices.domain import posting
from outhaul.apps.notices.domain.telling import tell
from outhaul.apps.notices.models import Kind, Notice
from outhaul.apps.people.models import User
from outhaul.engine.saying import say
from tests.people import People

PAGE = "/account/"


def told(
    people: People,
    *users: User,
    once: str = "submission:abc",
    what: str = "October books",
    kind: Kind = Kind.DELIVERY,
    acts: bool = True,
) -> list[Notice]:
    """Tell Marco (or `users`) that something waits for an answer."""
    return tell(
        users or [people.marco.user],
        business=people.bakery,
        kind=kind,
        once=once,
        said=say("{what} waits for your answer.", what=what),
        address=PAGE,
        acts=acts,
    )


def post(after: timedelta | datetime) -> None:
    """Do the round after a while, or at a moment, and send what it put into the queue."""
    at = after if isinstance(after, datetime) else timezone.now() + after
    with time_machine.travel(at, tick=False):
        posting.post_what_is_due()
        call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)
