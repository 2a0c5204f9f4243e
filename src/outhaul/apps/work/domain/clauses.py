"""The clauses of a business: the library's, its own versions of them, and those of its own making."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.http import Http404

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.jobs.keys import new_key
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.models import Business
from outhaul.apps.work.domain.access import access_clauses
from outhaul.apps.work.models import Clause
from outhaul.documents.statement.content import ClauseText
from outhaul.documents.statement.library import ENGLISH, PERSONAL_DATA, LibraryClause, every_version, latest
from outhaul.engine.saying import say
from outhaul.faults import Fault, InputError

LONGEST_TITLE, LONGEST_WHY = 200, 300


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentClause:
    """A clause as it stands now."""

    key: str
    version: int
    title: str
    why: str
    text: str
    in_use: bool
    own: bool
    """The business wrote it, or changed the library's wording."""
    in_library: bool
    for_data_only: bool
    """Statements begin with it only where personal data is touched."""

    def begins(self, data: int) -> bool:
        """Whether new statements begin with it for work whose answer to G1 is `data`."""
        return self.in_use and (not self.for_data_only or data >= PERSONAL_DATA)


def clauses_of(business: Business, language: str = ENGLISH) -> tuple[CurrentClause, ...]:
    """Return the clauses of `business` in a language, those of the library first, in its order; one query."""
    own: dict[str, Clause] = {}
    for row in Clause.objects.filter(business=business, language=language):
        own.setdefault(row.slug, row)  # the newest version comes first
    library = latest(language)
    return (
        *(_in_force(key, own.get(key), clause) for key, clause in library.items()),
        *(_in_force(key, row, None) for key, row in own.items() if key not in library),
    )


def _in_force(key: str, row: Clause | None, clause: LibraryClause | None) -> CurrentClause:
    found = row or clause
    if found is None:
        raise Http404
    return CurrentClause(
        key=key,
        version=found.version,
        title=found.title,
        why=found.why,
        text=found.text.strip(),
        in_use=row.in_use if row else True,
        own=row is not None and not _is_library(row, clause),
        in_library=clause is not None,
        for_data_only=clause is not None and clause.when == "personal data",
    )


def _is_library(row: Clause, clause: LibraryClause | None) -> bool:
    return clause is not None and (row.title, row.why, row.text.strip()) == (
        clause.title,
        clause.why,
        clause.text.strip(),
    )


def clause_of(business: Business, key: str, language: str = ENGLISH) -> CurrentClause:
    """Return one clause as it stands. Raises Http404 where there is none."""
    found = next((clause for clause in clauses_of(business, language) if clause.key == key), None)
    if found is None:
        raise Http404
    return found


def older(visit: Visit, key: str, language: str = ENGLISH) -> Sequence[Clause | LibraryClause]:
    """Return the versions of a clause before the one in force, the newest first."""
    rows = list(access_clauses(visit).filter(slug=key, language=language))
    versions = {row.version for row in rows}
    found: list[Clause | LibraryClause] = [*rows]
    found += [item for item in every_version(language) if item.key == key and item.version not in versions]
    return sorted(found, key=lambda item: -item.version)[1:]


def texts(business: Business, versions: Mapping[str, int], language: str = ENGLISH) -> Iterator[ClauseText]:
    """Give the clauses key -> version as they were written, in that order; braces are not filled yet."""
    rows = Clause.objects.filter(business=business, language=language)
    own = {(row.slug, row.version): row for row in rows}
    library = {(item.key, item.version): item for item in every_version(language)}
    for pair in versions.items():
        found = own.get(pair) or library.get(pair)
        if found is not None:
            yield ClauseText(
                key=pair[0], version=pair[1], title=found.title, text=found.text.strip(), why=found.why
            )


