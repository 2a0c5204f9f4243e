"""Lines in people's inboxes, as the parts of the product would tell them."""

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
