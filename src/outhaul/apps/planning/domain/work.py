"""The work of a business as told so far, filled up with what the catalogue and the reference data know."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import Http404

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.models import Entry
from outhaul.documents.business_file.place import Place
from outhaul.documents.business_file.prefill import make_process
from outhaul.documents.business_file.rows import Row, check_row
from outhaul.documents.business_file.tables import ASSUMPTIONS, BUSINESS, PROCESSES
from outhaul.engine import scope
from outhaul.engine.answers import REMOTE_UNKNOWN
from outhaul.engine.assumptions import Assumptions, with_own
from outhaul.engine.business import QUESTIONS, Home, Process
from outhaul.engine.pay import home_price
from outhaul.engine.report import ScopeVerdict
from outhaul.reference.tables import Reference
from outhaul.wording.tongue import PROCESS_NAME, word

NO_HOURS = 0.0
"""In place of the hours of a process for which nobody told them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the list of work needs to know of the business around it."""

    country: str | None
    currency: str | None
    people: int | None
    assumptions: Assumptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One process: what was told, what follows from it, and what is still open."""

    entry: Entry
    process: Process | None
    """None while nobody said what kind of work it is."""
    remote: float
    """How much of the occupation can be done from anywhere, 0..1."""
    cost_per_hour: float | None
    """What an hour costs today; None while that is unknown."""
    verdict: ScopeVerdict | None
    missing: tuple[str, ...]
    """Fields that a plan needs and nobody told."""
    area: str
    """Area of the catalogue, or ""."""
    occupation: str
    """Title of the occupation, or ""."""

    @property
    def name(self) -> str:
        """How a person calls it."""
        return word(self.process.name, PROCESS_NAME) if self.process else str(self.entry)

    @property
    def hours(self) -> float:
        """Hours a month; 0 while they are unknown."""
        return self.process.hours_per_month if self.process else NO_HOURS

    @property
    def owner_hours(self) -> float:
        """Hours a month that the owner works in it."""
        return self.hours * self.process.owner_share if self.process else 0.0

    @property
    def hours_are_estimated(self) -> bool:
        """True where the business says that its hours are a guess."""
        return self.process is not None and self.process.hours_are_estimated

    @property
    def open_questions(self) -> tuple[str, ...]:
        """Questions of the scope questionnaire that neither a person nor the catalogue answered."""
        if self.process is None:
            return QUESTIONS
        known = {**self.process.answers, **self.process.second_answers}
        return tuple(key for key in QUESTIONS if key not in known)

    @property
    def is_looked_at(self) -> bool:
        """True once somebody answered a question of its own questionnaire."""
        return bool(self.entry.told.get("answers"))


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkList:
    """All processes of a business, in the order in which they were told."""

    items: tuple[Item, ...]
    removed: tuple[Entry, ...]
    """Processes that were taken out and can be put back, the latest first."""
    setting: Setting

    @property
    def hours(self) -> float:
        """Hours a month of all of it."""
        return sum(item.hours for item in self.items)

    @property
    def owner_hours(self) -> float:
        """Hours a month that the owner works in it."""
        return sum(item.owner_hours for item in self.items)

    @property
    def planned_owner_hours(self) -> float:
        """The owner's hours as a plan reckons: hours that are a guess are stretched (§COST-4)."""
        bias = self.setting.assumptions.effort_bias
        return sum(item.owner_hours * (bias if item.hours_are_estimated else 1.0) for item in self.items)

    def at(self, key: str) -> Item:
        """Return one process. Raises Http404 where there is none."""
        for item in self.items:
            if item.entry.key == key:
                return item
        raise Http404


def work_of(visit: Visit, reference: Reference) -> WorkList:
    """Return the work of the business; one query, however much of it there is."""
    tables = ("business", "assumptions", "processes")
    found = list(Entry.objects.filter(business=visit.business, table__in=tables))
    told = {entry.table: entry.told for entry in found if entry.table != "processes"}
    setting = _setting(told, reference)
    processes = [entry for entry in found if entry.table == "processes"]
    removed = [entry for entry in processes if entry.removed_at]
    return WorkList(
        items=tuple(_item(entry, setting, reference) for entry in processes if not entry.removed_at),
        removed=tuple(sorted(removed, key=lambda entry: (entry.removed_at, entry.pk), reverse=True)),
        setting=setting,
    )


def _setting(told: Mapping[str, Mapping[str, Any]], reference: Reference) -> Setting:
    home = check_row(BUSINESS, _row(told.get("business", {})), reference).values
    own = check_row(ASSUMPTIONS, _row(told.get("assumptions", {})), reference).values
    return Setting(
        country=home.get("country"),
        currency=home.get("currency"),
        people=home.get("people"),
        assumptions=with_own(own),
    )


def _row(told: Mapping[str, Any]) -> Row:
    return Row(Place(where="", faults=[]), told)


def _item(entry: Entry, setting: Setting, reference: Reference) -> Item:
    values = dict(check_row(PROCESSES, _row({"id": entry.key, **entry.told}), reference).values)
    work = values.get("occupation")
    if work is None:
        missing = tuple(name for name in ("occupation", "hours_per_month") if name not in values)
        return Item(
            entry=entry,
            process=None,
            remote=REMOTE_UNKNOWN,
            cost_per_hour=values.get("home_cost_per_hour"),
            verdict=None,
            missing=missing,
            area="",
            occupation="",
        )
    missing = () if work.catalogue or "hours_per_month" in values else ("hours_per_month",)
    if missing:
        values["hours_per_month"] = NO_HOURS
    process = make_process(values, setting.people, reference)
    occupation = reference.occupations[work.occupation]
    return Item(
        entry=entry,
        process=process,
        remote=occupation.remote.value,
        cost_per_hour=_cost(process, setting, reference),
        verdict=verdict_of(process, setting.assumptions, occupation.remote.value),
        missing=missing,
        area=reference.catalogue[work.catalogue].area if work.catalogue else "",
        occupation=occupation.title,
    )


def _cost(process: Process, setting: Setting, reference: Reference) -> float | None:
    if process.home_cost_per_hour is not None:
        return process.home_cost_per_hour
    if setting.country is None or setting.currency is None:
        return None
    return typical_cost(reference, process.occupation, setting.country, setting.currency)


@lru_cache(maxsize=4096)
def typical_cost(reference: Reference, occupation: str, country: str, currency: str) -> float:
    """Return what an hour of `occupation` typically costs in `country`, charges included (§PAY-7)."""
    home = Home(name="", country=country, currency=currency, time_zone="", languages={})
    process = Process(id="", name="", occupation=occupation, hours_per_month=NO_HOURS)
    return home_price(reference, home, process, Assumptions()).rate


def verdict_of(process: Process, assumptions: Assumptions, remote: float) -> ScopeVerdict:
    """Return the scope verdict of a process; equal answers are judged once."""
    answers, second = tuple(process.answers.items()), tuple(process.second_answers.items())
    return _judged(answers, second, assumptions, remote)


Given = tuple[tuple[str, int | bool], ...]


@lru_cache(maxsize=20_000)
def _judged(answers: Given, second: Given, assumptions: Assumptions, remote: float) -> ScopeVerdict:
    process = Process(
        id="",
        name="",
        occupation="",
        hours_per_month=NO_HOURS,
        answers=dict(answers),
        second_answers=dict(second),
    )
    return scope.judge(process, assumptions, remote=remote)
