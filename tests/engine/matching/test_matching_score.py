"""A person's match: verified history outweighs the country, nationality is never scored (§MATCH-14 ff.)."""

from dataclasses import fields, replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Home, Level
from outhaul.engine.matching.history import rate
from outhaul.engine.matching.parts import LEVELS, level_match
from outhaul.engine.matching.person import Evidence, Match, Need, Part, Person, Record, Side, Spoken
from outhaul.engine.matching.weigh import EIGHTY, total, weigh
from outhaul.engine.verdict import Answer
from outhaul.reference.tables import load

HOME = Home(
    name="Harbour Bakery",
    country="US",
    currency="USD",
    time_zone="America/New_York",
    languages={"en": "C2"},
)
BOOKS = Need(
    process="books",
    occupation="43-3031.00",
    skills=("Bookkeeping", "QuickBooks"),
    language="en",
    level="B2",
    overlap_hours=2.0,
    hours_per_week=9.0,
    stays_home=False,
    kappa=0.3,
    rate_low=9.0,
    rate_high=26.0,
)
ANA = Person(
    country="PH",
    zone="Asia/Manila",
    hours=(time(20), time(4)),
    languages={"en": Spoken("C1", Evidence.CERTIFICATE)},
    skills=("Book-keeping", "Quickbooks Online"),
    occupation="43-3031.00",
    references=1,
    references_heard=1,
    rate=10.5,
    hours_per_week=20.0,
)


def side(**changes: float) -> Side:
    return Side(home=HOME, reference=load(), assumptions=Assumptions(**changes), year=2026)


def one(person: Person, need: Need = BOOKS, of: Side | None = None) -> Match:
    return next(weigh([person], need, of or side()))


def part(match: Match, name: str) -> Part:
    return next(part for part in match.parts if part.name == name)


def well(count: int) -> Record:
    return Record(deliveries=count, accepted=count, first_pass=count, on_time=count)


def test_the_parts_add_up_to_the_score_and_their_doubt_to_its_interval() -> None:
    match = one(ANA)
    assert sum(part.weight for part in match.parts) == pytest.approx(1.0)
    assert match.score == pytest.approx(100 * sum(part.weight * part.value for part in match.parts))
    half = 100 * EIGHTY * sum((part.weight * part.sd) ** 2 for part in match.parts) ** 0.5
    assert match.score - match.low == pytest.approx(half)
    assert total(()) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(("accepted", "count", "mean"), [(9, 10, 0.850), (5, 10, 0.650), (3, 3, 0.846)])
def test_few_deliveries_make_nobody_perfect(accepted: int, count: int, mean: float) -> None:
    """§MATCH-15: Beta(8, 2), the vectors of the scorecards."""
    assert round(rate(accepted, count, Assumptions()).mean, 3) == mean


def test_the_honest_interval_of_nine_in_ten() -> None:
    found = rate(9, 10, Assumptions())
    assert tuple(round(end, 3) for end in found.interval()) == (0.704, 0.956)


COUNTRIES = ("PH", "KE", "NG", "US", "CH", "UA", "NO", "BI")


def test_the_country_says_nothing_of_somebody_who_is_known() -> None:
    """Same hours, languages and rates: what is left is the prior, a tenth of a point at most (§MATCH-15)."""
    scores = [one(replace(ANA, country=country)).score for country in COUNTRIES]
    assert max(scores) - min(scores) < 0.1


def test_with_ten_verified_deliveries_the_country_moves_less_than_a_point() -> None:
    """Even where nobody told a level of the language, and nearly nobody there speaks it (§MATCH-15)."""
    unknown = replace(ANA, languages={})
    fresh = [one(replace(unknown, country=country)).score for country in COUNTRIES]
    known = [one(replace(unknown, country=country, record=well(10))).score for country in COUNTRIES]
    assert max(fresh) - min(fresh) > 1
    assert max(known) - min(known) < 1


