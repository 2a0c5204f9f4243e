"""The lines of an inbox as the page shows them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from outhaul.apps.notices.domain.letters import words_of
from outhaul.apps.notices.domain.reach import access_notices
from outhaul.apps.notices.models import Kind, Notice
from outhaul.apps.people.models import User
from outhaul.web.inbox.words import KIND_NAMES
from outhaul.web.templating import day

A_PAGE = 50
MOST_TO_DO = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One notice: what it says, in the reader's language, and what became of it."""

    key: str
    said: str
    business: str
    kind: str | Promise
    at: datetime
    is_read: bool
    """Also where there is nothing left to act on."""
    was_settled: bool
    """Whether somebody has dealt with it."""


@dataclass(frozen=True, slots=True)
class Day:
    """What was told on one day."""

    name: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Inbox:
    """A page of the inbox."""

    to_do: Sequence[Line]
    days: Sequence[Day]
    unread: int
    to_do_count: int
    kinds: Sequence[tuple[str, str | Promise]]
    kind: str
    is_unread_only: bool
    older: str
    """Key of the notice before which the next page begins; "" where there is none."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all to show."""
        return not self.to_do and not self.days

    @property
    def place(self) -> Mapping[str, str]:
        """How the inbox is looked at, as its address says it."""
        return {"kind": self.kind, "show": "unread" if self.is_unread_only else ""}

    def at(self, **other: str) -> str:
        """Return the address of this way of looking at it, with `other` parts."""
        told = {name: value for name, value in {**self.place, **other}.items() if value}
        return reverse("inbox") + (f"?{urlencode(told)}" if told else "")


def inbox_of(user: User, *, kind: str = "", unread_only: bool = False, before: str = "") -> Inbox:
    """Return what waits for `user` first, then all else by day, the newest first."""
    everything = access_notices(user)
    chosen = everything.filter(kind=kind) if kind in set(Kind) else everything
    waiting = chosen.filter(acts=True, settled_at=None).order_by("made_at", "pk")
    rest = chosen.exclude(acts=True, settled_at=None)
    rest = rest.filter(read_at=None, settled_at=None) if unread_only else rest
    page = list(_before(rest, user, before)[: A_PAGE + 1])
    to_do = [] if before else list(waiting[:MOST_TO_DO])
    kinds = set(everything.order_by().values_list("kind", flat=True).distinct())
    return Inbox(
        to_do=[_line(notice) for notice in to_do],
        days=tuple(_by_day(page[:A_PAGE])),
        unread=everything.filter(read_at=None, settled_at=None).count(),
        to_do_count=everything.filter(acts=True, settled_at=None).count(),
        kinds=[(name, KIND_NAMES[name]) for name in Kind if name in kinds],
        kind=kind if kind in set(Kind) else "",
        is_unread_only=unread_only,
        older=page[A_PAGE - 1].key if len(page) > A_PAGE else "",
    )


def _before(rest: QuerySet[Notice], user: User, key: str) -> QuerySet[Notice]:
    last = access_notices(user).filter(key=key).first() if key else None
    if last is None:
        return rest
    return rest.filter(made_at__lte=last.made_at).exclude(made_at=last.made_at, pk__gte=last.pk)


def _by_day(notices: Iterable[Notice]) -> Iterator[Day]:
    for when, told in groupby(notices, key=lambda notice: timezone.localdate(notice.made_at)):
        yield Day(_day_name(when), tuple(map(_line, told)))


def _day_name(when: date) -> str:
    ago = (timezone.localdate() - when).days
    return {0: _("Today"), 1: _("Yesterday")}.get(ago) or day(when)


def _line(notice: Notice) -> Line:
    return Line(
        key=notice.key,
        said=words_of(notice),
        business=notice.business.name,
        kind=KIND_NAMES[notice.kind],
        at=notice.made_at,
        is_read=notice.read_at is not None or notice.settled_at is not None,
        was_settled=notice.settled_at is not None,
    )
