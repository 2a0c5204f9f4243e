"""The diagrams of states are those of the transition tables."""

import re

import pytest

from docs.commands import ROOT
from outhaul.apps.delivery.lifecycles import CHECKPOINT
from outhaul.apps.money.lifecycles import INVOICE, PAY_RUN, PAYMENT
from outhaul.apps.sourcing.lifecycles import BRIEF, CANDIDACY, OFFER
from outhaul.apps.work.lifecycles import ENGAGEMENT, MILESTONE, STATEMENT
from outhaul.lifecycle import Lifecycle

PAGE = (ROOT / "docs/reference/states.md").read_text(encoding="utf-8")
DRAWN = {
    "Brief": BRIEF,
    "Candidacy": CANDIDACY,
    "Offer": OFFER,
    "Agreement": STATEMENT,
    "Engagement": ENGAGEMENT,
    "Milestone": MILESTONE,
    "Checkpoint": CHECKPOINT,
    "Invoice": INVOICE,
    "Payment": PAYMENT,
    "Pay run": PAY_RUN,
}
"""Heading -> the lifecycle that is drawn below it."""


def diagram_below(heading: str) -> str:
    found = re.search(rf"^## {heading}\n.*?```mermaid\n(.*?)```", PAGE, re.DOTALL | re.MULTILINE)
    assert found, f"No diagram below ## {heading}"
    return found[1]


@pytest.mark.parametrize("heading", DRAWN)
def test_a_diagram_is_what_its_table_says(heading: str) -> None:
    lifecycle: Lifecycle[object] = DRAWN[heading]  # type: ignore[assignment,type-var]
    assert diagram_below(heading) == "\n".join(lifecycle.drawn()) + "\n"


def test_every_diagram_of_the_page_is_checked() -> None:
    assert PAGE.count("```mermaid\n") == len(DRAWN)
