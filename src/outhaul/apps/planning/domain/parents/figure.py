"""What a figure of a plan is made from: data that pages, files and tests read alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from outhaul.engine.assumptions import Assumptions, Stated, with_own
from outhaul.engine.business import Business
from outhaul.engine.plan.choices import Outlook
from outhaul.engine.plan.make import YEAR
from outhaul.engine.report import PlanReport, ProcessReport
from outhaul.engine.wages.market import SourceFigure
from outhaul.reference.tables import Reference
from outhaul.wording.numbers import Numbers
from outhaul.wording.sentences import handed_out, numbers_of

Told = tuple[str, str, str]
"""Table, key of the row and field in which the business told something."""


class NoSuchFigure(LookupError):  # noqa: N818 -- told to a person
    """The plan has no figure of that name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """Something that a figure is made from."""

    what: str
    value: str
    """As a person reads it."""
    amount: float | None = None
    """The same as a number; None for what is no number."""
    note: str = ""
    told: Told | None = None
    """Where the business told it; None for what was worked out."""
    opens: tuple[str, str] | None = None
    """Name, and process or nothing, of the figure that it is itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure with all its parents."""

    name: str
    title: str
    value: str
    amount: float
    words: str
    """The formula as a sentence."""
    formula: str
    """The formula in symbols."""
    rules: tuple[str, ...]
    """Numbers of the rules in docs/rules, such as "COST-9"."""
    process: str = ""
    parents: tuple[Parent, ...] = ()
    cited: tuple[SourceFigure, ...] = ()
    """Figures of the reference tables behind it."""
    grade: str = ""
    """Grade of the local wage behind it, A to D; empty where none is."""
    assumptions: tuple[Stated, ...] = ()
    """The named assumptions that it rests on."""


@dataclass(frozen=True)
class Basis:
    """A report with the inputs and the reference tables that it was made from."""

    report: PlanReport
    business: Business
    reference: Reference

    @cached_property
    def numbers(self) -> Numbers:
        """How figures are written."""
        return numbers_of(self.report)

    @cached_property
    def assumed(self) -> Assumptions:
        """The assumptions at the values that the plan used."""
        return with_own(self.business.assumptions)

    @cached_property
    def outlook(self) -> Outlook:
        """What the engine judges places with."""
        return Outlook(
            business=self.business,
            reference=self.reference,
            assumptions=self.assumed,
            year=YEAR,
            seed=self.report.seed,
        )

    @cached_property
    def out(self) -> tuple[ProcessReport, ...]:
        """The processes that leave."""
        return handed_out(self.report)

    def share_of(self, process: ProcessReport) -> float:
        """Return the share of a process that is handed out."""
        return 0.5 if process.decision == "pilot" else 1.0

    def stated(self, names: Iterable[str]) -> tuple[Stated, ...]:
        """Return assumptions by name, in that order."""
        known = {item.name: item for item in self.report.assumptions}
        return tuple(known[name] for name in names if name in known)
