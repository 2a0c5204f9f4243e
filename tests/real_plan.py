"""A plan of the sample business that the engine made, on few futures; made once for all tests."""

from functools import cache

import pytest

from outhaul.cli.demo import samples
from outhaul.documents.business_file import read
from outhaul.engine.plan.make import make_plan
from outhaul.engine.report import PlanReport
from outhaul.reference.tables import load


@pytest.fixture(scope="session")
def real_report() -> PlanReport:
    return _made()


@cache
def _made() -> PlanReport:
    """Return the plan; the fixture stands in more than one conftest."""
    reference = load()
    business = read(samples() / "harbour-bakery.toml", reference)
    return make_plan(business, reference, scenarios=64, replicates=2)
