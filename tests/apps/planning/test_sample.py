"""The sample business says what its file says."""

from outhaul.apps.audit.domain.trail import broken_at
from outhaul.apps.planning.domain.content import business_of, document_of
from outhaul.apps.planning.domain.sample import make_sample, reset_sample, sample_visit
from outhaul.cli.demo import samples
from outhaul.documents.business_file import read
from outhaul.reference.tables import Reference
from tests.people import People


def test_the_sample_says_what_its_file_says(people: People, reference: Reference) -> None:
    kept = business_of(document_of(people.bakery), reference)
    assert kept == read(samples() / "harbour-bakery.toml", reference)


def test_making_it_twice_changes_nothing(people: People, reference: Reference) -> None:
    before = document_of(people.bakery)
    make_sample(samples(), reference=reference)
    assert document_of(people.bakery) == before


def test_resetting_it_begins_anew(people: People, reference: Reference) -> None:
    reset_sample(samples(), reference=reference)
    anew = sample_visit()
    assert (
        anew.business.key != people.bakery.key,
        document_of(anew.business) == document_of(people.bakery),
    ) == (
        True,
        False,
    )


def test_its_audit_trail_is_whole(people: People) -> None:
    assert broken_at(people.bakery.key) is None
