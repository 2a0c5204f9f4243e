"""Each manager with load, span, training and seat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import get_language

from outhaul.apps.people.domain.access import Visit, access_members
from outhaul.apps.people.models import Membership
from outhaul.apps.work.domain.access import access_trainings
from outhaul.apps.work.domain.engagements import manager_names
from outhaul.apps.work.domain.load import Outlook, newest_duties, outlook_of
from outhaul.apps.work.domain.training import SOON_DAYS, trained_until
from outhaul.apps.work.models import Seat, Training
from outhaul.documents.pages import Drawn
from outhaul.engine import manage
from outhaul.engine.verdict import Answer, Verdict
from outhaul.engine.workload import Duty, calendar, heaviest
from outhaul.faults import InputError
from outhaul.reference.tables import Reference
from outhaul.web.agree.managing.pictures import drawn_load

MOST_LISTED = 50
"""Engagements that are listed for one manager; who has more looks at the list of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one manager answers for."""

    verdict: Verdict
    drawn: Drawn
    kept: tuple[Duty, ...]
    out: tuple[Duty, ...]
    """The newest engagements, at most MOST_LISTED."""
    engagements: int
    """All of them."""
    span: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One manager."""

    key: str
    name: str
    load: Load | None
    """None where what the business told is incomplete, so that no hours are known."""
    trainings: tuple[Training, ...]
    is_trained: bool
    counts_until: date | None
    ends_soon: bool
    seat: Membership | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All managers of a business."""

    cards: tuple[Card, ...]
    members: tuple[Membership, ...]
    unassigned: tuple[str, ...]
    is_known: bool

    @property
    def overloaded(self) -> int:
        """How many answer for more than they have hours for, or can steer."""
        return sum(card.load is not None and card.load.verdict.answer is Answer.BLOCK for card in self.cards)

    @property
    def untrained(self) -> int:
        """How many have no training that counts."""
        return sum(not card.is_trained for card in self.cards)


def page_of(visit: Visit, reference: Reference, today: date) -> Page:
    """Return every manager of the business, in the order of its file."""
    trained = trained_until(visit.business, today)
    try:
        outlook = outlook_of(visit.business, reference, trained)
    except InputError:
        outlook = None
    newest = newest_duties(visit.business, outlook.setting, trained, MOST_LISTED) if outlook else {}
    members = tuple(access_members(visit))
    trainings = tuple(access_trainings(visit))
    seats = dict(Seat.objects.filter(business=visit.business).values_list("manager", "user_id"))
    cards = tuple(
        Card(
            key=key,
            name=name,
            load=_load(key, name, outlook, newest.get(key, ()), today),
            trainings=tuple(row for row in trainings if row.manager == key),
            seat=_member(members, seats, key),
            **_until(trained, key, today),  # type: ignore[arg-type] # three fields of a card
        )
        for key, name in manager_names(visit).items()
    )
    unassigned = outlook.unassigned if outlook else ()
    return Page(cards=cards, members=members, unassigned=unassigned, is_known=outlook is not None)


def _until(trained: Mapping[str, date | None], key: str, today: date) -> dict[str, object]:
    until = trained.get(key)
    soon = until is not None and until <= today + timedelta(days=SOON_DAYS)
    return {"is_trained": key in trained, "counts_until": until, "ends_soon": soon}


def _member(members: Sequence[Membership], seats: Mapping[str, int], key: str) -> Membership | None:
    return next((one for one in members if one.user_id == seats.get(key)), None)


def _load(key: str, name: str, outlook: Outlook | None, newest: tuple[Duty, ...], today: date) -> Load | None:
    manager = outlook.managers.get(key) if outlook else None
    if outlook is None or manager is None:
        return None
    duties = outlook.duties[key]
    heavy, free = heaviest(duties, today), manager.free_hours_per_month
    return Load(
        verdict=manage.guard("", replace(manager, trained=True), heavy, outlook.assumptions),
        drawn=drawn_load(key, name, calendar(duties, today), free, get_language() or ""),
        kept=tuple(duty for duty in duties if duty.is_kept),
        out=newest,
        engagements=sum(duty.times for duty in duties if not duty.is_kept),
        span=manage.span(manager, outlook.assumptions, standardised=heavy.standardised),
    )
