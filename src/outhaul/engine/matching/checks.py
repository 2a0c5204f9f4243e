"""What guard match says of a person: what blocks, what warns, and what would mend it."""

from collections.abc import Iterator
from functools import lru_cache

from outhaul.engine.geography.checks import of_a_person
from outhaul.engine.geography.culture import cultural_distance
from outhaul.engine.geography.languages import language_match
from outhaul.engine.geography.overlap import Overlap, overlap
from outhaul.engine.geography.prohibitions import Needs, Place
from outhaul.engine.geography.standing import governance, supply
from outhaul.engine.matching.parts import LEVELS
from outhaul.engine.matching.person import Need, Person, Side
from outhaul.engine.matching.skills import Found
from outhaul.engine.saying import language, say
from outhaul.engine.verdict import Answer, Guard, Verdict
from outhaul.reference.language_names import language_name

TOLERANCE = 1e-9
Finding = tuple[str, Answer, str, str, dict[str, float]]
"""Rule, answer, reason, fix, figures."""


class Countries:
    """What policy and law say of each country, found once for all people of one brief."""

    def __init__(self, need: Need, side: Side) -> None:
        self.need, self.side = need, side
        self.of = lru_cache(maxsize=None)(self._of)

    def _of(self, code: str) -> tuple[Verdict, ...]:
        side, need = self.side, self.need
        country = side.reference.countries.get(code)
        if country is None:
            return ()
        home = side.home
        spoken = language_match(home, country, need.language, side.assumptions)
        place = Place(
            country=country,
            home=home,
            home_name=side.reference.countries[home.country].name,
            zone=country.zones[0],
            main_zone=True,
            overlap=overlap(home.time_zone, home.working_hours, country.zones[0], year=side.year),
            language=spoken,
            culture=cultural_distance(side.reference.countries, home.country, code),
            governance=governance(country),
            supply=supply(country, spoken.chance),
            excluded=code in side.excluded,
            embargoes=side.reference.embargoes,
        )
        return of_a_person(place, _needs(need), side.assumptions)


def _needs(need: Need) -> Needs:
    return Needs(
        process=need.process,
        kappa=need.kappa,
        sigma=0.0,
        overlap_useful=need.overlap_hours,
        overlap_needed=need.overlap_hours,
        language=need.language,
        written_only=False,
        M1=0.0,
        stays_home=need.stays_home,
    )


def verdicts_of(
    person: Person, need: Need, found: Found, hours: Overlap | None, countries: Countries
) -> tuple[Verdict, ...]:
    """Return what guard match says of `person`; one pass where nothing stands in the way."""
    told = (*countries.of(person.country), *_verdicts(person, need, found, hours))
    return told or (_verdict(need, ("MATCH-14", Answer.PASS, _fits(need, hours), "", {})),)


def _verdicts(person: Person, need: Need, found: Found, hours: Overlap | None) -> Iterator[Verdict]:
    findings = (
        _whereabouts(person, need),
        _overlap(person, need, hours),
        _language(person, need),
        _skills(found),
    )
    for finding in findings:
        if finding:
            yield _verdict(need, finding)


def _verdict(need: Need, finding: Finding) -> Verdict:
    rule, answer, reason, fix, figures = finding
    return Verdict(
        guard=Guard.MATCH,
        answer=answer,
        rule=rule,
        reason=reason,
        fix=fix,
        figures=figures,
        process=need.process,
    )


def _fits(need: Need, hours: Overlap | None) -> str:
    spoken = _language_named(need.language)
    if hours and need.overlap_hours:
        return say(
            "Speaks {language} well enough and shares at least {hours:g} h a day; nothing stands in the way.",
            language=spoken,
            hours=round(hours.min, 2),
        )
    return say("Speaks {language} well enough; nothing stands in the way.", language=spoken)


def _language_named(code: str) -> str:
    return language(code, language_name(code))


def _whereabouts(person: Person, need: Need) -> Finding | None:
    """§MATCH-18."""
    if person.country:
        return None
    reason = say("Nobody told in which country they work, so neither law nor sanctions could be checked.")
    answer = Answer.BLOCK if need.stays_home else Answer.WARN
    return "MATCH-18", answer, reason, say("Ask where they work, and write it down."), {}


def _overlap(person: Person, need: Need, hours: Overlap | None) -> Finding | None:
    """§MATCH-16."""
    if not need.overlap_hours:
        return None
    if hours is None:
        reason = say("Nobody told in which time zone they work, so shared hours could not be counted.")
        return "MATCH-16", Answer.WARN, reason, say("Ask where they work, and which hours they offer."), {}
    if hours.min >= need.overlap_hours - TOLERANCE:
        return None
    figures = {"overlap_min": hours.min, "overlap_mean": hours.mean, "overlap_needed": need.overlap_hours}
    told = {"hours": round(hours.min, 2), "needed": round(need.overlap_hours, 2)}
    if person.hours is None:
        reason = say(
            "Working nine to five they would share only {hours:g} h on some working days, "
            "and this work needs {needed:g} h.",
            **told,
        )
        return "MATCH-16", Answer.WARN, reason, say("Ask which hours they would like to offer."), figures
    reason = say(
        "They share only {hours:g} h on some working days, and this work needs {needed:g} h.", **told
    )
    fix = say("Ask whether they want to offer other hours, never demand it; or agree on fewer live hours.")
    return "MATCH-16", Answer.BLOCK, reason, fix, figures


def _language(person: Person, need: Need) -> Finding | None:
    """§MATCH-17."""
    name = _language_named(need.language)
    spoken = person.languages.get(need.language)
    if spoken is None:
        reason = say(
            "No level of {language} is told, and this work needs {level}.", language=name, level=need.level
        )
        fix = say("Speak {language} with them, and write down what you heard.", language=name)
        return "MATCH-17", Answer.WARN, reason, fix, {}
    has, needed = LEVELS.index(spoken.level), LEVELS.index(need.level)
    if has >= needed:
        return None
    reason = say(
        "Their {language} is {spoken}, and this work needs {level}.",
        language=name,
        spoken=spoken.level,
        level=need.level,
    )
    fix = say(
        "Look for somebody with {level}, or let the brief ask for what the work really needs.",
        level=need.level,
    )
    return "MATCH-17", Answer.BLOCK, reason, fix, {"levels_short": float(needed - has)}


def _skills(found: Found) -> Finding | None:
    """§MATCH-19."""
    if not found.missing:
        return None
    named = ", ".join(found.missing)
    figures = {"missing": float(len(found.missing))}
    reason = say("The brief names what they told nothing of: {names}.", names=named)
    fix = say("Ask about it in the interview, or see it in a paid trial task.")
    return "MATCH-19", Answer.WARN, reason, fix, figures