@given(st.sampled_from(COUNTRIES), st.sampled_from(COUNTRIES), st.integers(0, 40), st.booleans(), st.data())
def test_the_country_never_reaches_further_than_is_written(
    here: str,
    there: str,
    count: int,
    told: bool,  # noqa: FBT001 -- drawn
    data: st.DataObject,
) -> None:
    """§MATCH-15: 100 (match_place + match_language x match_country) k / (n + k) points."""
    a = Assumptions()
    accepted = data.draw(st.integers(0, count))
    record = Record(deliveries=count, accepted=accepted, first_pass=accepted, on_time=accepted)
    person = replace(ANA, record=record, languages=ANA.languages if told else {})
    moved = abs(one(replace(person, country=here)).score - one(replace(person, country=there)).score)
    reach = a.match_place + (0.0 if told else a.match_language * a.match_country)
    assert moved <= 100 * reach * a.match_fade / (count + a.match_fade) + 1e-9


def test_a_person_has_nothing_that_a_nationality_could_hide_in() -> None:
    assert {field.name for field in fields(Person)} == {
        "country",
        "zone",
        "hours",
        "languages",
        "skills",
        "occupation",
        "references",
        "references_heard",
        "rate",
        "hours_per_week",
        "wait_days",
        "record",
    }


def test_history_outweighs_the_country() -> None:
    """Five good deliveries from anywhere beat an unknown neighbour who is alike in all else."""
    unknown = one(replace(ANA, country="US"))
    for country in COUNTRIES:
        assert one(replace(ANA, country=country, record=well(5))).score > unknown.score


@given(st.integers(0, 30), st.integers(0, 30))
def test_a_delivery_that_went_well_never_harms_and_a_bad_one_never_helps(good: int, bad: int) -> None:
    record = Record(deliveries=good + bad, accepted=good, first_pass=good, on_time=good)
    before = part(one(replace(ANA, record=record)), "history").value
    better = replace(
        record, deliveries=good + bad + 1, accepted=good + 1, first_pass=good + 1, on_time=good + 1
    )
    worse = replace(record, deliveries=good + bad + 1)
    assert part(one(replace(ANA, record=better)), "history").value >= before
    assert part(one(replace(ANA, record=worse)), "history").value <= before


@pytest.mark.parametrize("level", LEVELS)
def test_evidence_narrows_the_doubt(level: Level) -> None:
    """§MATCH-17: what somebody says of themselves is the least sure, and lies a little too high."""
    told, heard, shown = (
        level_match(level, how, "B2") for how in (Evidence.TOLD, Evidence.HEARD, Evidence.CERTIFICATE)
    )
    assert told[1] > heard[1] > shown[1] or shown[0] > 0.99
    if LEVELS.index(level) >= LEVELS.index("B2"):
        assert told[0] < heard[0] <= shown[0]


def test_skills_are_found_however_they_are_spelt() -> None:
    """§MATCH-19."""
    exact = replace(ANA, skills=("bookkeeping", "QUICKBOOKS"))
    loose = replace(ANA, skills=("Book keeping", "Quick-Books", "Quickbooks online"))
    assert [verdict.rule for verdict in one(exact).verdicts] == ["MATCH-14"]
    assert [verdict.rule for verdict in one(loose).verdicts] == ["MATCH-14"]


def test_java_is_no_javascript_and_c_is_no_c_plus_plus() -> None:
    for named, told in (("Java", "JavaScript"), ("C++", "C"), ("C#", "C++"), ("Xero", "Zoho")):
        need = replace(BOOKS, skills=(named,))
        (verdict,) = one(replace(ANA, skills=(told,)), need).verdicts
        assert (verdict.rule, verdict.answer) == ("MATCH-19", Answer.WARN)


def test_a_skill_that_nobody_told_is_warned_of_by_its_name() -> None:
    (verdict,) = one(replace(ANA, skills=("Bookkeeping",))).verdicts
    assert verdict.reason == "The brief names what they told nothing of: QuickBooks."


def test_too_few_shared_hours_block_where_hours_are_offered_and_warn_where_they_are_guessed() -> None:
    """§MATCH-16: the worst working day of the year decides."""
    offered = one(replace(ANA, hours=(time(9), time(17)))).verdicts[0]
    guessed = one(replace(ANA, hours=None)).verdicts[0]
    unknown = one(replace(ANA, country="PH", zone="", hours=None)).verdicts[0]
    assert (offered.rule, offered.answer, offered.figures["overlap_min"]) == ("MATCH-16", Answer.BLOCK, 0.0)
    assert (guessed.rule, guessed.answer) == ("MATCH-16", Answer.WARN)
    assert (unknown.rule, unknown.answer) == ("MATCH-16", Answer.WARN)


