"""The checks of guard match: what warns, what blocks, and what an owner can do about it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Home
from outhaul.engine.geography.culture import Distance
from outhaul.engine.geography.languages import LanguageMatch
from outhaul.engine.geography.overlap import Overlap
from outhaul.engine.geography.standing import Score, Supply
from outhaul.engine.verdict import Answer, Guard, Verdict
from outhaul.reference.embargoes import Embargoes, Measure
from outhaul.reference.language_names import language_name
from outhaul.reference.model import Country

WEAK_LAW: Final = 0.11
"""How far above `governance_min` a contract is still hard to enforce, by judgement."""
THIN_SUPPLY: Final = 2.5
"""Times `supply_min` up to which few people could do the work, by judgement."""
THIN_NET: Final = 0.05
"""How far above `internet_min` lines and power are still weak, by judgement."""
_TOLERANCE: Final = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What a process asks of a place (§MATCH-3); hours a day, scores 0..1."""

    process: str
    kappa: float
    sigma: float
    overlap_useful: float
    overlap_needed: float
    language: str
    written_only: bool
    M1: float
    stays_home: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a country offers to one process of one business."""

    country: Country
    home: Home
    home_name: str
    zone: str
    main_zone: bool
    """False where only another of a wide country's zones shares enough hours."""
    overlap: Overlap
    language: LanguageMatch
    culture: Distance
    governance: Score
    supply: Supply
    excluded: bool
    """By the owner's policy."""
    embargoes: Embargoes

    @property
    def abroad(self) -> bool:
        """Whether it is another country than the business's own."""
        return self.country.code != self.home.country


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that does not simply pass; `brief` says it in a few words, for a list of options."""

    answer: Answer
    rule: str
    reason: str
    fix: str
    brief: str
    figures: dict[str, float]
    legal: bool = False


Check = Callable[[Place, Needs, Assumptions], Finding | None]


def findings(place: Place, needs: Needs, assumptions: Assumptions) -> tuple[tuple[Verdict, ...], str | None]:
    """Run every check; return the verdicts and, if one blocks, which in a few words."""
    found = tuple(_found(place, needs, assumptions))
    blocks = (finding.brief for finding in found if finding.answer is Answer.BLOCK)
    verdicts = tuple(_verdict(finding, needs.process) for finding in found)
    return verdicts or (_passed(place, needs),), next((f"match: {brief}" for brief in blocks), None)


def _found(place: Place, needs: Needs, assumptions: Assumptions) -> Iterator[Finding]:
    for check in CHECKS:
        finding = check(place, needs, assumptions)
        if finding:
            yield finding


def _verdict(finding: Finding, process: str) -> Verdict:
    return Verdict(
        guard=Guard.MATCH,
        answer=finding.answer,
        rule=finding.rule,
        reason=finding.reason,
        fix=finding.fix,
        figures=finding.figures,
        process=process,
        legal=finding.legal,
    )


def _passed(place: Place, needs: Needs) -> Verdict:
    hours, language = place.overlap.min, place.language
    return Verdict(
        guard=Guard.MATCH,
        answer=Answer.PASS,
        rule="MATCH-3",
        reason=(
            f"{place.country.name} shares at least {_hours(hours)} a day with you, and about "
            f"{100 * language.score:.0f} % of remote workers there work in "
            f"{language_name(language.language)}."
        ),
        figures={"overlap_min": hours, "overlap_needed": needs.overlap_needed, "language": language.score},
        process=needs.process,
    )


def _policy(place: Place, _needs: Needs, _assumptions: Assumptions) -> Finding | None:
    if not place.excluded:
        return None
    name = place.country.name
    return Finding(
        Answer.BLOCK,
        "MATCH-11",
        f"You have excluded {name}.",
        f"Take {place.country.code} out of exclude_countries.",
        "excluded by your policy",
        {},
    )


def _embargo(place: Place, _needs: Needs, _assumptions: Assumptions) -> Finding | None:
    measures = place.embargoes.against(place.country.code) if place.abroad else ()
    if not measures:
        return None
    binding = tuple(measure for measure in measures if _forbids(place, measure))
    total = tuple(measure for measure in measures if measure.scope == "comprehensive")
    told = binding or total or measures
    texts = "; ".join(f"{measure.by}: {measure.what} ({measure.source}, {measure.year})" for measure in told)
    return Finding(
        Answer.BLOCK if total else Answer.WARN,
        "MATCH-8",
        f"{place.country.name} is under sanctions. {texts}.",
        _sanctioned(binding=bool(binding), total=bool(total)),
        f"embargo ({', '.join(measure.by for measure in told)})",
        {"checked": float(max(measure.year for measure in told))},
        legal=bool(binding),
    )


def _sanctioned(*, binding: bool, total: bool) -> str:
    if binding:
        return "Choose another country."
    if total:
        return (
            "Choose another country: the law leaves you free, but banks and platforms will not carry the pay."
        )
    return "Ask a lawyer and your bank before you sign or pay anything."


def _forbids(place: Place, measure: Measure) -> bool:
    return measure.scope == "comprehensive" and place.embargoes.binds(measure, place.home.country)


def _data(place: Place, needs: Needs, _assumptions: Assumptions) -> Finding | None:
    if not (needs.stays_home and place.abroad):
        return None
    return Finding(
        Answer.BLOCK,
        "MATCH-10",
        f"The data of this work must stay in {place.home_name}.",
        f"Look for contractors in {place.home_name}, or take the data out of the work.",
        "data must stay at home",
        {},
        legal=True,
    )


def _shared_hours(place: Place, needs: Needs, _assumptions: Assumptions) -> Finding | None:
    hours, needed = place.overlap.min, needs.overlap_needed
    figures = {"overlap_min": hours, "overlap_mean": place.overlap.mean, "overlap_needed": needed}
    name = place.country.name
    if hours < needed - _TOLERANCE:
        return Finding(
            Answer.BLOCK,
            "MATCH-2",
            f"{name} shares only {_hours(hours)} with you on some working days, and this work needs "
            f"{_hours(needed)}.",
            "Look nearer in time, find somebody who offers other hours, or agree on fewer live hours.",
            f"overlap {_hours(hours)} < {_hours(needed)}",
            figures,
        )
    if place.main_zone:
        return None
    return Finding(
        Answer.WARN,
        "MATCH-2",
        f"Only a part of {name} shares {_hours(needed)} with you: the time zone of {_city(place.zone)}.",
        f"Look for people who live in the time zone {place.zone}.",
        f"only in {place.zone}",
        figures,
    )


def _language(place: Place, _needs: Needs, assumptions: Assumptions) -> Finding | None:
    found, least = place.language, assumptions.language_min
    if found.score >= least - _TOLERANCE:
        return None
    name = place.country.name
    return Finding(
        Answer.BLOCK,
        "MATCH-4",
        f"{'About' if found.known else 'We estimate that'} {100 * found.score:.0f} % of remote workers in "
        f"{name} work in {language_name(found.language)}; at least {100 * least:.0f} % are wanted.",
        "Ask each candidate for proof of the language, name the language that this work really needs, or "
        "lower language_min.",
        f"language {found.score:.2f} < {least:.2f}",
        {"language": found.score, "sd": found.sd, "needed": least},
    )


def _home_language(place: Place, needs: Needs, _assumptions: Assumptions) -> Finding | None:
    if place.language.spoken_at_home:
        return None
    return Finding(
        Answer.WARN,
        "MATCH-4",
        f"Your business lists no level of {language_name(needs.language)}, the language of this work.",
        "Add the language to your business, and name a manager who speaks it.",
        "language not spoken at home",
        {"language": place.language.score},
    )


def _law(place: Place, _needs: Needs, assumptions: Assumptions) -> Finding | None:
    score, least = place.governance.value, assumptions.governance_min
    if score >= least + WEAK_LAW or not place.abroad:
        return None
    blocked = score < least
    return Finding(
        Answer.BLOCK if blocked else Answer.WARN,
        "MATCH-6",
        f"A contract is hard to enforce in {place.country.name}: {100 * score:.0f} % of states work worse.",
        "Choose another country, or lower governance_min if you know people there."
        if blocked
        else "Keep milestones small, keep your own copy of all work, and name a second person.",
        f"governance {score:.2f} < {least:.2f}" if blocked else "weak rule of law",
        {"governance": score, "sd": place.governance.sd, "needed": least},
    )


def _people(place: Place, _needs: Needs, assumptions: Assumptions) -> Finding | None:
    people, least = place.supply.people, assumptions.supply_min
    if not place.abroad or (place.supply.known and people >= THIN_SUPPLY * least):
        return None
    if not place.supply.known:
        return _unknown(place)
    blocked = people < least
    wanted = f"; at least {_rounded(least)} are wanted" if blocked else ", so there are few to choose from"
    return Finding(
        Answer.BLOCK if blocked else Answer.WARN,
        "MATCH-7",
        f"About {_rounded(people)} people in {place.country.name} have studied, are online and command the "
        f"language of this work{wanted}.",
        "Choose a larger country, or lower supply_min if you know people there."
        if blocked
        else "Have a second country in mind before you start looking.",
        f"about {_rounded(people)} people < {_rounded(least)}" if blocked else "few people",
        {"supply": place.supply.value, "people": people, "needed": least},
    )


def _unknown(place: Place) -> Finding:
    """Answer for a place whose people nobody counted; where nobody judged the state either, it blocks."""
    judged = bool(place.country.governance)
    return Finding(
        Answer.WARN if judged else Answer.BLOCK,
        "MATCH-7",
        f"How many people in {place.country.name} could do this work is not known.",
        "Have a second country in mind before you start looking." if judged else "Choose another country.",
        "people not known",
        {"supply": place.supply.value},
    )


def _lines(place: Place, _needs: Needs, assumptions: Assumptions) -> Finding | None:
    found, least = place.country.figures.get("internet_users"), assumptions.internet_min
    if not place.abroad or found is None or found.value >= least + THIN_NET:
        return None
    blocked = found.value < least
    return Finding(
        Answer.BLOCK if blocked else Answer.WARN,
        "MATCH-13",
        f"Only {100 * found.value:.0f} % of people in {place.country.name} use the internet, so lines and "
        "power are likely to fail.",
        "Choose another country, or lower internet_min if you know people there."
        if blocked
        else "Ask each candidate about a second line and power of their own.",
        f"internet {found.value:.2f} < {least:.2f}" if blocked else "weak lines",
        {"internet_users": found.value, "needed": least},
    )


CHECKS: Final[tuple[Check, ...]] = (
    _policy,
    _embargo,
    _data,
    _shared_hours,
    _language,
    _home_language,
    _law,
    _people,
    _lines,
)

OF_A_PERSON: Final[tuple[Check, ...]] = (_policy, _embargo, _data)
"""Those of a place that hold for a person there, whatever the person can do."""


def of_a_person(place: Place, needs: Needs, assumptions: Assumptions) -> tuple[Verdict, ...]:
    """Return what policy and law say of a person who works in `place`; nothing where they say nothing."""
    found = (check(place, needs, assumptions) for check in OF_A_PERSON)
    return tuple(_verdict(finding, needs.process) for finding in found if finding)


def _rounded(people: float) -> str:
    """Two digits are all that an estimate of people is worth."""
    return f"{float(f'{people:.1e}'):,.0f}"


def _hours(hours: float) -> str:
    return f"{round(hours, 2):g} h"


def _city(zone: str) -> str:
    return zone.rsplit("/", 1)[-1].replace("_", " ")
