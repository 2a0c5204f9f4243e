"""Somebody who reads German is answered in German, from the first tag to the last figure."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.tongue import told_in
from outhaul.documents.pages import shown
from outhaul.engine.saying import say
from outhaul.web.amounts import share_text
from outhaul.web.audit.sentences import marked_sentences
from outhaul.web.translations import compile_translations
from tests.people import People

GERMAN = {"accept-language": "de-DE,de;q=0.9"}


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locale")
    compile_translations(folder)
    return folder


@pytest.fixture(autouse=True)
def translated(settings: Settings, compiled: Path) -> None:
    settings.LOCALE_PATHS = [compiled]


@pytest.fixture
def olivia(people: People) -> Client:
    client = Client()
    client.force_login(people.olivia.user)
    return client


def read(client: Client, address: str, headers: Mapping[str, str]) -> str:
    return client.get(address, headers=dict(headers)).content.decode().replace("\N{NO-BREAK SPACE}", " ")


def language_of(page: str) -> list[str]:
    return re.findall(r'<html lang="(\w+)"', page)


def first_line(page: str) -> str:
    return " ".join(re.findall(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)[0].split())


def test_a_browser_that_asks_for_german_is_answered_in_german(people: People, olivia: Client) -> None:
    page = read(olivia, f"/b/{people.bakery.key}/work/", headers=GERMAN)
    assert (language_of(page), first_line(page)) == (
        ["de"],
        "11 Prozesse, 466 Stunden im Monat; davon arbeiten Sie selbst 107.",
    )


def test_the_button_of_a_language_counts_more_than_the_browser(people: People, olivia: Client) -> None:
    place = f"/b/{people.bakery.key}/people/"
    answer = olivia.post(
        "/account/language/", {"language": "de", "next": place}, headers={"accept-language": "en"}
    )
    page = read(olivia, answer.headers["location"], headers={"accept-language": "en"})
    assert (answer.headers["location"], language_of(page), first_line(page)) == (
        place,
        ["de"],
        "2 von Ihren Leuten können für Arbeit geradestehen, mit 48 freien Stunden im Monat.",
    )


@pytest.mark.parametrize(
    ("language", "amount", "rate"), [("en", "8,000", "$38.00"), ("de", "8.000", "38,00 $")]
)
def test_numbers_and_money_follow_the_language(
    people: People, olivia: Client, language: str, amount: str, rate: str
) -> None:
    asked = {"accept-language": language}
    business = read(olivia, f"/b/{people.bakery.key}/business/", headers=asked)
    work = read(olivia, f"/b/{people.bakery.key}/work/", headers=asked)
    assert (f'value="{amount}"' in business, rate in work) == (True, True)


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", r"\d{1,2} [A-Z][a-z]+ \d{4}, \d\d:\d\d"), ("de", r"\d{1,2}\. [A-ZÄ][a-zä]+ \d{4}, \d\d:\d\d")],
)
def test_dates_follow_the_language(people: People, olivia: Client, language: str, written: str) -> None:
    page = read(olivia, f"/b/{people.bakery.key}/", headers={"accept-language": language})
    times = [found.strip() for found in re.findall(r"<time[^>]*>(.*?)</time>", page, re.DOTALL)]
    assert (len(times) > 0, [time for time in times if not re.match(written, time)]) == (True, [])


def test_nearly_none_and_nearly_all_are_said_in_german() -> None:
    with told_in("de"):
        assert [share_text(value) for value in (0.004, 0.5, 0.997)] == [
            "weniger als 1 %",
            "50 %",
            "mehr als 99 %",
        ]


def test_the_questionnaire_asks_in_german(people: People, olivia: Client) -> None:
    page = read(olivia, f"/b/{people.bakery.key}/core/books/", headers=GERMAN)
    asked = [" ".join(found.split()) for found in re.findall(r"<legend>(.*?)</legend>", page, re.DOTALL)]
    assert (len(asked), asked[0], "niemand würde es merken" in page) == (
        15,
        "Würden Kunden es merken oder gehen, wenn dies nur durchschnittlich getan würde?",
        True,
    )


@pytest.mark.parametrize("wanted", ["Lohnabr", "payroll"])
def test_the_catalogue_is_found_in_german_and_in_english(people: People, olivia: Client, wanted: str) -> None:
    page = read(olivia, f"/b/{people.bakery.key}/work/add/?q={wanted}", headers=GERMAN)
    assert "Lohnabrechnung" in page


def test_wrong_input_is_told_in_german(people: People, olivia: Client) -> None:
    place = f"/b/{people.bakery.key}/work/file/look/"
    file = SimpleUploadedFile("bakery.toml", b'[business]\nname = "B"\ncountry = "XX"\n')
    page = olivia.post(place, {"file": file}, headers=dict(GERMAN)).content.decode()
    assert "ist ungültig; erwartet: ein bekanntes Land" in page


def test_what_was_said_before_sentences_were_remembered_is_marked_as_english() -> None:
    with told_in("de"):
        assert (shown("Keep it <now>."), shown(say("Choose another country."))) == (
            '<span lang="en">Keep it &lt;now&gt;.</span>',
            "Wählen Sie ein anderes Land.",
        )


def test_a_headline_in_the_trail_is_marked_as_english(people: People) -> None:
    event = record(
        scope=people.bakery.key, actor=people.olivia.user, verb="chose", thing="plan", name="Keep <all>."
    )
    with told_in("de"):
        [(_, german)] = marked_sentences(people.olivia, [event])
    [(_, english)] = marked_sentences(people.olivia, [event])
    found = german.endswith('<span lang="en">Keep &lt;all&gt;</span>'), "<span" in english
    assert found == (True, False)
