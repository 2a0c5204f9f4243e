"""The parts of a match, each 0..1 with its standard deviation and the reason for it (§MATCH-14)."""

import math
from collections.abc import Iterator
from datetime import time
from functools import lru_cache
from typing import Final, get_args

from outhaul.engine.business import Level
from outhaul.engine.geography.culture import cultural_distance
from outhaul.engine.geography.languages import contractor_chance
from outhaul.engine.geography.overlap import OFFICE_HOURS, Overlap, overlap
from outhaul.engine.matching.history import ENOUGH, faded, history
from outhaul.engine.matching.person import Evidence, Need, Part, Person, Side
from outhaul.engine.matching.skills import Found
from outhaul.engine.saying import figure, joined, language, say
from outhaul.reference.language_names import language_name
from outhaul.reference.tables import Reference

LEVELS: Final[tuple[Level, ...]] = get_args(Level)
SHORT_OF: Final = (1.0, 0.7, 0.35, 0.1, 0.0, 0.0)
"""What gets through that many levels below the one that is needed; as far as §MATCH-4, by judgement."""
EVIDENCE: Final = {Evidence.NATIVE: 0.2, Evidence.CERTIFICATE: 0.35, Evidence.HEARD: 0.6, Evidence.TOLD: 1.0}
"""Standard deviation of the true level around the one that is named, in levels; by judgement."""
TOLD_TOO_HIGH: Final = 0.3
"""Levels by which people rate themselves too high; by judgement."""
UNKNOWN: Final = 0.5
NEGOTIATED: Final = 1.5
"""Times the upper end of the band from which no talk brings the rate into it."""
SOON, LATE = 14, 120
"""Days of waiting that cost nothing, and from which somebody is of no use for this work."""
WEEKS_A_MONTH: Final = 52.0 / 12.0

Judged = tuple[float, float, str]
"""Value, standard deviation, reason."""


def parts_of(person: Person, need: Need, side: Side, found: Found) -> tuple[Part, ...]:
    """Return the parts of the match; their weights add up to 1."""
    judged = tuple(_judged(person, need, side, found))
    total = sum(weight for _, weight, _ in judged) or 1.0
    return tuple(
        Part(name=name, value=value, sd=sd, weight=weight / total, reason=reason)
        for name, weight, (value, sd, reason) in judged
    )


def _judged(person: Person, need: Need, side: Side, found: Found) -> Iterator[tuple[str, float, Judged]]:
    a = side.assumptions
    fade = faded(person.record, a)
    yield "skills", a.match_skills, _skills(person, found)
    yield "history", a.match_history + a.match_place * (1.0 - fade), _history(person, side)
    yield "language", a.match_language, _language(person, need, side, fade)
    yield "overlap", a.match_overlap, _overlap(person, need, side)
    yield "availability", a.match_availability, _availability(person, need)
    yield "rate", a.match_rate, _rate(person, need, side)
    yield "references", a.match_references, _references(person)
    yield "place", a.match_place * fade, _place(person, need, side)


def _skills(person: Person, found: Found) -> Judged:
    """Told skills are told: only deliveries make them surer."""
    doubt = 0.2 if found.told else 0.3
    sd = doubt * math.sqrt(ENOUGH / (ENOUGH + person.record.deliveries))
    if not found.told:
        return found.value, sd, say("No skill is told yet.")
    if found.missing:
        return found.value, sd, say("Nothing is told of {names}.", names=_listed(found.missing))
    return found.value, sd, say("Everything that the brief names is told.")


def _history(person: Person, side: Side) -> Judged:
    record = person.record
    value, sd = history(record, side.assumptions)
    n = record.deliveries
    if not n:
        return value, sd, say("Nothing is delivered here yet, so the usual first guess counts.")
    told = {
        "accepted": record.accepted,
        "all": n,
        "first": record.first_pass,
        "punctual": record.on_time,
    }
    if n < ENOUGH:
        reason = say(
            "{accepted} of {all} accepted, {first} at once, {punctual} on time; "
            "that is few, so it says little yet.",
            **told,
        )
        return value, sd, reason
    return value, sd, say("{accepted} of {all} accepted, {first} at once, {punctual} on time.", **told)


def _language(person: Person, need: Need, side: Side, fade: float) -> Judged:
    name = language(need.language, language_name(need.language))
    spoken = person.languages.get(need.language)
    if spoken is None:
        value = _guessed(person, need, side, fade)
        return (
            value,
            math.sqrt(value * (1.0 - value)) / 2.0,
            say("No level of {language} is told: ask.", language=name),
        )
    value, sd = level_match(spoken.level, spoken.evidence, need.level)
    known = {
        Evidence.NATIVE: say("native"),
        Evidence.CERTIFICATE: say("by certificate"),
        Evidence.HEARD: say("heard by you"),
        Evidence.TOLD: say("as they say themselves"),
    }
    reason = say(
        "{language} {level}, {evidence}; {needed} is needed.",
        language=name,
        level=spoken.level,
        evidence=known[spoken.evidence],
        needed=need.level,
    )
    return value, sd, reason


def _guessed(person: Person, need: Need, side: Side, fade: float) -> float:
    """One half, moved by the country as far as nothing verified is known (§MATCH-15)."""
    country = side.reference.countries.get(person.country)
    if country is None:
        return UNKNOWN
    chance, _, _ = contractor_chance(country, need.language, side.assumptions)
    weight = side.assumptions.match_country * fade
    return weight * chance + (1.0 - weight) * UNKNOWN


