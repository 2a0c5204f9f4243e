"""Mail of what waits in inboxes: at once to who must act, all else in one digest of the reader's morning.

What goes out is taken and put into the queue of mails in one transaction: a worker that is killed in the
middle has either done both or none. The Message-ID is made from the matter, so that a mail which the queue
sends twice after a crash is known as one.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

import structlog
from django.db import transaction
from django.utils import timezone

from outhaul.apps.jobs.domain.recurring import every
from outhaul.apps.notices.domain.letters import post_digest, post_notice
from outhaul.apps.notices.domain.reach import access_notices
from outhaul.apps.notices.domain.readers import choices_of, reader_of, way_of
from outhaul.apps.notices.models import Kind, Notice, Reader, Way
from outhaul.apps.people.models import User

log = structlog.get_logger()


@every(timedelta(seconds=20), "mail what waits in inboxes")
def post_what_is_due() -> None:
    """Mail to each person what is due."""
    due = Notice.objects.filter(mail_after__lte=timezone.now(), read_at=None, settled_at=None)
    for user in User.objects.filter(pk__in=due.order_by().values("user")).order_by("pk"):
        try:
            post_to(user)
        except Exception:  # one person's mail does not keep back that of all others
            log.exception("notices were not mailed", user=user.pk)


@transaction.atomic
def post_to(user: User) -> None:
    """Put what is due for one person into the queue of mails, and note that it went.

    The reader's row is held, so that two workers do not both take the same. What a business told that
    no longer reaches the person is dropped.
    """
    reader = Reader.objects.select_for_update().get(pk=reader_of(user).pk)
    now = timezone.now()
    due = Notice.objects.filter(user=user, mail_after__lte=now, read_at=None, settled_at=None)
    reached = access_notices(user) if user.is_active else Notice.objects.none()
    found = list(reached.filter(pk__in=due.values("pk")).order_by("made_at", "pk"))
    at_once, digest = _sorted(reader, found)
    for notice in at_once:
        post_notice(reader, notice)
    if digest:
        reader.digest_on = now.astimezone(ZoneInfo(reader.time_zone)).date()
        reader.save(update_fields=["digest_on"])
        post_digest(reader, digest)
    gone = [notice.pk for notice in found]
    Notice.objects.filter(pk__in=gone).update(mail_after=None, mailed_at=now)
    due.update(mail_after=None)


def _sorted(reader: Reader, found: Iterable[Notice]) -> tuple[Sequence[Notice], Sequence[Notice]]:
    choices = choices_of(reader)
    ways: dict[Way, list[Notice]] = {way: [] for way in Way}
    for notice in found:
        ways[way_of(reader, choices, Kind(notice.kind), acts=notice.acts)].append(notice)
    return ways[Way.AT_ONCE], ways[Way.DIGEST]
