"""What is to be done in the first and in the last days of an engagement, as lists to begin from (§RUN-8)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from outhaul.apps.delivery.models import Access, Equipment
from outhaul.apps.people.models import Business
from outhaul.apps.planning.domain.content import rows_of
from outhaul.apps.work.domain.papers import papers_missing
from outhaul.apps.work.models import Engagement
from outhaul.engine.brief import Brief

PERSONAL_DATA = 2
"""Answer to G1 from which personal data is touched."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a checklist to begin from."""

    sort: str
    text: str
    side: str = "client"
    is_needed: bool = True


@dataclass(frozen=True, slots=True)
class Seat:
    """A tool of the business file that the engagement needs, and what a seat costs a month."""

    tool: str
    name: str
    monthly_cost: Decimal
    capital_cost: Decimal


def seats_for(engagement: Engagement) -> list[Seat]:
    """Return the tools of the business file that the engagement's process needs."""
    return [seat for seat, needs in _tools(engagement.business) if needs in ("all", engagement.process)]


def all_seats(business: Business) -> list[Seat]:
    """Return every tool of the business file, each once."""
    return list({seat.tool: seat for seat, _needs in _tools(business)}.values())


def _tools(business: Business) -> Iterator[tuple[Seat, str]]:
    """Give each tool with each process that needs it, or "all"."""
    for row in rows_of(business, "tools"):
        seat = _seat(row)
        needed_by = row.get("needed_by") or "all"
        for needs in [needed_by] if isinstance(needed_by, str) else needed_by:
            yield seat, str(needs)


def _seat(row: dict[str, Any]) -> Seat:
    cost, capital = row.get("cost_per_seat_per_month") or 0, row.get("capital_cost") or 0
    return Seat(str(row["id"]), str(row.get("name") or row["id"]), Decimal(str(cost)), Decimal(str(capital)))


def onboarding(engagement: Engagement) -> Iterator[Line]:
    """Give what is to be done before and on the first day: from tools, data and equipment of the brief."""
    brief, seats = brief_of(engagement), seats_for(engagement)
    known = {seat.name.casefold() for seat in seats}
    for seat in seats:
        yield Line("access", _("Give access to %(tool)s") % {"tool": seat.name})
        if seat.capital_cost:
            yield Line(
                "equipment", _("Lend the equipment of %(tool)s") % {"tool": seat.name}, is_needed=False
            )
    for tool in brief.tools if brief else ():
        if tool.casefold() not in known:
            yield Line("tool", _("Agree on how %(tool)s is used") % {"tool": tool}, is_needed=False)
    if papers_missing(engagement.contractor):
        yield Line("paper", _("Give tax papers and bank details"), side="contractor")
    if brief and brief.data >= PERSONAL_DATA:
        yield Line("paper", _("Say which data may be copied, where it may lie, and until when"))
    yield Line("training", _("Show by two examples when a deliverable is accepted, and when not"))
    yield Line(
        "training", _("Read the criteria, and ask what is unclear"), side="contractor", is_needed=False
    )
    yield Line("other", _("Tell the team who answers questions, and that results are steered, not hours"))


def offboarding(engagement: Engagement) -> Iterator[Line]:
    """Give what is to be done before it closes: what was given comes back, knowledge is handed over."""
    brief = brief_of(engagement)
    for access in Access.objects.filter(engagement=engagement, revoked_on=None):
        yield Line("access", revoking(access))
    for thing in Equipment.objects.filter(engagement=engagement):
        yield Line("equipment", returning(thing))
    yield Line("hand-over", _("Hand over files, notes and open ends"), side="contractor")
    yield Line("hand-over", _("Name who goes on with the work, and walk through it once"))
    if brief and brief.data >= PERSONAL_DATA:
        yield Line("paper", _("Delete the data of the business, and say so in writing"), side="contractor")
    yield Line("other", _("See that the last invoice is paid"), is_needed=False)


def revoking(access: Access) -> str:
    """Return the line that asks to take back an access."""
    return _("Take back access to %(name)s") % {"name": access.name}


def returning(thing: Equipment) -> str:
    """Return the line that asks for a thing that is lent."""
    return _("Get back %(name)s") % {"name": thing.name}


def brief_of(engagement: Engagement) -> Brief | None:
    """Return the brief that the engagement came from."""
    row = engagement.brief
    return msgspec.convert(row.content, Brief) if row else None
