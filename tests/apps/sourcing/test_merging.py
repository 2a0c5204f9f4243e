"""Two candidates who are one become one, and two again."""

import pytest

from outhaul.apps.sourcing.domain.access import access_candidates
from outhaul.apps.sourcing.domain.candidates import put_forward, told_of
from outhaul.apps.sourcing.domain.merging import NotTwo, likely_same, merge_candidates, part_candidates
from outhaul.apps.sourcing.models import Candidacy, Candidate, Note
from tests.candidates_made import made_brief, made_candidate
from tests.people import People


def two(people: People) -> tuple[Candidate, Candidate]:
    """Ana as she was entered, and as she was imported."""
    ana = made_candidate(people.olivia, email="", about="", languages={"en": {"level": "C1", "evidence": ""}})
    twin = made_candidate(
        people.olivia,
        rate="12.00",
        skills=["Xero", "Microsoft Excel"],
        languages={"en": {"level": "B2", "evidence": ""}, "fil": {"level": "C2", "evidence": ""}},
    )
    return ana, twin


def test_who_may_be_the_same_is_found_by_address_or_by_name_and_country(people: People) -> None:
    ana, twin = two(people)
    by_email = made_candidate(people.olivia, name="A. Reyes", country="")
    made_candidate(people.olivia, name="Kai", email="")
    made_candidate(people.charlie)
    assert list(likely_same(people.olivia, ana)) == [twin]
    assert set(likely_same(people.olivia, twin)) == {ana, by_email}
    assert list(likely_same(people.olivia, by_email)) == [twin]


def test_what_one_leaves_out_the_other_fills_in(people: People) -> None:
    ana, twin = two(people)
    merge_candidates(people.olivia, ana, twin, {"rate": "other"})
    ana.refresh_from_db()
    told = told_of(ana)
    assert (told["email"], told["about"], str(told["rate"])) == (
        "ana@example.org",
        "Nine years of books for bakeries.",
        "12.00",
    )
    assert told["skills"] == ["Bank reconciliation", "Microsoft Excel", "Xero"]
    assert {code: row["level"] for code, row in told["languages"].items()} == {"en": "C1", "fil": "C2"}
    assert list(access_candidates(people.olivia)) == [ana]


def test_candidacies_go_along_and_one_brief_has_one_of_them(people: People) -> None:
    ana, twin = two(people)
    books, payroll = made_brief(people.olivia), made_brief(people.olivia, "Payroll")
    put_forward(people.olivia, ana, books)
    theirs = put_forward(people.olivia, twin, books)
    put_forward(people.olivia, twin, payroll)
    Candidacy.objects.filter(pk=theirs.pk).update(state="interview")
    Note.objects.create(candidacy=theirs, text="Calm")
    merge = merge_candidates(people.olivia, ana, twin, {})
    assert weighed(ana) == [("Bookkeeping", "interview", 1), ("Payroll", "new", 0)]
    part_candidates(people.olivia, merge)
    assert weighed(ana) == [("Bookkeeping", "new", 0)]
    assert weighed(twin) == [("Bookkeeping", "interview", 1), ("Payroll", "new", 0)]


def weighed(candidate: Candidate) -> list[tuple[str, str, int]]:
    found = Candidacy.objects.filter(candidate=candidate).order_by("brief__title")
    return [(row.brief.title, row.state, row.notes.count()) for row in found]


def test_parted_they_are_as_they_were(people: People) -> None:
    ana, twin = two(people)
    before = told_of(ana), told_of(twin)
    merge = merge_candidates(people.olivia, ana, twin, {"rate": "other", "languages": "other"})
    part_candidates(people.olivia, merge)
    after = told_of(Candidate.objects.get(pk=ana.pk)), told_of(Candidate.objects.get(pk=twin.pk))
    assert after == before
    assert list(access_candidates(people.olivia)) == [ana, twin]


def test_one_is_not_two(people: People) -> None:
    ana, twin = two(people)
    theirs = made_candidate(people.charlie)
    for other in (ana, theirs):
        with pytest.raises(NotTwo):
            merge_candidates(people.olivia, ana, other, {})
    merge_candidates(people.olivia, ana, twin, {})
    with pytest.raises(NotTwo):
        merge_candidates(people.olivia, ana, twin, {})
