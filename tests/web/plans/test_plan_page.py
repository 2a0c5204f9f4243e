"""The plan as its people read it."""

import re

import pytest

from outhaul.apps.planning.models import Plan
from outhaul.engine.report import PlanReport
from tests.people import People
from tests.web.plans.entering import HTMX, entered


@pytest.mark.parametrize(
    "name", ["hours-freed", "true-saving", "headline-saving", "worth", "chance-of-loss", "payback", "capital"]
)
def test_each_headline_figure_opens_its_parents(people: People, kept: Plan, name: str) -> None:
    address = f"/b/{people.bakery.key}/plans/{kept.key}/figures/{name}/"
    page = entered(people.viktor).get(address)
    assert page.status_code == 200


def test_page(people: People, kept: Plan) -> None:
    page = entered(people.viktor).get(f"/b/{people.bakery.key}/plan/")
    assert page.status_code == 200
