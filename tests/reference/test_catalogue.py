"""The catalogue of ready-made processes: whole, in range, and sensible to the scope guard."""

from collections import Counter

import pytest

from outhaul.engine import scope
from outhaul.engine.business import QUESTIONS, Process
from outhaul.engine.questionnaire import BY_ID
from outhaul.reference.model import CatalogueProcess
from outhaul.reference.tables import load

REFERENCE = load()
CATALOGUE = tuple(REFERENCE.catalogue.values())
AREAS = {"finance", "sales", "marketing", "support", "web", "people", "operations", "owner"}
INDUSTRIES = {
    "accounting",
    "construction",
    "creative",
    "education",
    "engineering",
    "farming",
    "food",
    "health",
    "hospitality",
    "legal",
    "logistics",
    "manufacturing",
    "retail",
    "software",
}

each_process = pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.key)


def verdict_class(key: str) -> str:
    entry = REFERENCE.catalogue[key]
    process = Process(
        id=key, name=entry.name, occupation=entry.occupation, hours_per_month=1, answers=entry.answers
    )
    return scope.judge(process).class_


def test_there_are_85_processes() -> None:
    assert len(CATALOGUE) == 85


def test_every_area_is_there() -> None:
    assert {entry.area for entry in CATALOGUE} == AREAS


def test_fourteen_industries_are_there() -> None:
    assert {name for entry in CATALOGUE for name in entry.industries} == INDUSTRIES


def test_no_two_processes_share_a_key_or_a_name() -> None:
    keys, names = {entry.key for entry in CATALOGUE}, {entry.name for entry in CATALOGUE}
    assert (len(keys), len(names)) == (85, 85)


def test_processes_come_by_area_and_key() -> None:
    assert list(CATALOGUE) == sorted(CATALOGUE, key=lambda entry: (entry.area, entry.key))


@each_process
def test_its_occupation_is_in_the_reference_tables(entry: CatalogueProcess) -> None:
    assert REFERENCE.occupations[entry.occupation].code == entry.occupation


def test_work_that_needs_only_a_computer_has_an_occupation_that_can_be_remote() -> None:
    """Otherwise guard pay would price it like work that is bound to a place."""
    bound = [
        entry.key
        for entry in CATALOGUE
        if entry.answers["M7"] and REFERENCE.occupations[entry.occupation].remote.value < 0.5
    ]
    assert bound == []


@each_process
def test_it_answers_every_question_with_an_anchor(entry: CatalogueProcess) -> None:
    assert tuple(entry.answers) == QUESTIONS
    assert [
        key for key, answer in entry.answers.items() if answer not in range(len(BY_ID[key].anchors))
    ] == []


@each_process
def test_its_hours_grow_with_the_size_of_the_business(entry: CatalogueProcess) -> None:
    assert list(entry.hours) == ["solo", "small", "medium"]
    assert 0 < entry.hours["solo"] < entry.hours["small"] < entry.hours["medium"]


@each_process
def test_its_owner_share_is_a_share(entry: CatalogueProcess) -> None:
    assert 0 <= entry.owner_share <= 1


@each_process
def test_it_has_two_to_five_deliverables_each_with_a_criterion(entry: CatalogueProcess) -> None:
    assert 2 <= len(entry.deliverables) <= 5
    assert [item.name for item in entry.deliverables if len(item.criterion.split()) < 4] == []


@each_process
def test_it_has_one_to_three_checkpoints_and_names_tools_and_skills(entry: CatalogueProcess) -> None:
    assert 1 <= len(entry.checkpoints) <= 3
    assert entry.tools
    assert entry.skills


def test_no_two_criteria_are_the_same() -> None:
    criteria = Counter(item.criterion for entry in CATALOGUE for item in entry.deliverables)
    assert criteria.most_common(1)[0][1] == 1


def test_verdicts_spread_over_all_classes() -> None:
    assert Counter(verdict_class(entry.key) for entry in CATALOGUE) == {
        "ELIGIBLE": 47,
        "KEEP_CORE": 14,
        "PILOT": 7,
        "PREPARE": 7,
        "KEEP_UNMANAGEABLE": 5,
        "KEEP_LEGAL": 5,
    }


def flips(question: str) -> int:
    """How many processes change their class when `question` is answered one step away."""
    count = 0
    for entry in CATALOGUE:
        ours = scope.classify(entry.answers)
        steps = {max(0, entry.answers[question] - 1), min(4, entry.answers[question] + 1)}
        count += any(scope.classify({**entry.answers, question: step}) != ours for step in steps)
    return count


def test_four_questions_move_most_verdicts() -> None:
    """The figures that docs/reference/catalogue.md tells."""
    assert {key: flips(key) for key in ("M1", "C1", "C5", "C2")} == {"M1": 15, "C1": 13, "C5": 11, "C2": 10}


@pytest.mark.parametrize(
    ("key", "class_"),
    [
        ("bookkeeping", "ELIGIBLE"),
        ("customer-support", "ELIGIBLE"),
        ("market-research", "PREPARE"),
        ("product-development", "KEEP_CORE"),
        ("product-strategy", "KEEP_CORE"),
        ("recipe-development", "KEEP_CORE"),
        ("key-accounts", "KEEP_CORE"),
        ("staff-files", "KEEP_LEGAL"),
        ("on-call-assistant", "KEEP_LEGAL"),
        ("cleaning", "KEEP_UNMANAGEABLE"),
        ("course-materials", "PILOT"),
    ],
)
def test_verdicts_that_an_owner_would_expect(key: str, class_: str) -> None:
    assert verdict_class(key) == class_
