"""The checks of guard match: what warns, what blocks, and what an owner can do about it."""

from collections.abc import Callable, Iterator
from typing import Final

from outhaul.engine import saying
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.geography.prohibitions import (
    Finding,
    Needs,
    Place,
    data,
    embargo,
    name_of,
    policy,
)
from outhaul.engine.saying import Part, Saying, say
from outhaul.engine.verdict import Answer, Guard, Verdict
from outhaul.reference.language_names import language_name

WEAK_LAW: Final = 0.11
"""How far above `governance_min` a contract is still hard to enforce, by judgement."""
THIN_SUPPLY: Final = 2.5
"""Times `supply_min` up to which few people could do the work, by judgement."""
THIN_NET: Final = 0.05
"""How far above `internet_min` lines and power are still weak, by judgement."""
_TOLERANCE: Final = 1e-9
SECOND: Final = say("Have a second country in mind before you start looking.")


Check = Callable[[Place, Needs, Assumptions], Finding | None]


def findings(
    place: Place, needs: Needs, assumptions: Assumptions, known: dict[Check, Finding | None] | None = None
) -> tuple[tuple[Verdict, ...], str | None]:
    """Run every check; return the verdicts and, if one blocks, which in a few words.

    `known`, which is added to, are the findings at the same place for the same language: only the checks
    `OF_THE_WORK` may find otherwise for other work.
    """
    found = tuple(_found(place, needs, assumptions, {} if known is None else known))
    blocks = (finding.brief for finding in found if finding.answer is Answer.BLOCK)
    verdicts = tuple(_verdict(finding, needs.process) for finding in found)
    return verdicts or (_passed(place, needs),), next(
        (say("match: {why}", why=brief) for brief in blocks), None
    )


def _found(
    place: Place, needs: Needs, assumptions: Assumptions, known: dict[Check, Finding | None]
) -> Iterator[Finding]:
    for check in CHECKS:
        if check in OF_THE_WORK or check not in known:
            known[check] = check(place, needs, assumptions)
        finding = known[check]
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
        reason=say(
            "{country} shares at least {hours} h a day with you, and about {share:.0f} % of remote workers "
            "there work in {language}.",
            country=name_of(place),
            hours=_hours(hours),
            share=100 * language.score,
            language=_spoken(language.language),
        ),
        figures={"overlap_min": hours, "overlap_needed": needs.overlap_needed, "language": language.score},
        process=needs.process,
    )


def _shared_hours(place: Place, needs: Needs, _assumptions: Assumptions) -> Finding | None:
    hours, needed = place.overlap.min, needs.overlap_needed
    figures = {"overlap_min": hours, "overlap_mean": place.overlap.mean, "overlap_needed": needed}
    if hours < needed - _TOLERANCE:
        return Finding(
            Answer.BLOCK,
            "MATCH-2",
            say(
                "{country} shares only {hours} h with you on some working days, and this work needs {needed} "
                "h.",
                country=name_of(place),
                hours=_hours(hours),
                needed=_hours(needed),
            ),
            say("Look nearer in time, find somebody who offers other hours, or agree on fewer live hours."),
            say("overlap {hours} h < {needed} h", hours=_hours(hours), needed=_hours(needed)),
            figures,
        )
    if place.main_zone:
        return None
    return Finding(
        Answer.WARN,
        "MATCH-2",
        say(
            "Only a part of {country} shares {needed} h with you: the time zone of {city}.",
            country=name_of(place),
            needed=_hours(needed),
            city=_city(place.zone),
        ),
        say("Look for people who live in the time zone {zone}.", zone=place.zone),
        say("only in {zone}", zone=place.zone),
        figures,
    )


def _language(place: Place, _needs: Needs, assumptions: Assumptions) -> Finding | None:
    found, least = place.language, assumptions.language_min
    if found.score >= least - _TOLERANCE:
        return None
    told: dict[str, Part] = {
        "share": 100 * found.score,
        "country": name_of(place),
        "language": _spoken(found.language),
        "least": 100 * least,
    }
    return Finding(
        Answer.BLOCK,
        "MATCH-4",
        say(
            "About {share:.0f} % of remote workers in {country} work in {language}; at least {least:.0f} % "
            "are wanted.",
            **told,
        )
        if found.known
        else say(
            "We estimate that {share:.0f} % of remote workers in {country} work in {language}; at least "
            "{least:.0f} % are wanted.",
            **told,
        ),
        say(
            "Ask each candidate for proof of the language, name the language that this work really needs, or "
            "lower language_min."
        ),
        say("language {score:.2f} < {least:.2f}", score=found.score, least=least),
        {"language": found.score, "sd": found.sd, "needed": least},
    )


