"""The clause library of a business: own wordings, older ones kept, the library's restored."""

import pytest
from django.http import Http404

from outhaul.apps.audit.models import Event
from outhaul.apps.work.domain.clauses import (
    add_clause,
    change_clause,
    clause_of,
    clauses_of,
    older,
    restore_library,
    texts,
    use_clause,
)
from outhaul.apps.work.domain.statements import change_statement, statement_of_work
from outhaul.apps.work.models import Clause
from outhaul.documents.statement.canonical import statement_of
from outhaul.documents.statement.library import latest
from outhaul.faults import InputError
from tests.agreement_made import begun
from tests.people import People

OWN = {"title": "Payment", "why": "Soon.", "text": "{client} pays within {payment_days} days."}


def test_a_business_begins_with_the_library(people: People) -> None:
    assert [(item.key, item.version, item.in_use, item.own) for item in clauses_of(people.bakery)] == [
        (key, 1, True, False) for key in latest()
    ]


def test_a_change_is_a_new_version_and_the_older_one_stays(people: People) -> None:
    change_clause(people.marco, "payment", **OWN)
    now = clause_of(people.bakery, "payment")
    assert (now.version, now.title, now.text, now.own) == (2, OWN["title"], OWN["text"], True)
    assert [item.version for item in older(people.olivia, "payment")] == [1]
    event = Event.objects.get(thing="clause")
    assert (event.actor, event.verb, event.name) == ("Marco", "changed", "Payment")
    change_clause(people.marco, "payment", **OWN)
    assert Clause.objects.count() == 1


def test_restoring_keeps_ones_own_wording_among_the_versions(people: People) -> None:
    change_clause(people.olivia, "payment", **OWN)
    restore_library(people.olivia, "payment")
    now = clause_of(people.bakery, "payment")
    assert (now.version, now.text, now.own) == (3, latest()["payment"].text.strip(), False)
    assert [item.version for item in older(people.olivia, "payment")] == [2, 1]
    with pytest.raises(Http404):
        restore_library(people.olivia, "coffee")


def test_a_clause_out_of_use_is_left_out_of_new_statements_only(people: People) -> None:
    before = statement_of_work(begun(people.olivia))
    use_clause(people.olivia, "liability", in_use=False)
    use_clause(people.olivia, "liability", in_use=False)
    after = statement_of_work(begun(people.olivia, process="mail"))
    assert before is not None
    assert after is not None
    left = {item.key for item in statement_of(before.content).clauses} - {
        item.key for item in statement_of(after.content).clauses
    }
    assert left == {"liability"}
    assert Event.objects.filter(thing="clause").count() == 1
    use_clause(people.olivia, "liability", in_use=True)
    assert clause_of(people.bakery, "liability").in_use


def test_a_draft_keeps_the_version_with_which_it_was_written(people: People) -> None:
    engagement = begun(people.olivia)
    change_clause(people.olivia, "payment", **OWN)
    row = statement_of_work(engagement)
    assert row is not None
    said = statement_of(change_statement(people.olivia, row, statement_of(row.content)).content)
    payment = next(item for item in said.clauses if item.key == "payment")
    assert (payment.version, payment.title) == (1, "Payment and late interest")
    assert [item.text for item in texts(people.bakery, {"payment": 2})] == [OWN["text"]]


def test_own_clauses_come_last_in_new_statements(people: People) -> None:
    add_clause(people.olivia, title="Allergens", why="", text="Recipes stay secret.")
    row = statement_of_work(begun(people.olivia))
    assert row is not None
    assert statement_of(row.content).clauses[-1].title == "Allergens"
    with pytest.raises(InputError, match="There is a clause of this title"):
        add_clause(people.olivia, title="allergens", why="", text="Twice")


def test_an_empty_wording_is_refused(people: People) -> None:
    with pytest.raises(InputError) as wrong:
        change_clause(people.olivia, "payment", title=" ", why="x" * 301, text="\n")
    assert [fault.where for fault in wrong.value.faults] == ["title", "text", "why"]
    assert not Clause.objects.exists()


def test_another_business_has_its_own(people: People) -> None:
    change_clause(people.olivia, "payment", **OWN)
    assert clause_of(people.charlie.business, "payment").version == 1
    assert list(older(people.charlie, "payment")) == []


def test_each_language_has_its_own_wording(people: People) -> None:
    change_clause(people.olivia, "payment", **OWN, language="de")
    german, english = clause_of(people.bakery, "payment", "de"), clause_of(people.bakery, "payment")
    assert (german.version, german.text, german.own) == (2, OWN["text"], True)
    assert (english.version, english.title, english.own) == (1, "Payment and late interest", False)
    assert [item.version for item in older(people.olivia, "payment", "de")] == [1]
    restore_library(people.olivia, "payment", "de")
    assert clause_of(people.bakery, "payment", "de").title == "Zahlung und Verzug"


def test_a_clause_of_ones_own_stands_in_the_language_in_which_it_is_written(people: People) -> None:
    add_clause(people.olivia, title="Hafen", why="", text="Der Hafen bleibt frei.", language="de")
    use_clause(people.olivia, "liability", in_use=False, language="de")

    def titles(language: str) -> list[str]:
        return [item.title for item in clauses_of(people.bakery, language) if item.in_use]

    assert ("Hafen" in titles("de"), "Haftung" in titles("de")) == (True, False)
    assert ("Hafen" in titles("en"), "Liability" in titles("en")) == (False, True)
