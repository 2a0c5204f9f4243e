"""Other plans beside the proposed one, compared on the same random numbers."""

from collections.abc import Iterator

import numpy as np

from outhaul.engine.plan.alternatives import Named
from outhaul.engine.plan.groundwork import Groundwork
from outhaul.engine.plan.portfolio import Decided
from outhaul.engine.plan.solution import Solution


def distinct(best: Solution, named: Named, others: tuple[Solution, ...]) -> Iterator[tuple[str, Solution]]:
    """Yield the alternatives that exist, with their names; unnamed ones only if they are new."""
    yield from (
        (name, plan)
        for name, plan in (
            ("do nothing", named.do_nothing),
            ("cheapest", named.cheapest),
            ("safest", named.safest),
            ("most owner time", named.most_owner_time),
        )
        if plan.figures is not None
    )
    known = [best, named.do_nothing, named.cheapest, named.safest, named.most_owner_time]
    number = 0
    for plan in others:
        if any(np.array_equal(plan.option, one.option) for one in known):
            continue
        number += 1
        yield f"nearly as good {number}", plan


def placed(work: Groundwork, plan: tuple[Decided, ...]) -> dict[str, str]:
    """Return process -> "keep", "prepare" or the country."""

    def place(one: Decided) -> str:
        held = "prepare" if work.choices[one.process].verdict.class_ == "PREPARE" else "keep"
        return one.option.country or held

    return {work.choices[one.process].process.id: place(one) for one in plan}


def changes(work: Groundwork, best: tuple[Decided, ...], other: tuple[Decided, ...]) -> tuple[str, ...]:
    """Return in words how another plan differs from the proposed one."""
    return tuple(
        f"{work.choices[one.process].process.name}: {change}"
        for one, after in zip(best, other, strict=True)
        if (change := _change(work, one, after))
    )


def _change(work: Groundwork, one: Decided, after: Decided) -> str:
    if one.option.country != after.option.country:
        return f"{_where(work, after)} instead of {_where(work, one)}"
    if one.option.rate != after.option.rate:
        return f"{after.option.rate:.2f} instead of {one.option.rate:.2f} an hour"
    if one.manager.id != after.manager.id:
        return f"{after.manager.name} instead of {one.manager.name} answers for it"
    return ""


def _where(work: Groundwork, one: Decided) -> str:
    country = one.option.country
    return work.outlook.reference.countries[country].name if country else "kept"