def _home_language(place: Place, needs: Needs, _assumptions: Assumptions) -> Finding | None:
    if place.language.spoken_at_home:
        return None
    return Finding(
        Answer.WARN,
        "MATCH-4",
        say(
            "Your business lists no level of {language}, the language of this work.",
            language=_spoken(needs.language),
        ),
        say("Add the language to your business, and name a manager who speaks it."),
        say("language not spoken at home"),
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
        say(
            "A contract is hard to enforce in {country}: {share:.0f} % of states work worse.",
            country=name_of(place),
            share=100 * score,
        ),
        say("Choose another country, or lower governance_min if you know people there.")
        if blocked
        else say("Keep milestones small, keep your own copy of all work, and name a second person."),
        say("governance {score:.2f} < {least:.2f}", score=score, least=least)
        if blocked
        else say("weak rule of law"),
        {"governance": score, "sd": place.governance.sd, "needed": least},
    )


def _people(place: Place, _needs: Needs, assumptions: Assumptions) -> Finding | None:
    people, least = place.supply.people, assumptions.supply_min
    if not place.abroad or (place.supply.known and people >= THIN_SUPPLY * least):
        return None
    if not place.supply.known:
        return _unknown(place)
    blocked = people < least
    told: dict[str, Part] = {"people": _rounded(people), "country": name_of(place), "least": _rounded(least)}
    return Finding(
        Answer.BLOCK if blocked else Answer.WARN,
        "MATCH-7",
        say(
            "About {people:,.0f} people in {country} have studied, are online and command the language of "
            "this work; at least {least:,.0f} are wanted.",
            **told,
        )
        if blocked
        else say(
            "About {people:,.0f} people in {country} have studied, are online and command the language of "
            "this work, so there are few to choose from.",
            **told,
        ),
        say("Choose a larger country, or lower supply_min if you know people there.") if blocked else SECOND,
        say("about {people:,.0f} people < {least:,.0f}", **told) if blocked else say("few people"),
        {"supply": place.supply.value, "people": people, "needed": least},
    )


def _unknown(place: Place) -> Finding:
    """Answer for a place whose people nobody counted; where nobody judged the state either, it blocks."""
    judged = bool(place.country.governance)
    return Finding(
        Answer.WARN if judged else Answer.BLOCK,
        "MATCH-7",
        say("How many people in {country} could do this work is not known.", country=name_of(place)),
        SECOND if judged else say("Choose another country."),
        say("people not known"),
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
        say(
            "Only {share:.0f} % of people in {country} use the internet, so lines and power are likely to "
            "fail.",
            share=100 * found.value,
            country=name_of(place),
        ),
        say("Choose another country, or lower internet_min if you know people there.")
        if blocked
        else say("Ask each candidate about a second line and power of their own."),
        say("internet {score:.2f} < {least:.2f}", score=found.value, least=least)
        if blocked
        else say("weak lines"),
        {"internet_users": found.value, "needed": least},
    )


CHECKS: Final[tuple[Check, ...]] = (
    policy,
    embargo,
    data,
    _shared_hours,
    _language,
    _home_language,
    _law,
    _people,
    _lines,
)

OF_THE_WORK: Final[tuple[Check, ...]] = (data, _shared_hours)
"""Those that ask more of the work than its language."""
OF_A_PERSON: Final[tuple[Check, ...]] = (policy, embargo, data)
"""Those of a place that hold for a person there, whatever the person can do."""


def of_a_person(place: Place, needs: Needs, assumptions: Assumptions) -> tuple[Verdict, ...]:
    """Return what policy and law say of a person who works in `place`; nothing where they say nothing."""
    found = (check(place, needs, assumptions) for check in OF_A_PERSON)
    return tuple(_verdict(finding, needs.process) for finding in found if finding)


def _rounded(people: float) -> float:
    """Two digits are all that an estimate of people is worth."""
    return float(f"{people:.1e}")


def _hours(hours: float) -> Saying:
    return say("{hours:g}", hours=round(hours, 2))


def _spoken(code: str) -> Saying:
    return saying.language(code, language_name(code))


def _city(zone: str) -> str:
    return zone.rsplit("/", 1)[-1].replace("_", " ")
