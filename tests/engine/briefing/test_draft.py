"""A draft is a whole start: what the catalogue, the occupation and the plan know stands in it."""

from dataclasses import replace

import pytest

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.briefing.draft import draft
from outhaul.engine.briefing.publishing import NEVER_LEFT_OUT, verdicts
from outhaul.engine.briefing.quality import quality
from outhaul.engine.briefing.rhythm import looks_at
from outhaul.engine.business import Home, Process
from outhaul.engine.report import PlanReport
from outhaul.engine.scope import judge
from outhaul.reference.tables import Reference, load

HOME = Home(
    name="Harbour Bakery",
    country="US",
    currency="USD",
    time_zone="America/New_York",
    languages={"en": "C2", "es": "B1"},
)
BOOKS = Process(
    id="books", name="Our books", occupation="43-3031.00", hours_per_month=40, catalogue="bookkeeping"
)


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load()


def of_catalogue(key: str, reference: Reference) -> Process:
    known = reference.catalogue[key]
    return Process(
        id=key,
        name=known.name,
        occupation=known.occupation,
        hours_per_month=20,
        answers=known.answers,
        catalogue=key,
    )


def test_the_catalogue_gives_words_and_the_plan_gives_the_band(
    reference: Reference, plan: PlanReport
) -> None:
    line = next(process for process in plan.processes if process.id == "books")
    made = draft(BOOKS, HOME, reference, line)
    assert (made.title, made.purpose) == ("Our books", reference.catalogue["bookkeeping"].purpose)
    assert [(item.name, item.every, item.due_in_days) for item in made.deliverables] == [
        ("Booked month", "month", 5),
        ("List of open questions", "month", 5),
        ("Closed month", "month", 10),
    ]
    assert made.deliverables[2].criteria == (
        "Trial balance balances and is handed over by the 10th of the following month",
    )
    assert line.rate
    assert (made.rate_low, made.rate_high, made.months, made.budget) == (*line.rate.band, None, None)
    assert (made.hours_per_month, made.currency, made.language) == (40, "USD", "en")


def test_a_pilot_is_half_of_the_work_for_three_months_with_a_budget(
    reference: Reference, plan: PlanReport
) -> None:
    """§SCOPE-7."""
    line = next(process for process in plan.processes if process.decision == "pilot")
    made = draft(of_catalogue("social-media", reference), HOME, reference, line)
    assert (made.hours_per_month, made.months) == (10, 3)
    assert made.budget == round(23.4 * 10 * 3)


def test_overlap_and_language_are_what_guard_match_asks(reference: Reference) -> None:
    """§MATCH-3: by M5 where nobody says otherwise."""
    support = of_catalogue("customer-support", reference)
    assert draft(support, HOME, reference).overlap_hours == 4
    assert draft(support, HOME, reference).language_level == "C1"
    told = replace(support, min_overlap_hours=2, language="es")
    assert (draft(told, HOME, reference).overlap_hours, draft(told, HOME, reference).language) == (2, "es")


def test_work_of_a_kind_that_the_catalogue_knows_borrows_its_words(reference: Reference) -> None:
    told = replace(BOOKS, catalogue=None)
    assert draft(told, HOME, reference).deliverables == draft(BOOKS, HOME, reference).deliverables


def test_work_of_which_nothing_is_known_still_has_a_start(reference: Reference) -> None:
    known = {item.occupation for item in reference.catalogue.values()}
    stranger = next(code for code in reference.occupations if code not in known)
    made = draft(replace(BOOKS, catalogue=None, occupation=stranger), HOME, reference)
    assert [item.name for item in made.deliverables] == ["The month's work", "List of open questions"]
    assert made.skills
    assert [found.kind for found in quality(made).findings] == ["no purpose"]


def test_every_draft_of_the_catalogue_has_what_no_brief_may_lack(reference: Reference) -> None:
    """§SCOPE-16 to §SCOPE-18, for all of the catalogue."""
    for key in reference.catalogue:
        process = of_catalogue(key, reference)
        made = draft(process, HOME, reference)
        blocked = {
            verdict.rule
            for verdict in verdicts(made, process, judge(process), Assumptions())
            if verdict.answer != "pass"
        }
        assert not blocked & NEVER_LEFT_OUT, key
        assert all(looks_at(made, item.name) for item in made.deliverables), key
        assert quality(made).score >= 65, key
