"""The chosen place of a process, looked at as the engine looks at it."""

from outhaul.apps.planning.domain.parents.figure import Basis, NoSuchFigure
from outhaul.engine import pay
from outhaul.engine.business import Process
from outhaul.engine.plan.choices import Place, look_at
from outhaul.engine.report import ProcessReport


def told_of(basis: Basis, row: ProcessReport) -> Process:
    """Return what the business told of a process.

    Raises:
        NoSuchFigure: it told nothing of it, because the plan was made from something else.
    """
    for found in basis.business.processes:
        if found.id == row.id:
            return found
    raise NoSuchFigure(row.id)


def place_of(basis: Basis, row: ProcessReport) -> tuple[Place, pay.HomeRate]:
    """Return the chosen place of a process as the engine looks at it, and the price at home."""
    told = told_of(basis, row)
    home = pay.home_price(basis.reference, basis.business.home, told, basis.assumed)
    return look_at(basis.outlook, told, row.country or basis.report.country, home), home
