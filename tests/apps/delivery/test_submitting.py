"""Versions are handed in, once each, and taken back until they were answered (§PORTAL-3, §PORTAL-4)."""

import pytest

from outhaul.apps.audit.models import Event
from outhaul.apps.delivery.domain.comparing import Changed, changed_between
from outhaul.apps.delivery.domain.storing import Upload, keep_files, media_type
from outhaul.apps.delivery.domain.submitting import Link, Remark, matter, start, submit, take_back
from outhaul.apps.delivery.domain.sweeping import forget_files
from outhaul.apps.delivery.models import StoredFile, Submission
from outhaul.apps.jobs.keys import new_key
from outhaul.apps.notices.models import Notice
from outhaul.apps.work.domain.access import Assignment
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from tests.delivery_made import changes_requested, handed_in, milestone, running
from tests.people import People


@pytest.fixture
def ana(people: People) -> Assignment:
    return running(people)


def test_handing_in_starts_the_work_keeps_what_was_said_and_tells_the_manager(
    people: People, ana: Assignment
) -> None:
    made = submit(
        ana,
        milestone(ana),
        key=new_key(),
        note="  Look at the van first. ",
        remarks=[Remark(met=True), Remark(met=False, note="The card is missing")],
        links=[Link("https://example.org/books", "Books")],
        files=keep_files(ana.business, [Upload("books.csv", b"a,b\n")]),
    )
    assert (made.number, made.note) == (1, "Look at the van first.")
    assert made.remarks == [
        {"criterion": "Every bank line has a booking", "met": True, "note": ""},
        {"criterion": "The trial balance balances", "met": False, "note": "The card is missing"},
    ]
    assert made.links == [{"address": "https://example.org/books", "name": "Books"}]
    assert [(file.name, file.media_type) for file in made.attachments.all()] == [("books.csv", "text/csv")]
    assert milestone(ana).state == "submitted"
    notice = Notice.objects.get(once=matter(made))
    assert (notice.user, notice.acts, notice.said["text"]) == (
        people.marco.user,
        True,
        'Ana Reyes handed in "December closed", version 1.',
    )
    trail = Event.objects.filter(scope=people.bakery.key, thing="milestone").order_by("number")
    assert list(trail.values_list("verb", flat=True)) == ["started", "submitted"]


def test_sent_twice_it_is_one_version(ana: Assignment) -> None:
    key = new_key()
    first = submit(ana, milestone(ana), key=key, note="Done.")
    assert submit(ana, milestone(ana), key=key, note="Done.") == first
    assert Submission.objects.count() == 1


def test_the_key_of_another_version_makes_a_new_one(ana: Assignment) -> None:
    other = handed_in(ana, "year")
    made = submit(ana, milestone(ana), key=other.key, note="Done.")
    assert made.key != other.key


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"note": " "}, "There is nothing to look at yet"),
        ({"links": [Link("javascript:nothing")]}, '"javascript:nothing" is no address'),
        ({"links": [Link("https://")]}, '"https://" is no address'),
    ],
)
def test_what_nobody_could_look_at_is_not_handed_in(
    ana: Assignment, told: dict[str, object], problem: str
) -> None:
    with pytest.raises(InputError, match=problem):
        submit(ana, milestone(ana), key=new_key(), **told)  # type: ignore[arg-type] # told as parameters
    assert (milestone(ana).state, Submission.objects.count()) == ("ready", 0)


def test_taken_back_nobody_has_to_answer_and_the_version_stays_in_the_history(ana: Assignment) -> None:
    made = handed_in(ana)
    take_back(ana, milestone(ana))
    made.refresh_from_db()
    assert made.withdrawn_at is not None
    assert milestone(ana).state == "in progress"
    assert Notice.objects.get(once=matter(made)).settled_at is not None
    assert handed_in(ana).number == 2


def test_what_was_answered_is_not_taken_back(people: People, ana: Assignment) -> None:
    changes_requested(people, handed_in(ana), "Not yet")
    with pytest.raises(NotNow):
        take_back(ana, milestone(ana))


def test_what_was_begun_is_not_begun_again(ana: Assignment) -> None:
    start(ana, milestone(ana))
    with pytest.raises(NotNow):
        start(ana, milestone(ana))


def test_a_content_is_kept_once_for_a_business(ana: Assignment) -> None:
    first, second = keep_files(ana.business, [Upload("a.txt", b"the same"), Upload("b.txt", b"the same")])
    assert first.file == second.file
    assert (StoredFile.objects.count(), second.name) == (1, "b.txt")


@pytest.mark.parametrize(
    ("upload", "problem"),
    [
        (Upload("a.txt", b""), "a.txt is empty"),
        (Upload("a.bin", b"\0" * 20_000_001), "a.bin is larger than 20 MB"),
        (Upload("setup.exe", b"MZ\x90\x00"), "setup.exe is a program"),
        (Upload("report.pdf", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "report.pdf is not what its name says"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_by_name(ana: Assignment, upload: Upload, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        keep_files(ana.business, [Upload("good.txt", b"good"), upload])
    assert StoredFile.objects.count() == 0


@pytest.mark.parametrize(
    ("upload", "kind"),
    [
        (Upload("a.pdf", b"%PDF-1.7\n%"), "application/pdf"),
        (Upload("a.txt", b"<html><script>alert(1)</script>"), "text/html"),
        (Upload("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "image/svg+xml"),
        (Upload("a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0"), "image/jpeg"),
        (Upload("a", b"\x01\x02\xff\x00"), "application/octet-stream"),
    ],
)
def test_the_bytes_say_what_a_file_is(upload: Upload, kind: str) -> None:
    assert media_type(upload) == kind


def test_a_file_comes_without_folders(ana: Assignment) -> None:
    (kept,) = keep_files(ana.business, [Upload("C:\\secret\\..\\books.csv", b"a")])
    assert kept.name == "books.csv"


def test_files_that_were_never_handed_in_are_forgotten(ana: Assignment) -> None:
    made = handed_in(ana)
    keep_files(ana.business, [Upload("left.txt", b"left behind")])
    forget_files()
    assert list(StoredFile.objects.all()) == [made.attachments.get().file]


def test_what_changed_between_two_versions_is_named(people: People, ana: Assignment) -> None:
    first = handed_in(ana, met=False)
    changes_requested(people, first, "Not yet")
    files = keep_files(ana.business, [Upload("books.csv", b"other"), Upload("notes.txt", b"new")])
    second = submit(ana, milestone(ana), key=new_key(), remarks=[Remark(met=True)], files=files)
    assert changed_between(first, second) == Changed(
        added=("notes.txt",), changed=("books.csv",), now_met=("Every bank line has a booking",)
    )
