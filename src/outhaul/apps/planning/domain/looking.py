"""What a change would mean, before anybody asks for a plan with it: answered at once, nothing is kept.

The priced plan that answers rest on is kept in the memory of this process, for a few businesses at a
time; it is made anew where it is missing. It belongs to one plan of one business: its key names both,
what the plan was made from, and the figures that it rests on.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from threading import Lock, Thread
from typing import Final

from outhaul import __version__
from outhaul.apps.planning.domain.content import Change, business_of, with_changes
from outhaul.apps.planning.domain.plans import report_of
from outhaul.apps.planning.domain.trying import Standing
from outhaul.apps.planning.models import Plan
from outhaul.engine.business import Business
from outhaul.engine.plan.what_if.asking import Answer, ask
from outhaul.engine.plan.what_if.lived import Outcome
from outhaul.engine.plan.what_if.prepared import Placed, Prepared, prepare
from outhaul.engine.report import Decision, Headline, PlanReport, ProcessReport
from outhaul.reference.tables import Reference

MOST: Final = 4
"""Prepared plans in the memory of a process."""

Key = tuple[str, ...]


class Bench:
    """The plans that lie ready for questions; the one not asked for longest makes room."""

    def __init__(self, most: int = MOST) -> None:
        self._ready: OrderedDict[Key, Prepared] = OrderedDict()
        self._making: set[Key] = set()
        self._refused: set[Key] = set()
        self._most, self._lock = most, Lock()

    def find(self, plan: Plan, reference: Reference) -> Prepared | None:
        """Return the prepared plan if it lies ready."""
        key = _key(plan, reference)
        with self._lock:
            if key in self._ready:
                self._ready.move_to_end(key)
            return self._ready.get(key)

    def keep(self, plan: Plan, reference: Reference, prepared: Prepared) -> None:
        """Let a prepared plan lie ready."""
        self._keep(_key(plan, reference), prepared)

    def lay_out(self, plan: Plan, reference: Reference) -> None:
        """Prepare a plan beside the requests, unless that is being done."""
        key = _key(plan, reference)
        with self._lock:
            if key in self._making or key in self._ready or key in self._refused:
                return
            self._making.add(key)
        told = (business_of(plan.inputs, reference), report_of(plan))
        Thread(
            target=self._make, args=(key, plan.seed, plan.scenarios, *told, reference), daemon=True
        ).start()

    def refuses(self, plan: Plan, reference: Reference) -> bool:
        """Tell whether a plan cannot be laid out: what it decided is none of today's options."""
        return _key(plan, reference) in self._refused

    def clear(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._ready.clear()
            self._refused.clear()

    def _make(  # noqa: PLR0913, PLR0917 -- all that a plan is made from, read before
        self,
        key: Key,
        seed: int,
        scenarios: int,
        business: Business,
        report: PlanReport,
        reference: Reference,
    ) -> None:
        made = decided_in(report)
        try:
            settings = {"seed": seed, "scenarios": scenarios}
            found = prepare(business, reference, **settings, made=made) if made else None
            if found is None:
                self._refused.add(key)
            else:
                self._keep(key, found)
        finally:
            with self._lock:
                self._making.discard(key)

    def _keep(self, key: Key, prepared: Prepared) -> None:
        with self._lock:
            self._ready[key] = prepared
            self._ready.move_to_end(key)
            while len(self._ready) > self._most:
                self._ready.popitem(last=False)


BENCH: Final = Bench()


def _key(plan: Plan, reference: Reference) -> Key:
    return (
        __version__,
        str(plan.business_id),
        plan.key,
        plan.report_hash,
        plan.inputs_hash,
        reference.checksum,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a change would mean, beside the plan as it is told."""

    before: PlanReport
    after: PlanReport
    """As much of a report as a comparison reads; no plan of its own."""


def look(prepared: Prepared, standing: Standing, changes: Iterable[Change], reference: Reference) -> Look:
    """Return what becomes of the business's plan with `changes`; nothing is kept.

    Raises:
        InputError: something is missing or wrong, in the business or in the changes.
    """
    if standing.base is None:
        raise ValueError("there is no plan to hold a change against")
    before = report_of(standing.base)
    business = business_of(with_changes(standing.document, changes, standing.quotes), reference)
    return Look(before=before, after=told(before, ask(prepared, business)))


def told(before: PlanReport, answer: Answer) -> PlanReport:
    """Return the report `before` with what `answer` says of decisions and headline in its place.

    Figures are those of the report, moved by the difference that the answer found: of two plans on the
    same luck, the difference is sure.
    """
    if answer.after is None or before.headline is None:
        return replace(before, status=answer.status, headline=None)
    placed = {one.process: one for one in answer.placed}
    return replace(
        before,
        status=answer.status,
        headline=_moved(before.headline, answer.before, answer.after),
        processes=tuple(_replaced(one, placed[one.id]) for one in before.processes),
    )


def _moved(head: Headline, was: Outcome, now: Outcome) -> Headline:
    payback = head.payback_months
    if was.payback_p50 is None or now.payback_p50 is None or payback.p50 is None:
        middle = now.payback_p50
    else:
        middle = max(0.0, payback.p50 + now.payback_p50 - was.payback_p50)
    later = 0.0 if middle is None or payback.p50 is None else middle - payback.p50
    longest = None if payback.p90 is None or middle is None else max(middle, payback.p90 + later)
    worth = now.npv_mean - was.npv_mean
    return replace(
        head,
        owner_hours_freed_per_month=head.owner_hours_freed_per_month
        + now.owner_hours_freed_per_month
        - was.owner_hours_freed_per_month,
        true_saving=head.true_saving + now.true_saving - was.true_saving,
        npv=replace(
            head.npv,
            mean=head.npv.mean + worth,
            p5=head.npv.p5 + now.npv_p5 - was.npv_p5,
            p95=head.npv.p95 + now.npv_p95 - was.npv_p95,
        ),
        p_loss=min(1.0, max(0.0, head.p_loss + now.p_loss - was.p_loss)),
        payback_months=replace(payback, p50=middle, p90=longest),
        capital_needed=now.capital_needed,
        monthly_cost_now=head.monthly_cost_now + now.monthly_cost_now - was.monthly_cost_now,
        monthly_cost_planned=head.monthly_cost_planned + now.monthly_cost_planned - was.monthly_cost_planned,
    )


def decided_in(report: PlanReport) -> list[Placed]:
    """Return what a report decided on each process."""
    return [_placed(one) for one in report.processes]


def _placed(process: ProcessReport) -> Placed:
    """Return what a report decided on a process."""
    return Placed(
        process=process.id,
        country=process.country,
        rate=process.rate.hourly if process.rate and process.country else None,
        manager=process.manager,
        decision=process.decision,
    )


def _replaced(process: ProcessReport, placed: Placed) -> ProcessReport:
    """Return a process as the answer places it."""
    if placed == _placed(process):
        return process
    rate = process.rate if process.country and placed.country == process.country else None
    decision: Decision = placed.decision
    return replace(
        process,
        decision=decision,
        country=placed.country,
        manager=placed.manager,
        rate=replace(rate, hourly=placed.rate) if rate and placed.rate else None,
    )
