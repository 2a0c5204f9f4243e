"""What people reach for first, and three ready ideas for who has never tried a what-if."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from outhaul.apps.planning.domain.entries import field_of
from outhaul.apps.planning.domain.plans import report_of
from outhaul.apps.planning.domain.scenarios import Place
from outhaul.apps.planning.models import Plan
from outhaul.documents.business_file.kinds import Number
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.report import ProcessReport
from outhaul.web.fields.choices import Choice
from outhaul.web.fields.texts import name_of
from outhaul.web.plans.whatif_inputs import Inputs, row_name
from outhaul.web.plans.whatif_search import Hit, hit
from outhaul.web.plans.whatif_words import query_of

FIRST: tuple[tuple[str, str], ...] = (
    ("business", "capital_budget"),
    ("policy", "risk_weight"),
    ("policy", "exclude_countries"),
    ("policy", "premium_max"),
    ("assumptions", "T0"),
    ("assumptions", "mu0"),
)
"""Table with one row, and field, in the order of the list."""
WISHED = "PL"
MORE_HOURS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """A what-if that is ready to be tried."""

    title: str
    text: str
    query: str


def first_ones(inputs: Inputs) -> tuple[Hit, ...]:
    """Return what people change first: managers' hours, then money, care, countries, pay, assumptions."""
    managers = [
        ("managers", key, "free_hours_per_month") for table, key in inputs.rows if table == "managers"
    ]
    return tuple(
        hit(place, inputs) for place in (*managers, *((table, table, name) for table, name in FIRST))
    )


def processes(inputs: Inputs) -> tuple[Choice, ...]:
    """Return the processes that can be pinned."""
    return tuple(
        Choice(key, row_name(entry, inputs.around))
        for (table, key), entry in inputs.rows.items()
        if table == "processes"
    )


def ideas(inputs: Inputs) -> tuple[Idea, ...]:
    """Return up to three what-ifs made from the business's own rows."""
    return tuple(idea for make in (_learning, _one_country, _more_hours) for idea in make(inputs))


def _idea(title: str, text: str, place: Place, value: Any) -> Idea:  # noqa: ANN401 -- plain values
    return Idea(title=title, text=text, query=query_of(place, value, title))


def _learning(inputs: Inputs) -> Iterator[Idea]:
    place = ("assumptions", "assumptions", "T0")
    now = inputs.row(place).told.get("T0", Assumptions().T0)
    value = min(2 * now, _most(place))
    if value == now:
        return
    title = (
        _("What if contractors take twice as long to learn?")
        if value == 2 * now
        else _("What if contractors take longer to learn?")
    )
    text = _("%(now)g months is what the plan assumes; this tries %(then)g.") % {"now": now, "then": value}
    yield _idea(title, text, place, value)


def _most(place: Place) -> float:
    kind = field_of(place[0], place[2]).kind
    return kind.high if isinstance(kind, Number) else 0.0


def _one_country(inputs: Inputs) -> Iterator[Idea]:
    """Yield a pin of work that the plan hands out to a country that it did not choose but could have."""
    found = _handed_out(inputs.standing.base)
    keys = [key for table, key in inputs.rows if table == "processes"]
    if found is not None and found.id in keys:
        key, country = found.id, _other_place(found)
    else:
        key, country = next(iter(keys), ""), WISHED
    if not key or not country:
        return
    place = ("processes", key, "pin")
    told = {
        "country": name_of("countries", country, inputs.around),
        "work": row_name(inputs.row(place), inputs.around),
    }
    title = _("What if only %(country)s would do for %(work)s?") % told
    yield _idea(title, _("A pin is a wish that the plan obeys, whatever it costs."), place, country)


def _handed_out(plan: Plan | None) -> ProcessReport | None:
    """Return the largest process that the plan hands out."""
    if plan is None:
        return None
    out = [process for process in report_of(plan).processes if process.country]
    return max(out, key=lambda process: process.hours_per_month or 0.0, default=None)


def _other_place(process: ProcessReport) -> str:
    possible = [
        option.country
        for option in process.options
        if option.excluded_by is None and option.country != process.country
    ]
    return WISHED if WISHED in possible else next(iter(possible), "")


def _more_hours(inputs: Inputs) -> Iterator[Idea]:
    managers = [entry for (table, _key), entry in inputs.rows.items() if table == "managers"]
    chosen = next((entry for entry in managers if not entry.told.get("is_owner")), next(iter(managers), None))
    if chosen is None:
        return
    place = ("managers", chosen.key, "free_hours_per_month")
    now = chosen.told.get("free_hours_per_month", 0)
    value = min(now + MORE_HOURS, _most(place))
    told = {"name": row_name(chosen, inputs.around), "more": MORE_HOURS, "now": now, "then": value}
    if value != now + MORE_HOURS:
        return
    title = _("What if %(name)s had %(more)d hours more?") % told
    yield _idea(
        title, _("%(now)g hours a month are free for managing; this tries %(then)g.") % told, place, value
    )
