"""What somebody does with their inbox: read, mark as unread, read all of it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Count, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from outhaul.apps.composed import Composed
from outhaul.apps.notices.domain.reach import access_notices
from outhaul.apps.notices.domain.readers import reader_of, schedule
from outhaul.apps.notices.models import Notice
from outhaul.apps.people.domain.access import access_memberships
from outhaul.apps.people.models import Membership, User


def access_notice(user: User, key: str) -> Notice | None:
    """Return one notice of `user`; None where there is none, or it is somebody else's."""
    return access_notices(user).filter(key=key).first()


@Composed
def with_unread(user: User) -> QuerySet[Membership, Membership]:
    """Return the roles of `user` as `access_memberships` does, each with `unread` of all their businesses.

    One query: the header of every page shows both.
    """
    unread = access_unread(user).order_by().values("user").annotate(count=Count("pk")).values("count")
    return access_memberships(user).annotate(unread=Coalesce(Subquery(unread), 0))


def unread_of(user: User, memberships: Sequence[Membership]) -> int:
    """Return how many notices are unread, as `with_unread` has found; asks where there is no membership."""
    if memberships:
        return int(memberships[0].unread)  # type: ignore[attr-defined] # annotated above
    return _unread.count(user)


@Composed
def _unread(user: User) -> QuerySet[Notice, Notice]:
    return access_unread(user).order_by()


def access_unread(user: User) -> QuerySet[Notice]:
    """Return what `user` has not read, and nobody has dealt with meanwhile."""
    return access_notices(user).filter(read_at=None, settled_at=None)


def read(notice: Notice) -> None:
    """Mark a notice as read: no mail of it goes out any more. Reading twice is reading once."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=timezone.now(), mail_after=None)


def unread(notice: Notice) -> None:
    """Mark a notice as not read; mail of it goes out as if it had not been."""
    _put_back(notice.user, Notice.objects.filter(pk=notice.pk))


def read_all(user: User) -> datetime | None:
    """Mark all notices as read; return the moment by which that is undone, None where none was unread."""
    now = timezone.now()
    count = access_notices(user).filter(read_at=None).update(read_at=now, mail_after=None)
    return now if count else None


def undo_read_all(user: User, at: datetime) -> int:
    """Mark as not read what was marked as read all together at `at`; return how many."""
    return _put_back(user, access_notices(user).filter(read_at=at))


@transaction.atomic
def _put_back(user: User, found: QuerySet[Notice]) -> int:
    count = found.update(read_at=None)
    schedule(reader_of(user))
    return count
