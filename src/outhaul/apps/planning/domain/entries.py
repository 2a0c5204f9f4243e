"""Tell something of a business: set a field, add a row, take it out, put it back, read a whole file."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.jobs.keys import new_key
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.businesses import rename_business
from outhaul.apps.planning.domain.access import hold_business
from outhaul.apps.planning.domain.content import alike
from outhaul.apps.planning.models import MANY, SINGLE, Entry
from outhaul.documents.business_file.kinds import WRONG
from outhaul.documents.business_file.place import Place
from outhaul.documents.business_file.plain import plain_rows
from outhaul.documents.business_file.tables import TABLES, Field
from outhaul.engine import business as engine
from outhaul.faults import Fault, InputError
from outhaul.reference.tables import Reference

UNSEEN = object()
"""In place of `was`: the caller does not say what it saw."""
LONGEST_KEY = 40


class Conflict(Exception):  # noqa: N818 -- told to a person, not an error of the programme
    """Somebody else changed the field meanwhile."""

    def __init__(self, entry: Entry, field: str, theirs: object, mine: object) -> None:
        super().__init__(f"{entry}: {field} was changed by somebody else")
        self.entry, self.field, self.theirs, self.mine = entry, field, theirs, mine


FIELDS: Mapping[str, Mapping[str, Field]] = {
    table.name: {field.name: field for field in table.fields} for table in TABLES
}


def field_of(table: str, name: str) -> Field:
    """Return the declaration of one field. Raises KeyError where there is none."""
    return FIELDS[table][name]


def single(visit: Visit, table: str) -> Entry:
    """Return the one row of `table`, made empty if nothing was told yet."""
    if table not in SINGLE:
        raise ValueError(f"{table} has many rows")
    return Entry.objects.get_or_create(business=visit.business, table=table, key=table)[0]


@transaction.atomic
def set_field(  # noqa: PLR0913 -- who, where, what, and what was there before
    visit: Visit,
    entry: Entry,
    field: str,
    raw: object,
    *,
    reference: Reference,
    was: object = UNSEEN,
) -> Entry:
    """Let `field` of `entry` be `raw`, a plain value as TOML gives it; None takes it out.

    First the row is locked and compared: if the field is neither `was`, what the caller saw, nor already
    what it should become, nothing happens. Then the value is checked by the kind that checks files.
    Records `changed` with the value before and after. Returns the entry as it is then.

    Raises:
        InputError: the value is not of the field's kind.
        Conflict: somebody else changed the field meanwhile.
    """
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    value = None if raw is None else checked(entry, field, raw, reference)
    before = entry.told.get(field)
    if alike(before, value):
        return entry
    if was is not UNSEEN and not alike(before, was):
        raise Conflict(entry, field, theirs=before, mine=value)
    told = {key: kept for key, kept in entry.told.items() if key != field or value is not None}
    if value is not None:
        told[field] = value
    _keep(visit, entry, told)
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="changed",
        thing=entry.table,
        name=str(entry),
        changes={field: (before, value)},
    )
    if (entry.table, field) == ("business", "name") and value:
        rename_business(visit.business, name=str(value))
    return entry


def checked(entry: Entry, field: str, raw: object, reference: Reference) -> object:
    """Return `raw` as a file would keep it. Raises InputError where it is not of the field's kind."""
    faults: list[Fault] = []
    kind = field_of(entry.table, field).kind
    value = kind.read(raw, Place(where=field, faults=faults), reference)
    if faults or value is WRONG:
        raise InputError(faults)
    return kind.plain(value)


def _keep(visit: Visit, entry: Entry, told: dict[str, Any]) -> None:
    entry.told, entry.changed_at, entry.changed_by = told, timezone.now(), visit.user
    entry.save(update_fields=["told", "changed_at", "changed_by"])


@transaction.atomic
def add_entry(
    visit: Visit, table: str, told: dict[str, Any], *, reference: Reference, key: str = ""
) -> Entry:
    """Add a row to `table` at its end, with values that are checked one by one; record `added`.

    `key` is the id it should have; without one, or if it is taken, a free one is made from its name.

    Raises:
        InputError: with a fault for every value that is wrong; nothing is kept then.
    """
    hold_business(visit)
    name = str(told.get("name") or told.get("occupation") or "")
    entry = Entry(business=visit.business, table=table, key=_free_key(visit, table, key or name))
    faults: list[Fault] = []
    for field, raw in told.items():
        try:
            entry.told[field] = checked(entry, field, raw, reference)
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(faults)
    last = Entry.objects.filter(business=visit.business, table=table).aggregate(last=Max("position"))["last"]
    entry.position, entry.changed_by = (last or 0) + 1, visit.user
    entry.save()
    record(scope=visit.business.key, actor=visit.user, verb="added", thing=table, name=str(entry))
    return entry


def _free_key(visit: Visit, table: str, wish: str) -> str:
    stem = slugify(wish)[:LONGEST_KEY].strip("-") or new_key()
    taken = set(
        Entry.objects.filter(business=visit.business, table=table, key__startswith=stem).values_list(
            "key", flat=True
        )
    ) | {"all"}
    if stem not in taken:
        return stem
    return next(key for number in range(2, len(taken) + 3) if (key := f"{stem}-{number}") not in taken)


@transaction.atomic
def remove_entry(visit: Visit, entry: Entry) -> None:
    """Take a row out; it can be put back. Records `removed`."""
    if Entry.objects.filter(pk=entry.pk, removed_at=None).update(removed_at=timezone.now()):
        record(scope=visit.business.key, actor=visit.user, verb="removed", thing=entry.table, name=str(entry))


@transaction.atomic
def restore_entry(visit: Visit, entry: Entry) -> None:
    """Put a row back that was taken out. Records `restored`."""
    if Entry.objects.filter(pk=entry.pk, removed_at__isnull=False).update(removed_at=None):
        record(
            scope=visit.business.key, actor=visit.user, verb="restored", thing=entry.table, name=str(entry)
        )


@transaction.atomic
def replace_all(visit: Visit, business: engine.Business, *, source: str) -> None:
    """Let the whole business be what a checked file says; record `imported` with its name.

    Rows that the file lacks are taken out, and can be put back; rows that it has keep their ids.
    """
    rows = plain_rows(business)
    put_rows(visit, rows)
    rename_business(visit.business, name=business.home.name)
    counts = {table: (None, len(rows[table])) for table in MANY}
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="imported",
        thing="business",
        name=source,
        changes=counts,
    )


@transaction.atomic
def put_rows(visit: Visit, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Let the rows of the business be `rows`, which are checked; the caller records why.

    Rows that are not among them are taken out, and can be put back; rows that are keep their ids.
    """
    now = timezone.now()
    Entry.objects.filter(business=visit.business, removed_at=None).update(removed_at=now)
    Entry.objects.bulk_create(
        [
            Entry(
                business=visit.business,
                table=table,
                key=table if table in SINGLE else str(row.get("id") or f"{table}-{position}"),
                told={field: value for field, value in row.items() if field != "id"},
                position=position,
                removed_at=None,
                changed_at=now,
                changed_by=visit.user,
            )
            for table, found in rows.items()
            for position, row in enumerate(found, 1)
        ],
        update_conflicts=True,
        unique_fields=["business", "table", "key"],
        update_fields=["told", "position", "removed_at", "changed_at", "changed_by"],
    )
