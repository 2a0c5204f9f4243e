"""Each figure of a plan with its parents: formula, rule, inputs, sources, assumptions."""

from outhaul.apps.planning.domain.parents.figure import Basis, Figure, NoSuchFigure, Parent
from outhaul.apps.planning.domain.parents.headline import HEADLINE
from outhaul.apps.planning.domain.parents.process import PROCESS

__all__ = ["HEADLINE", "PROCESS", "Basis", "Figure", "NoSuchFigure", "Parent", "figure"]


def figure(basis: Basis, name: str, process: str = "") -> Figure:
    """Return the figure `name` of the plan, or that of one handed-out process.

    Raises:
        NoSuchFigure: the plan has no such figure, for instance because the work stays.
    """
    if not process:
        if name not in HEADLINE or basis.report.headline is None:
            raise NoSuchFigure(name)
        return HEADLINE[name](basis, basis.report.headline)
    found = next((row for row in basis.out if row.id == process), None)
    if name not in PROCESS or found is None:
        raise NoSuchFigure(f"{process} {name}")
    return PROCESS[name](basis, found)
