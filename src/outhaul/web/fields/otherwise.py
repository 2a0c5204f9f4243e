"""What counts where nothing was told, and where that comes from."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from outhaul.apps.planning.models import Entry
from outhaul.documents.business_file.prefill import size
from outhaul.documents.business_file.tables import TABLES, Field
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Home, Process
from outhaul.engine.pay import home_price
from outhaul.reference.tables import load
from outhaul.web.fields.surroundings import Surroundings
from outhaul.web.fields.texts import is_share, levels_text, name_of, number_text, text_of
from outhaul.wording.amounts import in_currency

DEFAULTS: Mapping[str, Mapping[str, Any]] = {table.name: table.defaults() for table in TABLES}
MANAGING = "43-1011.00"
"""First-line supervisors of office work, whom a plan may propose to hire (§MANAGE-8)."""


def otherwise(entry: Entry, field: Field, around: Surroundings) -> str:
    """Return what counts for `field` while nothing is told, with its origin; "" where nothing does."""
    special = _SPECIAL.get((entry.table, field.name))
    if special is not None:
        return special(entry, around)
    default = DEFAULTS[entry.table].get(field.name)
    if default is None or default in ((), {}, 0, 0.0, False):
        return ""
    plain = field.kind.plain(default)
    return _("otherwise: %(value)s") % {"value": text_of(field.kind, plain, around) + _per_cent(field)}


def _per_cent(field: Field) -> str:
    return " %" if is_share(field.kind) else ""


def _catalogue(entry: Entry, around: Surroundings) -> Any:  # noqa: ANN401 -- a row of the catalogue or None
    return around.reference.catalogue.get(str(entry.told.get("occupation", "")))


def _hours(entry: Entry, around: Surroundings) -> str:
    found = _catalogue(entry, around)
    if found is None:
        return ""
    typical = found.hours[size(around.home.get("people"))]
    return _("typical: %(hours)s, from the catalogue") % {"hours": number_text(typical, around.locale)}


def _owner_share(entry: Entry, around: Surroundings) -> str:
    found = _catalogue(entry, around)
    if found is None:
        return ""
    part = number_text(found.owner_share, around.locale, share=True)
    return _("typical: %(share)s %%, from the catalogue") % {"share": part}


def _process_name(entry: Entry, around: Surroundings) -> str:
    found = _catalogue(entry, around)
    return _("otherwise: %(value)s") % {"value": pgettext("process", found.name) if found else entry.key}


def _home_cost(entry: Entry, around: Surroundings) -> str:
    found = _catalogue(entry, around)
    code = found.occupation if found else str(entry.told.get("occupation", ""))
    rate = home_hour(code, around)
    return _from_reference(rate, around) if rate else ""


def _from_reference(rate: float, around: Surroundings) -> str:
    return _("from reference data: %(amount)s") % {"amount": _amount(rate, around)}


def _amount(rate: float, around: Surroundings) -> str:
    """Return an amount; a bare number as long as nobody has told the currency."""
    if not around.currency:
        return str(format_decimal(rate, format="#,##0.00", locale=around.locale))
    return in_currency(rate, around.currency, around.locale, is_whole=False)


def _manager_cost(_entry: Entry, around: Surroundings) -> str:
    """Return a suggestion; it does not count before it is taken over."""
    rate = managing_hour(around)
    if not rate:
        return ""
    told = {"amount": _amount(rate, around)}
    return _("%(amount)s is what reference data say of first-line managers here") % told


def _manager_languages(_entry: Entry, around: Surroundings) -> str:
    levels = around.home.get("languages")
    return _("as the business: %(languages)s") % {"languages": levels_text(levels, around)} if levels else ""


def _language(_entry: Entry, around: Surroundings) -> str:
    first = next(iter(around.home.get("languages") or {}), "")
    return (
        _("as the business: %(languages)s") % {"languages": name_of("languages", first, around)}
        if first
        else ""
    )


def _owner_hour(_entry: Entry, _around: Surroundings) -> str:
    return _("otherwise hours that come free count as hours, not as money")


def _people(_entry: Entry, _around: Surroundings) -> str:
    return _("otherwise: 2 to 9 people")


def _overlap(_entry: Entry, _around: Surroundings) -> str:
    return _("otherwise it follows from how often the work needs an answer at once")


def _needed_by(_entry: Entry, _around: Surroundings) -> str:
    return _("otherwise: all work that is handed out")


_SPECIAL = {
    ("processes", "hours_per_month"): _hours,
    ("processes", "owner_share"): _owner_share,
    ("processes", "name"): _process_name,
    ("processes", "home_cost_per_hour"): _home_cost,
    ("processes", "language"): _language,
    ("processes", "min_overlap_hours"): _overlap,
    ("managers", "cost_per_hour"): _manager_cost,
    ("managers", "languages"): _manager_languages,
    ("business", "owner_hour_value"): _owner_hour,
    ("business", "people"): _people,
    ("tools", "needed_by"): _needed_by,
}


def home_hour(code: str, around: Surroundings) -> float | None:
    """Return what an hour of the occupation `code` costs in the business's country and currency, if known."""
    country, reference = str(around.home.get("country", "")), around.reference
    if code not in reference.occupations or country not in reference.countries:
        return None
    return _price(code, country, around.currency, reference.checksum)


def managing_hour(around: Surroundings) -> float | None:
    """Return what an hour of a first-line manager costs at home, charges included, if known."""
    return home_hour(MANAGING, around)


@lru_cache(maxsize=2048)
def _price(code: str, country: str, currency: str, _checksum: str) -> float:
    home = Home(name="", country=country, currency=currency, time_zone="UTC", languages={})
    work = Process(id="", name="", occupation=code, hours_per_month=1.0)
    return round(home_price(load(), home, work, Assumptions()).rate, 2)
