"""What follows from an answer; and who gave the last one."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from outhaul.apps.audit.models import Event
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.entries import set_field
from outhaul.apps.planning.models import Entry
from outhaul.reference.tables import Reference

USUAL_HOURS = ["09:00", "17:00"]
NATIVE = "C2"
FAR_ENOUGH = 200
"""How many events of a row are looked through for the last change of one field."""


def follows_from_country(code: str, reference: Reference) -> Mapping[str, Any]:
    """Return currency, time zone, first language and working hours as usual in a country."""
    country = reference.countries[code]
    found: dict[str, Any] = {"working_hours": USUAL_HOURS}
    if country.currency in reference.currencies:
        found["currency"] = country.currency
    if country.zones:
        found["time_zone"] = country.zones[0]
    language = next((known for known in country.official_languages if known in country.languages), "")
    if language:
        found["languages"] = {language: NATIVE}
    return found


@transaction.atomic
def settle_country(visit: Visit, entry: Entry, *, reference: Reference) -> Entry:
    """Let what follows from the country be told where it is not told yet; records `changed` for each."""
    for field, value in follows_from_country(entry.told["country"], reference).items():
        if field not in entry.told:
            entry = set_field(visit, entry, field, value, reference=reference)
    return entry


def last_change(visit: Visit, entry: Entry, field: str) -> Event | None:
    """Return the event by which `field` of `entry` became what it is, if it is not long ago."""
    now = entry.told.get(field)
    events = Event.objects.filter(
        scope=visit.business.key, thing=entry.table, verb__in=("changed", "added")
    ).order_by("-number")[:FAR_ENOUGH]
    for event in events:
        changes = json.loads(event.changes)
        if field in changes and changes[field][1] == now and event.name == str(entry):
            return event
    return None