@transaction.atomic
def change_clause(  # noqa: PLR0913 -- what a clause says
    visit: Visit, key: str, *, title: str, why: str, text: str, language: str = ENGLISH
) -> Clause:
    """Keep a new version of a clause in one language; older ones and other languages stay.

    Records `changed` with title, why and text.

    Statements that are written already keep their version. Nothing happens where nothing differs.

    Raises:
        InputError: title or text is empty, or something is too long.
    """
    before = clause_of(visit.business, key, language)
    told = _checked(title, why, text)
    if told == (before.title, before.why, before.text):
        found = Clause.objects.filter(business=visit.business, slug=key, language=language)
        return found.first() or Clause()
    row = _keep(visit, key, before.version + 1, told, in_use=before.in_use, language=language)
    names = ("title", "why", "text")
    pairs = zip(names, (before.title, before.why, before.text), told, strict=True)
    changes = {name: (was, now) for name, was, now in pairs if was != now}
    _record(visit, "changed", row.title, changes)
    return row


@transaction.atomic
def add_clause(visit: Visit, *, title: str, why: str, text: str, language: str = ENGLISH) -> Clause:
    """Add a clause of the business's own; new statements in its language end with it. Records `added`.

    Raises:
        InputError: as `change_clause`; or a clause has this title already.
    """
    told = _checked(title, why, text)
    if any(clause.title.casefold() == told[0].casefold() for clause in clauses_of(visit.business, language)):
        raise InputError([Fault("title", say("There is a clause of this title"), say("Change that one"))])
    row = _keep(visit, new_key(), 1, told, in_use=True, language=language)
    _record(visit, "added", row.title, {})
    return row


@transaction.atomic
def restore_library(visit: Visit, key: str, language: str = ENGLISH) -> Clause:
    """Let a clause of the library read as the library has it, as a new version. Records `changed`.

    Raises Http404 where the library has no such clause.
    """
    clause = latest(language).get(key)
    if clause is None:
        raise Http404
    told = {"title": clause.title, "why": clause.why, "text": clause.text}
    return change_clause(visit, key, **told, language=language)


@transaction.atomic
def use_clause(visit: Visit, key: str, *, in_use: bool, language: str = ENGLISH) -> None:
    """Say whether new statements begin with a clause. Records `changed`; twice is once."""
    before = clause_of(visit.business, key, language)
    if before.in_use == in_use:
        return
    told = (before.title, before.why, before.text)
    kept = Clause.objects.filter(business=visit.business, slug=key, language=language, version=before.version)
    if not kept.update(in_use=in_use):
        _keep(visit, key, before.version, told, in_use=in_use, language=language)
    _record(visit, "changed", before.title, {"in_use": (before.in_use, in_use)})


def _keep(  # noqa: PLR0913 -- what a row holds
    visit: Visit, key: str, version: int, told: tuple[str, str, str], *, in_use: bool, language: str
) -> Clause:
    title, why, text = told
    return Clause.objects.create(
        business=visit.business,
        slug=key,
        language=language,
        version=version,
        title=title,
        why=why,
        text=text,
        in_use=in_use,
        made_by=visit.user,
    )


def _checked(title: str, why: str, text: str) -> tuple[str, str, str]:
    title, why = " ".join(title.split()), " ".join(why.split())
    text = "\n".join(line.rstrip() for line in text.strip().splitlines())
    faults = [
        Fault(name, say("This is empty"), say("Write what it says"))
        for name, value in (("title", title), ("text", text))
        if not value
    ]
    for name, value, most in (("title", title, LONGEST_TITLE), ("why", why, LONGEST_WHY)):
        if len(value) > most:
            faults.append(
                Fault(name, say("This is too long"), say("Use at most {most} characters", most=most))
            )
    if faults:
        raise InputError(faults)
    return title, why, text


def _record(visit: Visit, verb: str, name: str, changes: Mapping[str, tuple[object, object]]) -> None:
    record(scope=visit.business.key, actor=visit.user, verb=verb, thing="clause", name=name, changes=changes)
