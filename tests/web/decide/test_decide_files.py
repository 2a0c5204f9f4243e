"""A business file comes in after a look at its changes, or is refused; it goes out unchanged."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.access import access_entries, access_entry
from outhaul.apps.planning.domain.content import business_of, document_of
from outhaul.apps.planning.domain.entries import set_field
from outhaul.apps.planning.models import Entry
from outhaul.cli.demo import samples
from outhaul.documents.business_file import read_data
from outhaul.reference.tables import Reference
from tests.people import People

SignedIn = Callable[[Visit], Client]
OFFICE = samples() / "isar-tragwerk.toml"


def file(people: People, path: str = "") -> str:
    return f"/b/{people.bakery.key}/work/file/{path}"


def look(client: Client, people: People, name: str, data: bytes) -> tuple[int, str]:
    answer = client.post(file(people, "look/"), {"file": SimpleUploadedFile(name, data)})
    return answer.status_code, answer.content.decode()


def hidden(page: str) -> dict[str, str]:
    from html import unescape  # noqa: PLC0415 -- beside its only use

    found = re.findall(r'<input type="hidden" name="(name|content|seen)" value="(.*?)" />', page, re.DOTALL)
    return {name: unescape(value) for name, value in found}


def archive(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(f"{name}.xml", text)
    return out.getvalue()


BAD = {
    "a wrong type": ("plan.pdf", b"%PDF-1.7", "is neither a TOML file nor a workbook"),
    "no ending": ("plan", b"", "is neither a TOML file nor a workbook"),
    "too large": ("big.toml", b"#" * 5_000_001, "is larger than 5 MB"),
    "damaged TOML": ("a.toml", b"[business", "is not TOML"),
    "not UTF-8": ("a.toml", b"name = '\xff'", "is not UTF-8"),
    "damaged workbook": ("a.xlsx", b"PK\x03\x04 nothing", "is not a workbook or is damaged"),
    "old workbook": ("a.xlsx", bytes.fromhex("d0cf11e0a1b11ae1"), "is an old or a locked workbook"),
    "zip bomb": ("a.xlsx", archive(bomb="0" * 41_000_000), "unpacks to more than 40 MB"),
    "XML entities": (
        "a.xlsx",
        archive(sheet='<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'),
        "holds XML with a document type",
    ),
    "nothing in it": ("a.toml", b"", "is missing"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_with_a_message(people: People, signed_in: SignedIn, case: str) -> None:
    name, data, problem = BAD[case]
    before = document_of(people.bakery)
    status, page = look(signed_in(people.olivia), people, name, data)
    assert (status, problem in page) == (422, True)
    assert document_of(people.bakery) == before


def test_no_file_is_refused_with_a_message(people: People, signed_in: SignedIn) -> None:
    answer = signed_in(people.olivia).post(file(people, "look/"), {})
    assert (answer.status_code, "Choose a .toml or an .xlsx file" in answer.content.decode()) == (422, True)


def test_every_wrong_value_of_a_file_is_named(people: People, signed_in: SignedIn) -> None:
    text = OFFICE.read_text(encoding="utf-8").replace('country = "DE"', 'country = "XX"')
    status, page = look(signed_in(people.olivia), people, "office.toml", text.encode())
    assert (status, "business.country" in page) == (422, True)


def test_a_question_ends_as_a_question(people: People, signed_in: SignedIn) -> None:
    text = OFFICE.read_text(encoding="utf-8").replace('country = "DE"', 'country = "Germny"')
    _status, page = look(signed_in(people.olivia), people, "office.toml", text.encode())
    assert ("(Germany)?" in page, "(Germany)?." in page) == (True, False)


def test_a_file_is_looked_at_taken_over_and_undone(
    people: People, signed_in: SignedIn, reference: Reference
) -> None:
    client, before = signed_in(people.olivia), document_of(people.bakery)
    status, page = look(client, people, "isar-tragwerk.toml", OFFICE.read_bytes())
    assert (status, document_of(people.bakery)) == (200, before)
    answer = client.post(file(people, "take-over/"), hidden(page))
    said = business_of(document_of(people.bakery), reference)
    assert said == read_data(OFFICE.read_bytes(), "isar-tragwerk.toml", reference)
    again = client.post(file(people, "take-over/"), hidden(page))
    assert (answer.status_code, again.status_code) == (302, 302)
    others = signed_in(people.marco)
    offered = others.get(file(people)).content.decode()
    assert "isar-tragwerk.toml was taken over" in offered
    undone = others.post(file(people, "undo/"), hidden(offered))
    twice = others.post(file(people, "undo/"), hidden(offered))
    assert (undone.status_code, twice.status_code, document_of(people.bakery)) == (302, 302, before)
    assert "Undo the import" not in signed_in(people.viktor).get(file(people)).content.decode()


def test_the_changes_are_told_in_words(people: People, signed_in: SignedIn, reference: Reference) -> None:
    client = signed_in(people.olivia)
    exported = client.get(file(people, "business.toml")).content
    books = access_entry(people.olivia, "processes", "books")
    set_field(people.olivia, books, "answers", {**books.told["answers"], "C1": 4}, reference=reference)
    _, page = look(client, people, "mine.toml", exported)
    told = re.findall(r"<del>(.*?)</del> → <ins>(.*?)</ins>", page)
    assert told == [("it is the main reason why they buy", "nobody would notice")]
    assert re.findall("<h1>(.*?)</h1>", page) == ["1 row would change."]


def test_what_changed_since_the_look_is_shown_first(
    people: People, signed_in: SignedIn, reference: Reference
) -> None:
    client = signed_in(people.olivia)
    _, page = look(client, people, "isar-tragwerk.toml", OFFICE.read_bytes())
    books = access_entry(people.marco, "processes", "books")
    set_field(people.marco, books, "hours_per_month", 1, reference=reference)
    answer = client.post(file(people, "take-over/"), hidden(page))
    assert (answer.status_code, "Replace what is there" in answer.content.decode()) == (200, True)
    assert access_entries(people.olivia, "processes").count() == 11


def test_undoing_an_import_shows_first_which_later_changes_it_loses(
    people: People, signed_in: SignedIn, reference: Reference
) -> None:
    client, before = signed_in(people.olivia), document_of(people.bakery)
    _, page = look(client, people, "isar-tragwerk.toml", OFFICE.read_bytes())
    client.post(file(people, "take-over/"), hidden(page))
    first = access_entries(people.olivia, "processes")[0]
    set_field(people.olivia, first, "hours_per_month", 1, reference=reference)
    offered = client.get(file(people)).content.decode()
    assert ("1 row was changed since." in offered, hidden(offered)) == (True, {})
    now = document_of(people.bakery)
    unseen = client.post(file(people, "undo/"))
    assert (unseen.status_code, document_of(people.bakery)) == (200, now)
    shown = client.get(file(people, "undo/")).content.decode()
    assert re.findall(r"<del>(.*?)</del> → <ins>(.*?)</ins>", shown) == [
        (f"{first.told['hours_per_month']:g}", "1")
    ]
    client.post(file(people, "undo/"), hidden(shown))
    assert document_of(people.bakery) == before


@pytest.mark.parametrize("kind", ["toml", "xlsx"])
def test_what_goes_out_comes_in_again_unchanged(
    people: People, signed_in: SignedIn, reference: Reference, kind: str
) -> None:
    client = signed_in(people.viktor)
    answer = client.get(file(people, f"business.{kind}"))
    assert answer["Content-Disposition"] == f'attachment; filename="harbour-bakery.{kind}"'
    said = read_data(answer.content, f"x.{kind}", reference)
    assert said == business_of(document_of(people.bakery), reference)


def test_a_business_that_is_not_complete_goes_out_with_a_note(people: People, signed_in: SignedIn) -> None:
    Entry.objects.filter(business=people.bakery, table="managers").delete()
    text = signed_in(people.olivia).get(file(people, "business.toml")).content.decode()
    assert text.startswith("# Still missing for a plan:\n# managers: there is no manager.")
    workbook = signed_in(people.olivia).get(file(people, "business.xlsx"))
    assert workbook.status_code == 200


def test_no_text_becomes_a_formula(people: People, signed_in: SignedIn, reference: Reference) -> None:
    books = access_entry(people.olivia, "processes", "books")
    set_field(people.olivia, books, "name", '=HYPERLINK("http://evil")', reference=reference)
    book = load_workbook(io.BytesIO(signed_in(people.olivia).get(file(people, "business.xlsx")).content))
    cells = [cell for row in book["Processes"].iter_rows() for cell in row if cell.value]
    assert [cell.value for cell in cells if "HYPERLINK" in str(cell.value)] == ['\'=HYPERLINK("http://evil")']
    assert {cell.data_type for cell in cells if "HYPERLINK" in str(cell.value)} == {"s"}