@lru_cache(maxsize=256)
def level_match(level: Level, evidence: Evidence, needed: Level) -> tuple[float, float]:
    """Return mean and sd of what gets through, over the levels that somebody may truly have (§MATCH-17).

    The true level is normal around the one that is named, in levels, cut to the six that there are;
    the better the evidence, the narrower.
    """
    middle = LEVELS.index(level) - (TOLD_TOO_HIGH if evidence is Evidence.TOLD else 0.0)
    chances = [
        math.exp(-(((place - middle) / EVIDENCE[evidence]) ** 2) / 2.0) for place in range(len(LEVELS))
    ]
    values = [SHORT_OF[max(0, LEVELS.index(needed) - place)] for place in range(len(LEVELS))]
    total = sum(chances)
    mean = sum(chance * value for chance, value in zip(chances, values, strict=True)) / total
    variance = sum(c * (v - mean) ** 2 for c, v in zip(chances, values, strict=True)) / total
    return mean, math.sqrt(variance)


def zone_of(person: Person, side: Side) -> str:
    """Return the zone where the person works, the country's main one where none is told, else nothing."""
    if person.zone:
        return person.zone
    country = side.reference.countries.get(person.country)
    return country.zones[0] if country else ""


def shared(person: Person, side: Side) -> Overlap | None:
    """Return the hours that the person really shares with the business; None where no zone is known."""
    zone = zone_of(person, side)
    if not zone:
        return None
    hours: tuple[time, time] = person.hours or OFFICE_HOURS
    return overlap(side.home.time_zone, side.home.working_hours, zone, hours, year=side.year)


def _overlap(person: Person, need: Need, side: Side) -> Judged:
    found = shared(person, side)
    if found is None:
        return UNKNOWN, 0.3, say("Nobody told where they work: ask.")
    value = min(1.0, found.mean / need.overlap_hours) if need.overlap_hours else 1.0
    sd = (0.05 if person.hours else 0.15) + (0.0 if person.zone else 0.1)
    low, high = figure(round(found.min, 2)), figure(round(found.max, 2))
    span = low if found.max == found.min else say("{low} to {high}", low=low, high=high)
    reason = (
        say("{span} shared hours a day; {needed:g} are needed.", span=span, needed=need.overlap_hours)
        if person.hours
        else say(
            "{span} shared hours a day if they work nine to five; {needed:g} are needed.",
            span=span,
            needed=need.overlap_hours,
        )
    )
    return value, sd, reason


def _availability(person: Person, need: Need) -> Judged:
    if person.hours_per_week is None:
        share, sd, told = 0.7, 0.2, say("Nobody told how many hours they offer")
    else:
        offered, needed = person.hours_per_week, need.hours_per_week
        share, sd = min(1.0, offered / needed) if needed else 1.0, 0.05
        told = say(
            "{offered:g} hours a week offered, about {needed:.0f} needed", offered=offered, needed=needed
        )
    wait = max(0.0, 1.0 - max(0, person.wait_days - SOON) / (LATE - SOON))
    if person.wait_days > SOON:
        told = say("{told}; {days} days until they can start", told=told, days=person.wait_days)
    return share * wait, sd, joined((told, ""), ".")


def _rate(person: Person, need: Need, side: Side) -> Judged:
    low, high, asked = need.rate_low, need.rate_high, person.rate
    if asked is None or asked <= 0.0:
        return 0.7, 0.2, say("No rate is told.")
    if low is None or high is None or high <= 0.0:
        return 0.7, 0.2, say("The brief has no fair band yet.")
    likely = asked * (1.0 - side.assumptions.negotiation)
    if likely > high:
        value = max(0.0, 1.0 - math.log(likely / high) / math.log(NEGOTIATED))
        above = 100 * (asked / high - 1)
        return value, 0.1, say("The rate asked is {share:.0f} % above the fair band.", share=above)
    if asked < low:
        value = max(UNKNOWN, 1.0 - 0.5 * math.log(low / asked))
        reason = say(
            "The rate asked is {share:.0f} % below the fair band; offer more than that.",
            share=100 * (1 - asked / low),
        )
        return value, 0.1, reason
    return 1.0, 0.05, say("The rate asked lies in the fair band, or a talk away from it.")


def _references(person: Person) -> Judged:
    """As one good and one bad word to begin with; who only could be asked counts half."""
    heard = person.references_heard + 0.5 * max(0, person.references - person.references_heard)
    value, sd = (1.0 + heard) / (2.0 + heard), 0.25 / math.sqrt(1.0 + heard)
    if not person.references:
        return value, sd, say("Nobody is named who could be asked.")
    told = (
        say("{count} can be asked", count=person.references)
        if person.references > 1
        else say("One can be asked")
    )
    if not person.references_heard:
        return value, sd, say("{told}; of none it is written down what they said.", told=told)
    reason = say(
        "{told}; of {heard} it is written down what they said.", told=told, heard=person.references_heard
    )
    return value, sd, reason


def _place(person: Person, need: Need, side: Side) -> Judged:
    """A of an unknown contractor (§MATCH-9) without what the other parts say."""
    a = side.assumptions
    value = _usual(side.reference, side.home.country, person.country, (a.skill, a.dK, need.kappa))
    reason = say(
        "What is usual for somebody unknown; {left:.0f} % of its small weight is left.",
        left=100 * faded(person.record, a),
    )
    return value, 0.15, reason


@lru_cache(maxsize=1024)
def _usual(reference: Reference, home: str, country: str, terms: tuple[float, float, float]) -> float:
    """Return A of somebody unknown in `country`; `terms` are skill, dK and kappa."""
    skill, dK, kappa = terms
    code = country if country in reference.countries else home
    distance = cultural_distance(reference.countries, home, code)
    return min(1.0, skill * math.exp(-dK * kappa * distance.value))


def _listed(items: tuple[str, ...]) -> str:
    if len(items) == 1:
        return items[0]
    return say("{first} and {last}", first=", ".join(items[:-1]), last=items[-1])
