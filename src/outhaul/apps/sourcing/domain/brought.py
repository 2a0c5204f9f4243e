"""What a table of candidates for one brief means: who is missing there, and what is new of the others."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.domain.access import access_candidacies, access_candidates
from outhaul.apps.sourcing.domain.likeness import Known
from outhaul.apps.sourcing.domain.reading import asks_of
from outhaul.apps.sourcing.lifecycles import CANDIDACY, BriefState, CandidacyState
from outhaul.apps.sourcing.models import Brief, Candidacy, Candidate, Note
from outhaul.documents.candidacies_file import HEADINGS, KIND, CandidacyRow, read_candidacies
from outhaul.documents.candidates_file import read_table
from outhaul.faults import Fault, InputError
from outhaul.reference.tables import Reference

MOST = 500
"""Candidates of one table."""
VERBS: Mapping[str, str] = {CandidacyState.SHORTLISTED: "shortlist", CandidacyState.INTERVIEW: "interview"}
"""State that a table may ask for -> the verb that leads there."""
NO_STEP = frozenset({"", CandidacyState.NEW})


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """One row, and what it means."""

    row: CandidacyRow
    candidate: Candidate | None
    """Who is meant; None for somebody whom the business does not know yet."""
    there: Candidacy | None
    """Who is weighed for the brief already."""
    verb: str
    """The step that it asks for, "" for none."""
    rate: tuple[Decimal, str] | None
    """What they ask an hour, where that is new."""
    notes: tuple[str, ...]
    """Those that are not there yet, in the order of the file."""
    faults: tuple[Fault, ...]

    @property
    def what(self) -> Literal["wrong", "same", "changed", "new"]:
        """What happens with it: nothing for what is wrong or the same."""
        if self.faults:
            return "wrong"
        if self.there is None:
            return "new"
        return "changed" if self.verb or self.rate or self.notes else "same"


def look_at(data: bytes, name: str, reference: Reference) -> tuple[CandidacyRow, ...]:
    """Return what a file says, row by row; nothing is kept.

    Raises:
        InputError: the file cannot be read, is not safe to read, or has too many rows.
    """
    table = read_table(data, name, KIND)
    if len(table.rows) > MOST:
        raise InputError([Fault(name, f"has more than {MOST} rows", "Bring it in two parts")])
    return tuple(read_candidacies(table, [state.value for state in CandidacyState], reference))


def meant(visit: Visit, brief: Brief, rows: Sequence[CandidacyRow]) -> tuple[Brought, ...]:
    """Return what each row means for a brief; five queries, however many rows there are.

    Who is meant is told by the key of the ranking, else by e-mail address, else by name and country: so
    the ranking of another brief can be brought, too.
    """
    weighed = list(access_candidacies(visit, brief))
    by_key = {row.key: row for row in weighed}
    by_candidate = {row.candidate_id: row for row in weighed}
    known = Known.of(visit.business)
    keys = {row.number: _key_of(row, known) for row in rows}
    people = {row.key: row for row in access_candidates(visit).filter(key__in={*keys.values()} - {""})}
    notes: dict[int, set[str]] = defaultdict(set)
    standing = Note.objects.filter(candidacy__brief=brief, removed_at=None).order_by()
    for candidacy, text in standing.values_list("candidacy_id", "text"):
        notes[candidacy].add(text)
    found = []
    for row in rows:
        there = by_key.get(row.key)
        person = there.candidate if there else people.get(keys[row.number])
        there = there or (by_candidate.get(person.pk) if person else None)
        found.append(_meaning(row, person, there, notes[there.pk] if there else set(), brief))
    return tuple(_told_once(found))


def _key_of(row: CandidacyRow, known: Known) -> str:
    return known.same_as({"name": row.name, "email": row.email, "country": row.country})


def _meaning(
    row: CandidacyRow, person: Candidate | None, there: Candidacy | None, notes: set[str], brief: Brief
) -> Brought:
    faults = list(row.faults)
    if row.key and there is None and person is None:
        remedy = "Leave the key empty to add somebody"
        faults.append(Fault(HEADINGS["key"], f"“{row.key}” is nobody of this brief", remedy))
    elif there is None:
        faults += _cannot_join(row, person, brief)
    verb, wrong_state = _step(row, CandidacyState(there.state) if there else CandidacyState.NEW)
    rate, wrong_rate = _rate(row, person, there)
    return Brought(
        row=row,
        candidate=person,
        there=there,
        verb=verb,
        rate=rate,
        notes=tuple(note for note in dict.fromkeys(row.notes) if note not in notes),
        faults=(*faults, *wrong_state, *wrong_rate),
    )


def _cannot_join(row: CandidacyRow, person: Candidate | None, brief: Brief) -> Iterator[Fault]:
    if brief.state != BriefState.PUBLISHED:
        remedy = "Publish the brief first"
        yield Fault(HEADINGS["name"], f"cannot be added: the brief is {brief.state}", remedy)
    if person is None and not row.name:
        yield Fault(HEADINGS["name"], "is missing", "Give the name of the person or firm")


def _step(row: CandidacyRow, state: CandidacyState) -> tuple[str, list[Fault]]:
    if row.state in NO_STEP or row.state == state:
        return "", []
    verb = VERBS.get(row.state, "")
    if verb and state in CANDIDACY.steps[verb]:
        return verb, []
    problem = f"“{row.state}” is no step that a table takes from “{state.value}”"
    return "", [Fault(HEADINGS["state"], problem, "Take it on the page of the candidate, or empty the cell")]


def _rate(
    row: CandidacyRow, person: Candidate | None, there: Candidacy | None
) -> tuple[tuple[Decimal, str] | None, list[Fault]]:
    if row.rate is None:
        return None, []
    before = asks_of(there) if there else (person.rate, person.currency) if person else (None, "")
    now = (row.rate, row.currency or before[1])
    if not now[1]:
        return None, [Fault(HEADINGS["currency"], "is missing", "Say in which currency the rate is")]
    if now == before:
        return None, []
    if there and there.quote:
        remedy = "Take it out of those on the page of the candidate first"
        return None, [Fault(HEADINGS["rate"], "is one of the rates that you have seen", remedy)]
    return now, []


def _told_once(found: Sequence[Brought]) -> Iterator[Brought]:
    """Give the rows; of those about one person each is wrong, for nobody knows which of them counts."""
    counts = Counter(_who(one) for one in found)
    for one in found:
        if counts[_who(one)] > 1:
            fault = Fault(HEADINGS["name"], "is meant by two rows", "Keep one of them")
            yield replace(one, faults=(*one.faults, fault))
        else:
            yield one


def _who(one: Brought) -> object:
    if one.candidate:
        return one.candidate.pk
    return one.row.email or (one.row.name.casefold(), one.row.country) if one.row.name else one.row.number
