"""A table is looked at, read in piece by piece, and taken back as a whole."""

import pytest
from django.core.management import call_command

from outhaul.apps.audit.models import Event
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.domain import reading_in
from outhaul.apps.sourcing.domain.access import access_candidates
from outhaul.apps.sourcing.domain.candidates import change_candidate, told_of
from outhaul.apps.sourcing.domain.importing import bring, read_in, settle_import, stop_import, undo_candidates
from outhaul.apps.sourcing.models import Candidate, CandidateImport
from outhaul.documents.candidates_file import write_csv, write_xlsx
from outhaul.faults import InputError
from outhaul.reference.tables import Reference
from tests.candidates_made import ANA, made_candidate
from tests.people import People

pytestmark = pytest.mark.django_db(transaction=True)
CSV = """Vor- und Nachname;Mail;Land;Sprachen;Kenntnisse;Stundensatz;Währung;Schuhgröße
Ana Reyes;ana@example.org;Philippinen;Englisch C1, Filipino Muttersprache;Excel, Xero;9,80;USD;37
Kai Otto;kai@example.org;Deutschland;Deutsch C2;DATEV;38;€;44
Lea;not an address;Atlantis;Englisch;;zehn;USD;40
Ana Reyes;;PH;;;;;
"""


def run_queue() -> None:
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)


def brought(visit: Visit, reference: Reference, text: str = CSV) -> CandidateImport:
    return bring(visit, text.encode(), "people.csv", reference)


def names(visit: Visit) -> list[str]:
    return list(access_candidates(visit).values_list("name", flat=True))


def test_columns_are_guessed_and_every_row_is_looked_at(people: People, reference: Reference) -> None:
    batch = brought(people.olivia, reference)
    assert batch.mapping == {
        "0": "name",
        "1": "email",
        "2": "country",
        "3": "languages",
        "4": "skills",
        "5": "rate",
        "6": "currency",
    }
    counts = {name: batch.findings[name] for name in ("right", "wrong", "same")}
    assert counts == {"right": 3, "wrong": 1, "same": 1}
    assert [(fault["row"], fault["where"]) for fault in batch.findings["faults"]] == [
        (4, "Land"),
        (4, "Mail"),
        (4, "Sprachen"),
        (4, "Stundensatz"),
    ]
    assert batch.findings["duplicates"] == [{"row": 5, "name": "Ana Reyes", "as": "row 2"}]
    assert names(people.olivia) == []


def test_read_in_by_a_worker(people: People, reference: Reference) -> None:
    batch = brought(people.olivia, reference)
    for _ in range(2):
        batch = read_in(people.olivia, batch)
    run_queue()
    batch.refresh_from_db()
    assert (batch.result, batch.job.state, batch.table) == (  # type: ignore[union-attr]
        {"added": 2, "skipped": 1, "wrong": 1},
        "done",
        None,
    )
    ana = access_candidates(people.olivia).get(email="ana@example.org")
    assert (ana.country, ana.source, ana.skills, str(ana.rate)) == (
        "PH",
        "imported",
        ["Excel", "Xero"],
        "9.80",
    )
    assert {code: row["level"] for code, row in ana.languages.items()} == {"en": "C1", "fil": "C2"}
    assert names(people.olivia) == ["Ana Reyes", "Kai Otto"]
    event = Event.objects.latest("number")
    assert (event.actor, event.verb, event.thing, event.name) == ("Olivia", "imported", "candidates", "")


def test_what_was_cut_off_goes_on_where_it_was(
    people: People, reference: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_in, "A_PIECE", 1)
    batch = brought(people.olivia, reference)

    def cut_off(share: float, _doing: str) -> None:
        if share >= 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reading_in.read_all(batch, reference, cut_off)
    batch.refresh_from_db()
    assert batch.rows_done == 2
    reading_in.read_all(batch, reference, lambda _share, _doing: None)
    batch.refresh_from_db()
    assert batch.result == {"added": 2, "skipped": 1, "wrong": 1}


