"""The processes of a business as something to choose from."""

from django.utils.translation import pgettext

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.access import entries_of
from outhaul.apps.planning.models import Entry
from outhaul.web.fields.choices import Choice
from outhaul.web.fields.surroundings import Surroundings


def process_choices(visit: Visit, around: Surroundings) -> tuple[Choice, ...]:
    """Return the processes by their names, in their order; one query."""
    return tuple(Choice(entry.key, process_name(entry, around)) for entry in entries_of(visit, "processes"))


def process_name(entry: Entry, around: Surroundings) -> str:
    """Return what a process is called: as told, else as in the catalogue, else by its id."""
    found = around.reference.catalogue.get(str(entry.told.get("occupation", "")))
    return str(entry.told.get("name") or (pgettext("process", found.name) if found else entry.key))