def test_a_level_below_what_is_needed_blocks_and_an_unknown_one_warns() -> None:
    """§MATCH-17."""
    low = one(replace(ANA, languages={"en": Spoken("B1")})).verdicts[0]
    none = one(replace(ANA, languages={"tl": Spoken("C2", Evidence.NATIVE)})).verdicts[0]
    assert (low.rule, low.answer, low.figures) == ("MATCH-17", Answer.BLOCK, {"levels_short": 1.0})
    assert (none.rule, none.answer) == ("MATCH-17", Answer.WARN)


def test_sanctions_and_data_that_must_stay_are_law_for_a_person_too() -> None:
    """§MATCH-18, §MATCH-8, §MATCH-10, §MATCH-11."""
    cuba = one(replace(ANA, country="CU")).verdicts[0]
    home = one(ANA, replace(BOOKS, stays_home=True)).verdicts[0]
    policy = one(ANA, of=replace(side(), excluded=("PH",))).verdicts[0]
    assert [(found.rule, found.answer, found.legal) for found in (cuba, home, policy)] == [
        ("MATCH-8", Answer.BLOCK, True),
        ("MATCH-10", Answer.BLOCK, True),
        ("MATCH-11", Answer.BLOCK, False),
    ]


def test_nobody_whose_country_is_unknown_has_been_checked() -> None:
    """§MATCH-18."""
    nowhere = replace(ANA, country="")
    warned = one(nowhere).verdicts[0]
    blocked = one(nowhere, replace(BOOKS, stays_home=True)).verdicts[0]
    assert (warned.rule, warned.answer) == ("MATCH-18", Answer.WARN)
    assert (blocked.rule, blocked.answer) == ("MATCH-18", Answer.BLOCK)


@pytest.mark.parametrize(
    ("asked", "value"), [(10.5, 1.0), (26.0, 1.0), (27.0, 1.0), (60.0, 0.0), (8.0, 0.941), (None, 0.7)]
)
def test_the_rate_counts_by_the_fair_band(asked: float | None, value: float) -> None:
    """A first ask is talked down by 5 %, and a rate below the band is no merit."""
    assert round(part(one(replace(ANA, rate=asked)), "rate").value, 3) == value


def test_own_weights_count() -> None:
    known = replace(ANA, record=well(10))
    alone = side(**{name: 0.0 for name in vars_of_weights() if name != "match_skills"})
    assert one(known, of=alone).score == pytest.approx(100 * part(one(known), "skills").value)


def vars_of_weights() -> list[str]:
    names = ("skills", "history", "language", "overlap", "availability", "rate", "references", "place")
    return [f"match_{name}" for name in names]


KINDS = st.builds(
    Person,
    country=st.sampled_from(("", *COUNTRIES)),
    zone=st.sampled_from(("", "Asia/Manila", "Europe/Berlin")),
    hours=st.sampled_from((None, (time(9), time(17)), (time(20), time(4)))),
    languages=st.sampled_from(({}, {"en": Spoken("B1")}, {"en": Spoken("C2", Evidence.NATIVE)})),
    skills=st.lists(st.text(max_size=8), max_size=3).map(tuple),
    rate=st.none() | st.floats(0.01, 500),
    hours_per_week=st.none() | st.floats(0, 168),
    wait_days=st.integers(0, 1000),
)


@given(st.lists(KINDS, max_size=5))
def test_everybody_is_weighed_within_bounds_and_alone_as_among_others(people: list[Person]) -> None:
    together = list(weigh(people, BOOKS, side()))
    for person, match in zip(people, together, strict=True):
        assert 0.0 <= match.low <= match.score <= match.high <= 100.0
        assert all(0.0 <= part.value <= 1.0 and part.sd >= 0.0 for part in match.parts)
        assert match == one(person)
