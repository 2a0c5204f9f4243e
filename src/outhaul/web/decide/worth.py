"""What an hour of the owner is worth, estimated from what the business should earn."""

from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from outhaul.documents.business_file.kinds import Number
from outhaul.documents.business_file.tables import MONEY, Field
from outhaul.faults import InputError
from outhaul.web.fields.reading import from_browser
from outhaul.web.fields.saving import words_of_faults
from outhaul.web.fields.surroundings import Surroundings
from outhaul.web.fields.texts import number_text
from outhaul.web.fields.view import change

WEEKS = 46
"""Weeks of a year that are worked, after holidays and illness."""
FIELDS = (
    Field("profit", MONEY, "Profit a year"),
    Field("weekly", Number(high=100, above=True), "Hours a week"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """The estimate as it is shown: what was typed, what is wrong, and the result with what takes it over."""

    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    hour: str = ""
    use: str = ""


def estimate(asked: QueryDict, now: float | None, around: Surroundings) -> Worth:
    """Return yearly profit over hours worked in a year; `now` is what is told of an hour so far."""
    typed = {item.name: asked.get(item.name, "") for item in FIELDS}
    values: dict[str, float] = {}
    errors: dict[str, str] = {}
    for item in FIELDS:
        try:
            value = from_browser(item, [typed[item.name]], around)
        except InputError as error:
            errors[item.name] = words_of_faults(error)
        else:
            if value is not None:
                values[item.name] = value
            elif any(typed.values()):
                errors[item.name] = _("Give a number.")
    if len(values) < len(FIELDS):
        return Worth(typed=typed, errors=errors)
    rate = float(f"{values['profit'] / (values['weekly'] * WEEKS):.2g}")
    return Worth(
        typed=typed, hour=number_text(rate, around.locale), use=change("owner_hour_value", rate, now)
    )
