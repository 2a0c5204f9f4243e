"""A no is said kindly, in the language of the business, and the decision can be gone back on."""

from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from outhaul.apps.audit.models import Event
from outhaul.apps.jobs.models import Job
from outhaul.apps.planning.models import Entry
from outhaul.apps.sourcing.domain.ending import kind_letter, reject
from outhaul.apps.sourcing.domain.moving import reconsider, withdraw
from outhaul.apps.sourcing.models import Candidacy
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.web.translations import compile_translations
from tests.candidates_made import made_candidacy
from tests.people import People
from tests.postbox import Postbox, postbox

__all__ = ["postbox"]


@pytest.mark.django_db(transaction=True)
def test_the_letter_reaches_the_candidate_and_answers_reach_who_wrote(
    people: People, postbox: Postbox
) -> None:
    candidacy = made_candidacy(people.olivia)
    reject(people.olivia, candidacy, reason="Too dear", letter=kind_letter(people.olivia, candidacy))
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)
    (letter,) = postbox.letters
    assert {name: letter[name] for name in ("To", "Subject", "Reply-To")} == {
        "To": "ana@example.org",
        "Subject": "Your application for Bookkeeping",
        "Reply-To": people.olivia.user.email,
    }
    text = letter.get_content()
    assert text.startswith("Hello Ana Reyes,")
    assert "Too dear" not in text


def test_a_business_that_works_in_german_writes_german(
    people: People, settings: Settings, tmp_path: Path
) -> None:
    compile_translations(tmp_path)
    settings.LOCALE_PATHS = [tmp_path]
    candidacy = made_candidacy(people.olivia)
    entry = Entry.objects.get(business=people.bakery, table="business")
    entry.told["languages"] = {"de": "C2", "en": "B2"}
    entry.save()
    subject, text = kind_letter(people.olivia, candidacy)
    assert subject == "Ihre Bewerbung für Bookkeeping"
    assert text.startswith("Guten Tag Ana Reyes,")


def test_without_a_letter_nothing_is_sent(people: People) -> None:
    candidacy = reject(people.olivia, made_candidacy(people.olivia), reason="Too  dear")
    assert (candidacy.state, candidacy.reason, Job.objects.count()) == ("rejected", "Too dear", 0)


def test_said_twice_it_is_said_once(people: People) -> None:
    candidacy = made_candidacy(people.olivia)
    reject(people.olivia, candidacy, letter=("No", "Hello"))
    with pytest.raises(NotNow):
        reject(people.olivia, candidacy, letter=("No", "Hello"))
    assert Job.objects.count() == 1


@pytest.mark.parametrize(
    ("letter", "email"), [(("", "x"), "a@b.org"), (("x", " "), "a@b.org"), (("x", "y"), "")]
)
def test_a_letter_that_cannot_go_out_changes_nothing(
    people: People, letter: tuple[str, str], email: str
) -> None:
    candidacy = made_candidacy(people.olivia, email=email)
    with pytest.raises(InputError):
        reject(people.olivia, candidacy, letter=letter)
    assert (Candidacy.objects.get().state, Job.objects.count()) == ("new", 0)


def test_withdrawn_or_rejected_can_be_reconsidered(people: People) -> None:
    for end in (reject, withdraw):
        candidacy = made_candidacy(people.olivia, name=end.__name__, email="")
        end(people.olivia, candidacy)
        assert reconsider(people.olivia, candidacy).state == "shortlisted"
        assert reconsider(people.olivia, candidacy).state == "shortlisted"
    verbs = Event.objects.filter(thing="candidacy").order_by("number").values_list("verb", flat=True)
    assert [*verbs] == ["rejected", "reconsidered", "withdrew", "reconsidered"]
