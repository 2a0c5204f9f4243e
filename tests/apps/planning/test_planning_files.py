"""Database and file say the same, exactly; an import can be undone as a whole."""

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outhaul.apps.audit.models import Event
from outhaul.apps.planning.domain.access import access_entries, access_entry, access_import
from outhaul.apps.planning.domain.content import Document, business_of, document_of, hash_of
from outhaul.apps.planning.domain.entries import replace_all, set_field
from outhaul.apps.planning.domain.importing import (
    Moved,
    differences,
    document_from,
    import_file,
    lost_by_undoing,
    undo_import,
)
from outhaul.cli.demo import samples
from outhaul.documents.business_file import plain_toml, read, read_data, write_plain_workbook
from outhaul.engine.business import QUESTIONS, Business
from outhaul.engine.questionnaire import BY_ID
from outhaul.reference.tables import Reference, load
from tests.people import People

OFFICE = samples() / "isar-tragwerk.toml"

texts = st.sampled_from(["Books", "=1+1", "@home", "-", "+49 30", "'quoted", "Ä Ö", "1e5", "TRUE", "#N/A"])


def answers(key: str) -> st.SearchStrategy[int | bool | str]:
    steps = st.booleans() if key == "M7" else st.integers(0, len(BY_ID[key].anchors) - 1)
    return steps | st.just("?")


def shares(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_subnormal=False).map(lambda value: float(f"{value:.15g}"))


some_answers = st.fixed_dictionaries({}, optional={key: answers(key) for key in QUESTIONS})
processes = st.fixed_dictionaries(
    {"occupation": st.sampled_from(["bookkeeping", "payroll", "recipe-development"])},
    optional={
        "name": texts,
        "hours_per_month": shares(0.1, 700),
        "home_cost_per_hour": shares(0.01, 1e5),
        "owner_share": shares(0, 1),
        "answers": some_answers,
        "second_answers": some_answers,
        "min_overlap_hours": shares(0, 12),
        "language": st.sampled_from(["en", "sw"]),
        "hours_are_estimated": st.booleans(),
        "accept_prepare": st.booleans(),
        "pin": st.sampled_from(["keep", "PH", "NA"]),
    },
)


def documents() -> st.SearchStrategy[Document]:
    base = {table: [dict(row) for row in rows] for table, rows in document_from(read(OFFICE, load())).items()}
    base |= {"tools": [], "quotes": [], "assumptions": [{}]}
    return st.lists(processes, min_size=1, max_size=3).map(
        lambda rows: base | {"processes": [{"id": f"p-{n}", **row} for n, row in enumerate(rows)]}
    )


def as_workbook(document: Document, reference: Reference) -> Business:
    out = io.BytesIO()
    write_plain_workbook({name: tuple(rows) for name, rows in document.items()}, out, reference)
    return read_data(out.getvalue(), "business.xlsx", reference)


def as_toml(document: Document, reference: Reference) -> Business:
    text = plain_toml({name: tuple(rows) for name, rows in document.items()})
    return read_data(text.encode(), "business.toml", reference)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=documents())
def test_what_is_kept_goes_through_both_kinds_of_file_unchanged(document: Document, people: People) -> None:
    reference = load()
    replace_all(people.olivia, business_of(document, reference), source="drawn")
    kept = document_of(people.bakery)
    said = business_of(kept, reference)
    assert said == business_of(document, reference)
    assert as_toml(kept, reference) == as_workbook(kept, reference) == said
    assert as_toml(document, reference) == said
    replace_all(people.olivia, as_workbook(kept, reference), source="again")
    assert document_of(people.bakery) == kept


def take_office_over(people: People, reference: Reference) -> None:
    seen = hash_of(document_of(people.bakery))
    import_file(people.olivia, read(OFFICE, reference), source="isar-tragwerk.toml", seen=seen)


def last_event(people: People) -> tuple[str, str, str, str]:
    event = Event.objects.filter(scope=people.bakery.key).latest("number")
    return event.actor, event.verb, event.thing, event.name


def test_undoing_an_import_brings_everything_back(people: People, reference: Reference) -> None:
    before, name = document_of(people.bakery), people.bakery.name
    take_office_over(people, reference)
    kept = undo_import(people.marco, seen=hash_of(document_of(people.bakery)))
    people.bakery.refresh_from_db()
    assert (document_of(people.bakery), people.bakery.name, kept.is_undone) == (before, name, True)
    assert last_event(people) == ("Marco", "undid", "import", "isar-tragwerk.toml")


def test_undoing_an_import_can_be_taken_back(people: People, reference: Reference) -> None:
    take_office_over(people, reference)
    imported = document_of(people.bakery)
    undo_import(people.marco, seen=hash_of(imported))
    kept = undo_import(people.olivia, seen=hash_of(document_of(people.bakery)))
    assert (document_of(people.bakery), kept.is_undone) == (imported, False)
    assert last_event(people) == ("Olivia", "redid", "import", "isar-tragwerk.toml")


def test_what_came_after_an_import_is_told_before_it_is_lost(people: People, reference: Reference) -> None:
    before = document_of(people.bakery)
    take_office_over(people, reference)
    first = access_entries(people.olivia, "processes")[0]
    set_field(people.olivia, first, "hours_per_month", 1, reference=reference)
    kept = access_import(people.marco)
    assert kept is not None
    (lost,) = lost_by_undoing(people.marco, kept)
    assert (lost.name, [change.after for change in lost.fields]) == (str(first), [1.0])
    changed = document_of(people.bakery)
    undo_import(people.marco, seen=hash_of(changed))
    assert document_of(people.bakery) == before
    undo_import(people.marco, seen=hash_of(before))
    assert document_of(people.bakery) == changed


def test_nothing_is_imported_or_undone_over_what_nobody_saw(people: People, reference: Reference) -> None:
    with pytest.raises(Moved):
        import_file(people.olivia, read(OFFICE, reference), source="x.toml", seen="another")
    take_office_over(people, reference)
    imported = document_of(people.bakery)
    with pytest.raises(Moved):
        undo_import(people.marco, seen="another")
    assert document_of(people.bakery) == imported


def test_a_file_of_what_is_there_changes_nothing(people: People, reference: Reference) -> None:
    document = document_of(people.bakery)
    assert differences(document, document_from(business_of(document, reference))) == ()


def test_every_change_is_told_row_by_row(people: People, reference: Reference, tmp_path: Path) -> None:
    text = plain_toml({name: tuple(rows) for name, rows in document_of(people.bakery).items()})
    path = tmp_path / "mine.toml"
    path.write_text(text.replace('name = "Bookkeeping"', 'name = "Books"'), encoding="utf-8")
    marco = access_entry(people.olivia, "managers", "marco")
    set_field(people.olivia, marco, "free_hours_per_month", 10, reference=reference)
    found = differences(document_of(people.bakery), document_from(read(path, reference)))
    assert [
        (
            change.table.name,
            change.name,
            change.kind,
            [(f.field.name, f.before, f.after) for f in change.fields],
        )
        for change in found
    ] == [
        ("managers", "Marco", "changed", [("free_hours_per_month", 10.0, 30.0)]),
        ("processes", "Books", "changed", [("name", "Bookkeeping", "Books")]),
    ]
