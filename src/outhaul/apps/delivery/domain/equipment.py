"""The capital register: what was bought, what it is worth, who has it, when it came back (§RUN-10)."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.delivery.domain.checklists import tick_by_text
from outhaul.apps.delivery.domain.granting import GRANTS
from outhaul.apps.delivery.domain.templates import returning
from outhaul.apps.delivery.models import Equipment
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.languages import in_language_of
from outhaul.apps.work.models import Engagement
from outhaul.engine.depreciation import book_value
from outhaul.faults import Fault, InputError
from outhaul.lifecycle import NotNow

LONGEST = 200
LONGEST_LIFE = 600
"""Months."""


def worth(thing: Equipment, today: date) -> Decimal:
    """Return what a thing is worth in the books; nothing once it is retired."""
    if thing.retired_on is not None and thing.retired_on <= today:
        return Decimal(0)
    return book_value(thing.price, thing.bought_on, thing.life_months, today)


@transaction.atomic
def enter(  # noqa: PLR0913 -- the columns of the register
    visit: Visit, *, name: str, price: Decimal, bought_on: date, life_months: int = 36, serial: str = ""
) -> Equipment:
    """Enter a thing into the register; records `added`. The same thing sent twice in a row is one.

    Raises:
        PermissionDenied: the role may not run work.
        InputError: it has no name, a price below none, a day ahead, or no life.
    """
    _may(visit)
    told = _told(name, price, bought_on, life_months, serial)
    latest = Equipment.objects.filter(business=visit.business).order_by("-pk").first()
    if latest is not None and all(getattr(latest, field) == value for field, value in told.items()):
        return latest
    row = Equipment.objects.create(business=visit.business, **told)
    _record(visit, "added", row)
    return row


@transaction.atomic
def change(  # noqa: PLR0913 -- the columns of the register
    visit: Visit,
    thing: Equipment,
    *,
    name: str,
    price: Decimal,
    bought_on: date,
    life_months: int,
    serial: str = "",
) -> Equipment:
    """Change what the register says of a thing; records `changed` with what differs. Raises as `enter`."""
    row = _held(visit, thing)
    told = _told(name, price, bought_on, life_months, serial)
    changes: dict[str, tuple[object, object]] = {
        field: (str(getattr(row, field)), str(value))
        for field, value in told.items()
        if getattr(row, field) != value
    }
    if changes:
        for field, value in told.items():
            setattr(row, field, value)
        row.save(update_fields=list(told))
        _record(visit, "changed", row, changes)
    return row


def _told(name: str, price: Decimal, bought_on: date, life_months: int, serial: str) -> dict[str, object]:
    name, faults = " ".join(name.split())[:LONGEST], []
    if not name:
        faults.append(Fault("name", _("It has no name"), _("Say what it is.")))
    if price < 0:
        faults.append(Fault("price", _("It cost less than nothing"), _("Give 0 or more.")))
    if bought_on > timezone.localdate():
        faults.append(Fault("bought_on", _("That day lies ahead"), _("Give the day on which it was bought.")))
    if not 1 <= life_months <= LONGEST_LIFE:
        faults.append(Fault("life_months", _("That is no life"), _("Give 1 to 600 months.")))
    if faults:
        raise InputError(faults)
    return {
        "name": name,
        "price": price,
        "bought_on": bought_on,
        "life_months": life_months,
        "serial": serial.strip()[:100],
    }


@transaction.atomic
def lend(visit: Visit, thing: Equipment, engagement: Engagement) -> Equipment:
    """Lend a thing to the contractor of an engagement, from today; records `lent`.

    Raises:
        PermissionDenied: the role may not run work.
        NotNow: it is lent to somebody else or retired, or the engagement is over.
    """
    row = _held(visit, thing)
    if row.engagement_id == engagement.pk:
        return row
    if row.engagement_id is not None:
        raise NotNow("thing", "lent", "be lent")
    if row.retired_on is not None:
        raise NotNow("thing", "retired", "be lent")
    if engagement.state not in GRANTS:
        raise NotNow("engagement", engagement.state, "get equipment")
    row.engagement, row.lent_on, row.returned_on = engagement, timezone.localdate(), None
    row.save(update_fields=["engagement", "lent_on", "returned_on"])
    _record(visit, "lent", row, {"engagement": (None, engagement.name)})
    return row


@transaction.atomic
def take_back(visit: Visit, thing: Equipment) -> Equipment:
    """Keep that a thing came back, today; records `returned`, and ticks the line that asked for it.

    Raises:
        PermissionDenied: the role may not run work.
    """
    row = _held(visit, thing)
    engagement = row.engagement
    if engagement is None:
        return row
    row.engagement, row.returned_on = None, timezone.localdate()
    row.save(update_fields=["engagement", "returned_on"])
    _record(visit, "returned", row, {"engagement": (engagement.name, None)})
    with in_language_of(visit.business):
        text = returning(row)
    tick_by_text(engagement, text, visit.user)
    return row


@transaction.atomic
def retire(visit: Visit, thing: Equipment) -> Equipment:
    """Take a thing out of use, today; records `retired`.

    Raises:
        PermissionDenied: the role may not run work.
        NotNow: it is lent.
    """
    row = _held(visit, thing)
    if row.engagement_id is not None:
        raise NotNow("thing", "lent", "be retired")
    if row.retired_on is None:
        row.retired_on = timezone.localdate()
        row.save(update_fields=["retired_on"])
        _record(visit, "retired", row)
    return row


@transaction.atomic
def unretire(visit: Visit, thing: Equipment) -> Equipment:
    """Undo that a thing was taken out of use; records `restored`. Raises as `take_back`."""
    row = _held(visit, thing)
    if row.retired_on is not None:
        row.retired_on = None
        row.save(update_fields=["retired_on"])
        _record(visit, "restored", row)
    return row


def _may(visit: Visit) -> None:
    if not visit.may(Power.RUN):
        raise PermissionDenied


def _held(visit: Visit, thing: Equipment) -> Equipment:
    _may(visit)
    return Equipment.objects.select_for_update(of=("self",)).select_related("engagement").get(pk=thing.pk)


def _record(
    visit: Visit, verb: str, row: Equipment, changes: dict[str, tuple[object, object]] | None = None
) -> None:
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb=verb,
        thing="equipment",
        name=row.name,
        changes=changes,
    )
