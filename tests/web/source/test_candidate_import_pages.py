"""A table of candidates in the browser: upload, look, mend, read in, take back; and the list as a file."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from outhaul.apps.sourcing.domain.access import access_candidates
from outhaul.apps.sourcing.domain.candidates import told_of
from outhaul.apps.sourcing.models import Candidate, CandidateImport
from outhaul.documents.business_file import source
from tests.candidates_made import made_candidate
from tests.people import People

pytestmark = pytest.mark.django_db(transaction=True)
CSV = "Name,E-mail,Land,Rate,Currency,Shoe\nAna,ana@example.org,PH,9.80,USD,37\nKai,kai@,PH,9,USD,44\n"
Send = Callable[..., Any]


@pytest.fixture
def send(people: People, olivia: Client) -> Send:
    def answer(path: str, **sent: object) -> Any:  # noqa: ANN401 -- the test client's answer
        return olivia.post(f"/b/{people.bakery.key}/source/candidates/{path}", sent)

    return answer


@pytest.fixture
def get(people: People, olivia: Client) -> Send:
    def answer(path: str, **query: str) -> Any:  # noqa: ANN401 -- likewise
        return olivia.get(f"/b/{people.bakery.key}/source/candidates/{path}", query)

    return answer


def file(content: bytes | str, name: str = "people.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def run_queue() -> None:
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)


def test_from_upload_to_result_and_back(people: People, send: Send, get: Send) -> None:
    answer = send("import/", file=file(CSV))
    batch = CandidateImport.objects.get()
    assert answer["Location"].endswith(f"/imports/{batch.key}/")
    look = get(f"imports/{batch.key}/").content.decode()
    for words in ("1 row is right, 1 needs mending.", "is not an e-mail address", "Read 1 row in", "Shoe"):
        assert words in look
    mending = get(f"imports/{batch.key}/wrong.csv").content.decode("utf-8-sig").splitlines()
    assert mending[1].startswith("Kai,kai@,PH,9,USD,44,")
    read = {"column-0": "name", "column-1": "", "column-2": "country", "duplicates": "skip", "read": "yes"}
    for _ in range(2):
        assert send(f"imports/{batch.key}/", **read).status_code == 302
    assert "The candidates are being read in." in get(f"imports/{batch.key}/").content.decode()
    assert get(f"imports/{batch.key}/progress/").status_code == 200
    run_queue()
    assert get(f"imports/{batch.key}/progress/").status_code == 302
    assert "2 candidates were added." in get(f"imports/{batch.key}/").content.decode()
    found = access_candidates(people.olivia).values_list("name", "email", "country", "source")
    assert list(found) == [("Ana", "", "PH", "imported"), ("Kai", "", "PH", "imported")]
    assert get(f"imports/{batch.key}/wrong.csv").status_code == 404
    for _ in range(2):
        send(f"imports/{batch.key}/undo/")
    assert not access_candidates(people.olivia).exists()
    assert "was taken back" in get(f"imports/{batch.key}/").content.decode()


def test_without_a_name_nothing_is_read_in(send: Send) -> None:
    send("import/", file=file("A,B\n1,2\n"))
    batch = CandidateImport.objects.get()
    answer = send(f"imports/{batch.key}/", **{"column-0": "", "duplicates": "skip", "read": "yes"})
    assert (answer.status_code, Candidate.objects.count()) == (422, 0)
    assert "Say which column holds the name." in answer.content.decode()


def test_looked_at_again_with_other_columns(send: Send, get: Send) -> None:
    send("import/", file=file("A,B\nAna,PH\n"))
    batch = CandidateImport.objects.get()
    send(f"imports/{batch.key}/", **{"column-0": "name", "column-1": "country", "column-9": "email"})
    batch.refresh_from_db()
    assert batch.mapping == {"0": "name", "1": "country"}
    assert "1 row is right." in get(f"imports/{batch.key}/").content.decode()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        ("", "people.csv", "holds no candidates"),
        (b"\x00\x01", "people.csv", "is no text"),
        (b"PK not a workbook", "people.xlsx", "is not a workbook or is damaged"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "people.xls", "is an old or a locked workbook"),
        ('Name\n"Ana', "people.csv", "is not a table"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_why(
    send: Send, content: bytes | str, name: str, words: str
) -> None:
    answer = send("import/", file=file(content, name))
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_no_file_and_too_large_a_file_are_refused(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    assert send("import/").status_code == 422
    monkeypatch.setattr(source, "LARGEST", 10)
    assert send("import/", file=file(CSV)).status_code == 422


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_that_is_shown_is_saved_and_imports_again(
    people: People, send: Send, get: Send, kind: str
) -> None:
    told = [told_of(made_candidate(people.olivia, name=name, email="")) for name in ("=1+1", "Ana")]
    made_candidate(people.olivia, name="Kai", email="", country="DE")
    answer = get(f"candidates.{kind}", country="PH")
    Candidate.objects.all().delete()
    send("import/", file=file(answer.content, f"people.{kind}"))
    batch = CandidateImport.objects.get()
    send(f"imports/{batch.key}/read/")
    run_queue()
    found = [told_of(candidate) for candidate in access_candidates(people.olivia)]
    assert sorted(found, key=lambda row: row["name"]) == sorted(told, key=lambda row: row["name"])


def test_there_is_no_other_kind_of_file(get: Send) -> None:
    assert get("candidates.pdf").status_code == 404
