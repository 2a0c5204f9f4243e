"""Guard match: overlap, language, culture, law and people (§MATCH-2 to §MATCH-11)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Home, Process
from outhaul.engine.geography.culture import cultural_distance
from outhaul.engine.geography.languages import contractor_chance, language_match
from outhaul.engine.geography.standing import Score, Supply, governance, supply, unrest
from outhaul.engine.match import Fit, fit, needs
from outhaul.engine.verdict import Answer, Guard, worst
from outhaul.reference.embargoes import Embargoes
from outhaul.reference.model import Country, Figure, Grade
from outhaul.reference.tables import load
from outhaul.reference.wide_countries import WideCountries

ASSUMED = Assumptions()
ORIENTATIONS = (
    "harmony",
    "embeddedness",
    "hierarchy",
    "mastery",
    "affective",
    "intellectual",
    "egalitarianism",
)


def figure(value: float, sd: float = 0.0, grade: Grade = "A") -> Figure:
    return Figure(value, 2023, "test", grade, sd)


def country(code: str, zone: str, **changes: Any) -> Country:  # noqa: ANN401 -- any field of Country
    fields: dict[str, Any] = {
        "code": code,
        "code3": code + "X",
        "name": code,
        "currency": "USD",
        "zones": (zone,),
        "latitude": 0.0,
        "longitude": 0.0,
        "official_languages": ("en",),
        "languages": {"en": figure(0.6, 0.05)},
        "figures": {"labour_force": figure(8e7), "tertiary": figure(0.4), "internet_users": figure(0.8)},
        "group_ratios": {},
        "governance": {key: figure(0.0, 0.2) for key in ("cc", "ge", "pv", "rl", "rq", "va")},
        "culture": {},
    }
    return Country(**(fields | changes))


def scores(*values: float) -> dict[str, Figure]:
    return dict(zip(ORIENTATIONS, map(figure, values), strict=False))


@dataclass(frozen=True)
class Tables:
    countries: Mapping[str, Country]
    embargoes: Embargoes = field(default_factory=lambda: load().embargoes)
    wide_countries: WideCountries = field(default_factory=lambda: load().wide_countries)


@pytest.fixture(scope="module")
def tables() -> Tables:
    rows = [
        country("US", "America/New_York", name="United States", languages={"en": figure(0.96)}),
        country("CA", "America/Toronto", name="Canada"),
        country("CO", "America/Bogota", name="Colombia"),
        country("DE", "Europe/Berlin", name="Germany", official_languages=("de",)),
        country("PH", "Asia/Manila", name="Philippines"),
        country("KP", "Asia/Pyongyang", name="North Korea"),
        country("CU", "America/Havana", name="Cuba"),
        country("RU", "Europe/Moscow", name="Russia"),
        country(
            "FR", "Europe/Paris", name="France", official_languages=("fr",), languages={"fr": figure(0.97)}
        ),
    ]
    return Tables({row.code: row for row in rows})


@pytest.fixture
def home() -> Home:
    return Home(
        name="Olivia's",
        country="US",
        currency="USD",
        time_zone="America/New_York",
        languages={"en": "C2", "es": "B1"},
    )


Fitting = Callable[..., Fit]


@pytest.fixture
def fitting(tables: Tables, home: Home) -> Fitting:
    def judge(code: str, answers: Mapping[str, int | bool], **changes: Any) -> Fit:  # noqa: ANN401 -- any field
        own = {key: changes.pop(key) for key in ("exclude_countries", "flexible_hours") if key in changes}
        where = changes.pop("home", home)
        process = Process(
            id="books", name="Books", occupation="43-3031.00", hours_per_month=40, answers=answers, **changes
        )
        return fit(tables, where, process, code, ASSUMED, year=2026, **own)

    return judge


DAILY = {"M1": 4, "M3": 2, "M5": 2, "G1": 0}
WRITTEN = {"M1": 4, "M3": 4, "M5": 4, "G1": 0}


def process(**answers: int) -> Process:
    return Process(id="books", name="Books", occupation="43-3031.00", hours_per_month=40, answers=answers)


@pytest.mark.parametrize(("m5", "hours"), [(0, 6.0), (1, 4.0), (2, 2.0), (3, 1.0), (4, 0.0)])
def test_the_overlap_that_work_needs_follows_from_live_contact(home: Home, m5: int, hours: float) -> None:
    assert needs(home, process(M5=m5)).overlap_needed == hours


def test_communication_and_synchronous_share_follow_from_m3_and_m5(home: Home) -> None:
    asked = needs(home, process(M3=1, M5=3))
    assert (asked.kappa, asked.sigma) == (0.5, 0.25)


def test_open_answers_count_as_the_middle(home: Home) -> None:
    asked = needs(home, process())
    assert (asked.kappa, asked.sigma, asked.overlap_needed, asked.M1) == (0.5, 0.5, 2.0, 2.0)


def test_a_named_overlap_replaces_the_one_from_m5_only_in_the_gate(home: Home) -> None:
    asked = needs(home, replace(process(M5=1), min_overlap_hours=2.5))
    assert (asked.overlap_needed, asked.overlap_useful) == (2.5, 4.0)


def test_productivity_and_rework_are_those_of_the_golden_case() -> None:
    from outhaul.engine.engagement.terms import productivity, rework  # noqa: PLC0415 -- only this claim needs them

    assert productivity(
        skill=0.95,
        language=0.7,
        overlap=3,
        overlap_needed=4,
        culture=0.6,
        sigma=0.4,
        kappa=0.5,
        dL=0.10,
        dT=0.06,
        dK=0.03,
    ) == pytest.approx(0.92192, abs=5e-6)
    assert rework(rho0=0.10, gL=1, gM=0, kappa=0.5, language=0.7, M1=0) == pytest.approx(0.11618, abs=5e-6)


def test_a_near_country_that_speaks_the_language_passes(fitting: Fitting) -> None:
    found = fitting("CO", DAILY)
    (verdict,) = found.verdicts
    assert (verdict.guard, verdict.answer, verdict.process, found.excluded_by) == (
        Guard.MATCH,
        Answer.PASS,
        "books",
        None,
    )
    assert (found.overlap.min, found.overlap_needed) == (7.0, 2.0)


def test_too_few_shared_hours_on_the_worst_day_block(fitting: Fitting) -> None:
    found = fitting("PH", DAILY)
    (verdict,) = found.verdicts
    assert (verdict.answer, verdict.rule, verdict.legal) == (Answer.BLOCK, "MATCH-2", False)
    assert found.excluded_by == "match: overlap 0 h < 2 h"


def test_a_contractor_who_offers_other_hours_is_not_blocked(fitting: Fitting) -> None:
    assert fitting("PH", DAILY, flexible_hours=7.0).excluded_by is None


def test_the_gate_looks_at_the_worst_day_and_not_at_the_mean(fitting: Fitting) -> None:
    found = fitting("CO", DAILY, min_overlap_hours=7.2)
    assert (found.excluded_by, round(found.overlap.mean, 2)) == ("match: overlap 7 h < 7.2 h", 7.35)


def test_a_wide_country_is_searched_where_enough_hours_are_shared(fitting: Fitting, home: Home) -> None:
    west = replace(home, time_zone="America/Los_Angeles")
    found = fitting("CA", DAILY, min_overlap_hours=6.0, home=west)
    assert (found.zone, found.overlap.min, worst(found.verdicts), found.excluded_by) == (
        "America/Vancouver",
        8.0,
        Answer.WARN,
        None,
    )


def test_at_home_the_business_s_own_zone_counts(fitting: Fitting, home: Home) -> None:
    found = fitting("US", DAILY, home=replace(home, time_zone="America/Los_Angeles"))
    assert (found.zone, found.overlap.min, found.culture, found.culture_sd) == (
        "America/Los_Angeles",
        8.0,
        0.0,
        0.0,
    )


def test_a_country_without_the_language_is_blocked(fitting: Fitting) -> None:
    found = fitting("FR", {**DAILY, "M5": 3})
    assert [(verdict.answer, verdict.rule) for verdict in found.verdicts] == [(Answer.BLOCK, "MATCH-4")]


def test_written_work_needs_the_language_too_and_only_loses_half_as_much(fitting: Fitting) -> None:
    found = fitting("FR", WRITTEN)
    assert found.excluded_by == "match: language 0.05 < 0.50"
    assert found.language_in_use == pytest.approx(1 - 0.5 * (1 - found.language))


def test_an_estimated_share_of_speakers_counts_one_deviation_lower_and_blocks(home: Home) -> None:
    def judged(grade: Grade) -> str | None:
        there = country(
            "FR", "Europe/Paris", official_languages=("fr",), languages={"en": figure(0.1, 0.1, grade)}
        )
        tables = Tables({"FR": there, "US": country("US", "America/New_York")})
        return fit(tables, home, process(M3=2, M5=3), "FR", ASSUMED, year=2026).excluded_by

    assert (judged("B"), judged("C")) == (None, "match: language 0.47 < 0.50")


def test_the_owner_s_own_level_limits_the_language_match(home: Home) -> None:
    spain = country("ES", "Europe/Madrid", official_languages=("es",), languages={"es": figure(0.98)})
    assert language_match(home, spain, "es", ASSUMED).score == pytest.approx(0.6, abs=0.001)


def test_a_language_that_nobody_at_home_is_listed_with_is_warned_of(fitting: Fitting) -> None:
    found = fitting("FR", {**DAILY, "M5": 3}, language="fr")
    assert [(verdict.answer, verdict.reason) for verdict in found.verdicts] == [
        (Answer.WARN, "Your business lists no level of French, the language of this work.")
    ]


@pytest.mark.parametrize(
    ("share", "official", "chance"),
    [
        (0.62, True, 0.994),  # such as the Philippines
        (0.19, True, 0.963),  # India, Kenya
        (0.31, False, 0.917),  # Romania
        (0.07, False, 0.649),  # Argentina, Brazil
        (0.042, False, 0.518),  # Colombia
        (0.007, False, 0.147),  # China
    ],
)
def test_remote_workers_speak_english_more_often_than_their_countries(
    *, share: float, official: bool, chance: float
) -> None:
    there = country(
        "XX", "UTC", official_languages=("en",) if official else ("xx",), languages={"en": figure(share)}
    )
    assert contractor_chance(there, "en", ASSUMED)[0] == pytest.approx(chance, abs=0.0006)


def test_the_excluded_country_of_the_policy_is_blocked(fitting: Fitting) -> None:
    found = fitting("CO", DAILY, exclude_countries=("CO",))
    assert found.excluded_by == "match: excluded by your policy"
    assert [(verdict.rule, verdict.reason, verdict.fix) for verdict in found.verdicts] == [
        ("MATCH-11", "You have excluded Colombia.", "Take CO out of exclude_countries.")
    ]


@pytest.mark.parametrize(
    ("code", "home_country", "expected"),
    [
        ("CU", "US", (Answer.BLOCK, True)),
        ("CU", "DE", (Answer.BLOCK, False)),
        ("KP", "US", (Answer.BLOCK, True)),
        ("KP", "DE", (Answer.BLOCK, True)),
        ("RU", "DE", (Answer.WARN, False)),
    ],
)
def test_a_comprehensive_embargo_blocks_and_is_law_for_whom_it_binds(
    fitting: Fitting, home: Home, code: str, home_country: str, expected: tuple[Answer, bool]
) -> None:
    found = fitting(code, WRITTEN, home=replace(home, country=home_country))
    told = [(verdict.answer, verdict.legal) for verdict in found.verdicts if verdict.rule == "MATCH-8"]
    assert told == [expected]


def test_data_that_must_stay_at_home_blocks_every_other_country(fitting: Fitting) -> None:
    away, at_home = fitting("CO", {**DAILY, "G1": 3}), fitting("US", {**DAILY, "G1": 3})
    assert (away.excluded_by, at_home.excluded_by) == ("match: data must stay at home", None)
    assert [verdict.legal for verdict in away.verdicts] == [True]


@pytest.fixture
def answer(home: Home) -> Callable[..., list[tuple[Answer, str]]]:
    def judge(*, at_home: bool = False, **changes: Any) -> list[tuple[Answer, str]]:  # noqa: ANN401 -- any field
        there = country("XX", "America/Bogota", **changes)
        tables = Tables({"XX": there, "US": country("US", "America/New_York")})
        where = replace(home, country="XX") if at_home else home
        found = fit(tables, where, process(M5=3, G1=0), "XX", ASSUMED, year=2026)
        return [(verdict.answer, verdict.rule) for verdict in found.verdicts]

    return judge


Answering = Callable[..., list[tuple[Answer, str]]]


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (-1.09, (Answer.BLOCK, "MATCH-6")),  # .1379
        (-1.07, (Answer.WARN, "MATCH-6")),  # .1423
        (-0.69, (Answer.WARN, "MATCH-6")),  # .2451
        (-0.67, (Answer.PASS, "MATCH-3")),  # .2514
    ],
)
def test_a_failing_state_blocks_and_a_weak_one_warns(
    answer: Answering, level: float, expected: tuple[Answer, str]
) -> None:
    assert answer(governance={"rl": figure(level, 0.2)}) == [expected]


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (249_000, (Answer.BLOCK, "MATCH-7")),
        (251_000, (Answer.WARN, "MATCH-7")),
        (624_000, (Answer.WARN, "MATCH-7")),
        (626_000, (Answer.PASS, "MATCH-3")),
    ],
)
def test_hardly_anybody_to_choose_from_blocks_and_few_people_warn(
    answer: Answering, people: float, expected: tuple[Answer, str]
) -> None:
    shares = {"tertiary": figure(1.0), "internet_users": figure(1.0)}
    chance = contractor_chance(country("XX", "UTC"), "en", ASSUMED)[0]
    assert answer(figures={"labour_force": figure(people / chance), **shares}) == [expected]


def test_people_who_do_not_command_the_language_are_no_supply(fitting: Fitting) -> None:
    english, french = fitting("FR", WRITTEN), fitting("FR", WRITTEN, language="fr")
    assert (round(english.supply, 3), round(french.supply, 3)) == (0.616, 0.882)


def test_the_own_level_of_the_business_takes_nobody_away_there(tables: Tables, home: Home) -> None:
    asked = replace(process(M3=4, M5=4), language="es")
    fluent, poor = (replace(home, languages={"es": level}) for level in ("C2", "A1"))
    one, other = (fit(tables, where, asked, "CO", ASSUMED, year=2026).supply for where in (fluent, poor))
    assert one == other


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0.24, (Answer.BLOCK, "MATCH-13")),
        (0.26, (Answer.WARN, "MATCH-13")),
        (0.31, (Answer.PASS, "MATCH-3")),
    ],
)
def test_where_hardly_anybody_is_online_work_is_blocked(
    answer: Answering, share: float, expected: tuple[Answer, str]
) -> None:
    figures = {
        "labour_force": figure(4e7),
        "tertiary": figure(0.4),
        "internet_users": figure(share),
    }
    assert answer(figures=figures) == [expected]


def test_home_is_never_blocked_for_its_state_its_size_or_its_lines(answer: Answering) -> None:
    weak = {
        "governance": {"rl": figure(-2.0, 0.2)},
        "figures": {"population": figure(20_000.0), "internet_users": figure(0.1)},
    }
    assert answer(at_home=True, **weak) == [(Answer.PASS, "MATCH-3")]


def test_an_uncounted_people_warns_and_blocks_where_nobody_judged_the_state_either(answer: Answering) -> None:
    assert (answer(figures={}), answer(figures={}, governance={})) == (
        [(Answer.WARN, "MATCH-7")],
        [(Answer.BLOCK, "MATCH-7")],
    )


def test_governance_is_the_place_among_all_countries() -> None:
    found = governance(country("XX", "UTC", governance={"rl": figure(1.0, 0.2), "cc": figure(1.0, 0.4)}))
    assert (round(found.value, 4), round(found.sd, 4)) == (0.8413, 0.0726)


def test_unknown_governance_is_the_middle_with_a_wide_sd() -> None:
    assert governance(country("XX", "UTC", governance={})) == Score(0.5, 0.3, "D")


@pytest.mark.parametrize(
    ("stability", "times"),
    [(0.0, 1.0), (-1.0, 2.0138), (1.0, 0.4966), (-3.0, 5.0), (2.5, 0.25)],
)
def test_work_stops_more_often_where_the_state_is_less_stable(stability: float, times: float) -> None:
    there = country("XX", "UTC", governance={"pv": figure(stability), "rl": figure(2.0)})
    assert round(unrest(there, ASSUMED), 4) == times


def test_a_state_of_unknown_stability_is_like_others() -> None:
    assert unrest(country("XX", "UTC", governance={}), ASSUMED) == 1.0


def test_supply_counts_graduates_online_on_a_log_scale() -> None:
    figures = {"labour_force": figure(1e7), "tertiary": figure(0.2), "internet_users": figure(0.5, grade="B")}
    found = supply(country("XX", "UTC", figures=figures))
    assert (round(found.value, 9), round(found.people), found.grade) == (0.6, 1_000_000, "B")


def test_missing_schooling_is_guessed_from_the_use_of_the_internet() -> None:
    figures = {"labour_force": figure(1e7), "internet_users": figure(0.5)}
    found = supply(country("XX", "UTC", figures=figures))
    assert (round(found.people), found.grade) == (round(1e7 * 0.5 * 0.60 * 0.5**1.39), "D")


def test_supply_without_figures_is_graded_as_our_assumption() -> None:
    assert supply(country("XX", "UTC", figures={})) == Supply(0.0, 0.0, "D", known=False)


def test_a_far_pair_is_at_one_and_a_country_is_at_nought_from_itself() -> None:
    rows = [country(f"C{number}", "UTC", culture=scores(*[float(number)] * 7)) for number in range(10)]
    tables = {row.code: row for row in rows}
    near, far = cultural_distance(tables, "C0", "C1"), cultural_distance(tables, "C0", "C9")
    assert (cultural_distance(tables, "C3", "C3").value, far.value, far.known) == (0.0, 1.0, True)
    assert near.value == pytest.approx(1 / 7.8)  # the 95th percentile of the 45 pairs


def test_below_four_orientations_the_mean_of_all_pairs_stands_in() -> None:
    rows = [country(f"C{number}", "UTC", culture=scores(*[float(number)] * 7)) for number in range(10)]
    poor = country("XX", "UTC", culture=scores(1.0, 1.0, 1.0))
    tables = {row.code: row for row in [*rows, poor]}
    found = cultural_distance(tables, "C0", "XX")
    assert (found.known, found.sd > 0.15, 0.3 < found.value < 0.6) == (False, True, True)


def test_missing_orientations_do_not_shorten_a_distance() -> None:
    rows = [country(f"C{number}", "UTC", culture=scores(*[float(number)] * 7)) for number in range(10)]
    part = country("XX", "UTC", culture=scores(9.0, 9.0, 9.0, 9.0))
    tables = {row.code: row for row in [*rows, part]}
    assert cultural_distance(tables, "C1", "XX").value == pytest.approx(
        cultural_distance(tables, "C1", "C9").value, abs=0.1
    )


def test_without_any_culture_every_pair_is_half_far() -> None:
    tables = {"A1": country("A1", "UTC"), "B1": country("B1", "UTC")}
    found = cultural_distance(tables, "A1", "B1")
    assert (found.value, found.sd, found.known) == (0.5, 0.25, False)


@given(one=st.floats(0, 1), other=st.floats(0, 1), official=st.booleans())
def test_more_speakers_never_lower_the_chance(*, one: float, other: float, official: bool) -> None:
    languages = ("en",) if official else ("xx",)
    few, many = (
        contractor_chance(
            country("XX", "UTC", official_languages=languages, languages={"en": figure(share)}), "en", ASSUMED
        )[0]
        for share in sorted((one, other))
    )
    assert 0 <= few <= many <= 1
