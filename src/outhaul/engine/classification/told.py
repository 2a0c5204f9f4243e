"""What the terms themselves answer (§MANAGE-13): a start that somebody has to confirm."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from outhaul.engine.saying import day, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the statement of work says that bears on the questions."""

    independent: bool
    """It holds the clause on independence."""
    corrects: bool
    """It holds the clause on acceptance, by which corrections are the contractor's."""
    fixed_price: bool
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Told:
    """An answer that the terms give, and where they give it."""

    answer: bool
    evidence: str


_INDEPENDENT = {
    "fixed_hours": False,
    "place": False,
    "exclusivity": False,
    "company_tools": False,
    "approves_leave": False,
    "cl_instructions": False,
    "cl_contract": True,
    "cest_substitute": True,
    "cest_substitute_pays": True,
    "cest_how": False,
    "cest_when": False,
    "cest_where": False,
}


def told_by(facts: Facts) -> Mapping[str, Told]:
    """Return question -> what the terms answer; what they do not tell is left out."""
    found: dict[str, Told] = {}
    if facts.independent:
        clause = say("The clause on independence says so.")
        found |= {key: Told(answer, clause) for key, answer in _INDEPENDENT.items()}
    if facts.corrects:
        found["cest_correct"] = Told(answer=True, evidence=say("The clause on acceptance says so."))
    if facts.fixed_price:
        price = say("A fixed price is paid for each accepted milestone.")
        found |= {"cest_fixed": Told(answer=True, evidence=price)}
        found |= {"cl_paid_by_time": Told(answer=False, evidence=price)}
    else:
        capped = say("Hours are capped, and paid when a milestone is accepted.")
        found["cl_paid_by_time"] = Told(answer=False, evidence=capped)
    if facts.ends_on is not None:
        ends = say("It ends on {day}.", day=day(facts.ends_on))
        found |= {key: Told(answer=False, evidence=ends) for key in ("indefinite_term", "cl_permanent")}
    return found
