"""Sourcing and agreeing are told in German; what is English says that it is, or somebody wrote it so."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from outhaul.apps.sourcing.domain.drafting import drafted
from outhaul.apps.tongue import told_in
from outhaul.apps.work.domain.statements import statement_of_work
from outhaul.documents.statement.canonical import statement_of
from outhaul.engine.briefing.draft import draft
from outhaul.engine.briefing.quality import quality
from outhaul.engine.business import Home, Process
from outhaul.engine.report import PlanReport
from outhaul.reference.tables import load
from outhaul.web.translations import compile_translations
from outhaul.wording.briefs import told_brief
from tests.agreement_made import begun
from tests.people import People
from tests.web.arguments import Arguments
from tests.web.languages import Reader, read
from tests.web.test_doors import OURS

PAGES = ("outhaul.web.source", "outhaul.web.agree")
SAME = {
    "Outhaul",
    "Deutsch",
    "Text",
    "Name",
    "Link",
    "Links",
    "None",
    "April",
    "August",
    "September",
    "November",
} | {"Filipino"}
"""Words of both languages, and names of the product."""
WRITTEN = {
    *(
        "Harbour Bakery",
        "Olivia",
        "Marco",
        "Fatima",
        "Viktor",
        "Ana",
        "Ana Reyes",
        "Ben Cruz",
        "Early",
        "Drafts",
    ),
    *("Bookkeeping", "Bookkeeping for the bakery", "Books of the month", "people.csv", "Only in the bakery"),
    *("Keep the books of the bakery, month by month.", "A look at open items", "Certificate 4711"),
    *("Every bank line of the month is assigned to an account.", "The balance equals the bank statement."),
    *("Bank and books agree to the cent", "Open questions are listed", "Close March of the sample books"),
    *("Books that are right on the fifth of each month.", "Every receipt is booked"),
    *("The bank agrees to the cent", "Nine years of books for bakeries.", "On time, every month"),
    *("Bank reconciliation", "Microsoft Excel", "Excel", "Xero", "Quickbooks Online", "Book-keeping"),
    *("Double-entry bookkeeping", *(f"month {number} of 6" for number in range(1, 7))),
    "Every bank line of the month is assigned to an account. The balance equals the bank statement.",
    *("IELTS 7.5", "2025", "Bank reconciliation Microsoft Excel", "Double-entry bookkeeping Xero"),
    *("I keep the books of two cafés.", "Answering customers' e-mail", "Web shop upkeep"),
    *("The law of Oregon.", "The law of Washington.", "The law was named wrongly."),
}
"""What the people of these tests wrote, in English."""
HOME = Home(
    name="Harbour Bakery", country="US", currency="USD", time_zone="America/New_York", languages={"en": "C2"}
)
CODES = r"\{\w+\}|[A-Z]+-\w+|\S+[@/]\S+|EUR Euro"
"""Words in braces, numbers of rules and papers, addresses, currencies."""
IN_ENGLISH = {"English", "Bookkeeping, Accounting, and Auditing Clerks"}
"""What any page may mark as English."""
LETTERS = {"reject-candidacy"}
"""Pages with a letter in the language of the business, which is English here."""
AS_SIGNED = {"statement", "edit-statement", "signing", "sign", "lesson"}
"""Pages that show an agreement in the language in which it is written, or name sources."""


@pytest.fixture(scope="session")
def german(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locale")
    compile_translations(folder)
    return folder


@pytest.fixture(autouse=True)
def _translated(settings: Settings, german: Path) -> None:
    settings.LOCALE_PATHS = [german]


def both(client: Client, place: str) -> tuple[Reader, Reader] | None:
    """A page in German and in English, without what can be chosen in lists; None for what is no page."""
    found = []
    for language in ("de", "en"):
        answer = client.get(place, headers={"accept-language": language})
        if answer.status_code != 200 or "html" not in answer.headers["content-type"]:
            return None
        found.append(read(re.sub(r"(?s)<option.*?</option>", "", answer.content.decode())))
    return found[0], found[1]


def of_the_work(people: People) -> set[str]:
    """What a draft brings along that was made in English."""
    made = drafted(people.olivia, "books", None, load())
    told = {text for item in made.deliverables for text in (item.name, *item.criteria)}
    lists = {", ".join(made.skills), ", ".join(made.tools)}
    return told | lists | {made.purpose} | {process.name for process in load().catalogue.values()}


def is_known(text: str, known: set[str]) -> bool:
    """Whether each piece of a text is written by people, a name, a number of a rule, an address or a code."""
    bare = text.strip(": ")
    pieces = [bare] if bare in known else re.split(r" · |: |, ", bare)
    return all(piece in known or re.fullmatch(CODES, piece) for piece in pieces)


def left(pages: tuple[Reader, Reader], known: set[str]) -> list[str]:
    """What both pages say alike although nobody wrote it."""
    return sorted(text for text in pages[0].own & pages[1].own if not is_known(text, known))


def test_no_sentence_of_sourcing_and_agreeing_is_english_without_saying_so(
    people: People, plan: PlanReport
) -> None:
    arguments, client = Arguments.of(people, plan), Client()
    client.force_login(people.olivia.user)
    known, found, marked, count = SAME | WRITTEN | of_the_work(people), {}, {}, 0
    for route in OURS:
        if not route.view.__module__.startswith(PAGES):
            continue
        pages = both(client, arguments.address(route))
        if pages is None:
            continue
        count += 1
        if (alike := left(pages, known)) and route.name not in LETTERS:
            found[route.name] = alike
        if route.name not in AS_SIGNED and pages[0].english - IN_ENGLISH:
            marked[route.name] = pages[0].english - IN_ENGLISH
    assert (found, marked, count > 40) == ({}, {}, True)


def of_catalogue(key: str) -> Process:
    known = load().catalogue[key]
    return Process(
        id=key,
        name=known.name,
        occupation=known.occupation,
        hours_per_month=20,
        answers=known.answers,
        catalogue=key,
    )


@pytest.mark.parametrize("key", load().catalogue)
def test_a_german_draft_is_as_checkable_as_the_english_one(key: str) -> None:
    made = draft(of_catalogue(key), HOME, load())
    with told_in("de"):
        german = told_brief(made)
    assert {(item.kind, item.where) for item in quality(german).findings} <= {
        (item.kind, item.where) for item in quality(made).findings
    }
    assert german.deliverables != made.deliverables


def test_a_brief_begins_in_the_language_of_who_writes_it(people: People) -> None:
    with told_in("de"):
        german = drafted(people.olivia, "books", None, load())
    names = [item.name for item in german.deliverables]
    assert (german.title, names) == (
        "Buchhaltung",
        ["Gebuchter Monat", "Liste offener Fragen", "Abgeschlossener Monat"],
    )
    assert {look.deliverable for look in german.checkpoints} == set(names)
    assert type(german.title) is str


def test_an_agreement_is_begun_in_the_language_of_who_begins_it(people: People) -> None:
    with told_in("de"):
        row = statement_of_work(begun(people.olivia))
    assert row is not None
    said = statement_of(row.content)
    assert (said.language, said.clauses[0].title, said.milestones[0].name) == (
        "de",
        "Abnahme",
        "Books of the month, Monat 1 von 6",
    )


def test_its_page_is_in_its_own_language_whoever_reads_it(people: People) -> None:
    with told_in("de"):
        row = statement_of_work(begun(people.olivia))
    assert row is not None
    client = Client()
    client.force_login(people.olivia.user)
    place = reverse("statement", args=[people.bakery.key, row.key])
    page = client.get(place, headers={"accept-language": "en"}).content.decode()
    assert ('<html lang="en"' in page, '<article class="paper" lang="de">' in page) == (True, True)
    assert ("Vertragspartner" in page, "Parties" in page) == (True, False)