@pytest.mark.parametrize(
    ("choice", "expected"), [("skip", ["Ana Reyes"]), ("add", ["Ana Reyes"] * 2), ("merge", ["Ana Reyes"])]
)
def test_who_is_there_is_skipped_merged_or_added(
    people: People, reference: Reference, choice: str, expected: list[str]
) -> None:
    ana = made_candidate(people.olivia, about="", skills=["Excel"])
    batch = brought(people.olivia, reference, "Name,E-mail,Skills,About\nAna,ANA@example.org,Xero,Calm\n")
    settle_import(
        people.olivia,
        batch,
        mapping=batch.mapping,
        otherwise={},
        duplicates={"": "skip", "2": choice},
        reference=reference,
    )
    read_in(people.olivia, batch)
    run_queue()
    ana.refresh_from_db()
    assert sorted(names(people.olivia), reverse=True) == [*expected[:1], *["Ana"] * (len(expected) - 1)]
    assert (ana.about, ana.skills) == (("Calm", ["Excel", "Xero"]) if choice == "merge" else ("", ["Excel"]))


def test_an_import_is_taken_back_but_for_who_was_worked_with(people: People, reference: Reference) -> None:
    there = made_candidate(people.olivia, name="Ben", email="ben@example.org", country="", about="")
    before = told_of(there)
    rows = [{"name": f"N{number}"} for number in range(3)] + [
        {"name": "Ben", "email": "ben@example.org", "about": "Here already"}
    ]
    batch = bring(people.olivia, write_csv(rows, reference), "people.csv", reference)
    settle_import(
        people.olivia,
        batch,
        mapping=batch.mapping,
        otherwise={},
        duplicates={"": "merge"},
        reference=reference,
    )
    read_in(people.olivia, batch)
    run_queue()
    change_candidate(people.olivia, Candidate.objects.get(name="N1"), {"about": "Calm"}, reference=reference)
    assert undo_candidates(people.olivia, batch) == (2, 1)
    assert undo_candidates(people.olivia, batch) == (0, 0)
    assert names(people.olivia) == ["Ben", "N1"]
    seen = there.changed_at
    there.refresh_from_db()
    assert (told_of(there), there.changed_at > seen) == (before, True)


def test_what_is_told_nowhere_is_taken_as_the_page_says(people: People, reference: Reference) -> None:
    batch = brought(people.olivia, reference, "Name,Languages,Rate\nAna,English,9.80\n")
    assert [fault["problem"] for fault in batch.findings["faults"]] == ['"en" has no level', "is missing"]
    batch = settle_import(
        people.olivia,
        batch,
        mapping=batch.mapping,
        otherwise={"currency": "USD", "level": "B1"},
        duplicates={},
        reference=reference,
    )
    assert (batch.findings["right"], batch.findings["faults"]) == (1, [])


def test_one_that_waits_can_be_stopped(people: People, reference: Reference) -> None:
    batch = read_in(people.olivia, brought(people.olivia, reference))
    stop_import(people.olivia, batch)
    run_queue()
    assert names(people.olivia) == []


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_the_list_as_a_file_imports_again(people: People, reference: Reference, write: object) -> None:
    told = [ANA, ANA | {"name": "=SUM(A1)", "email": "x@example.org", "about": "-1 +1 @x\n'quoted'; yes"}]
    kept = [told_of(made_candidate(people.olivia, **row)) for row in told]
    data = write(kept, reference)  # type: ignore[operator]
    batch = bring(people.charlie, data, "people.xlsx" if write is write_xlsx else "people.csv", reference)
    read_in(people.charlie, batch)
    run_queue()
    found = access_candidates(people.charlie).order_by("pk")
    assert [told_of(candidate) for candidate in found] == kept


@pytest.mark.parametrize("text", ["", "\n\n", "Name\n", "a\0b"])
def test_a_file_without_candidates_is_refused(people: People, reference: Reference, text: str) -> None:
    with pytest.raises(InputError):
        brought(people.olivia, reference, text)
    assert not CandidateImport.objects.exists()
