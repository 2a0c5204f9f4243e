"""Whatever is done in whatever order, no brief is published without deliverables, criteria, checkpoints."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outhaul.apps.sourcing.domain.briefs import (
    change_brief,
    copy_brief,
    remove_brief,
    restore_brief,
)
from outhaul.apps.sourcing.domain.content import content_of
from outhaul.apps.sourcing.domain.drafting import judged
from outhaul.apps.sourcing.domain.guarding import Blocked, override_block
from outhaul.apps.sourcing.domain.publishing import (
    brief_behind,
    close_brief,
    fill_brief,
    open_link,
    publish_brief,
    redraft_brief,
    reopen_brief,
    take_link_back,
    token_of,
)
from outhaul.apps.sourcing.lifecycles import BRIEF, BriefState
from outhaul.apps.sourcing.models import Brief
from outhaul.engine.brief import Deliverable
from outhaul.engine.briefing.rhythm import looks_at
from outhaul.engine.verdict import Answer
from outhaul.lifecycle import NotNow
from outhaul.reference.tables import Reference
from tests.briefs_made import BOOKS, vague, written
from tests.database import orders
from tests.people import People

TODAY = date(2026, 11, 27)
BARE = Deliverable(name="Booked month")
CONTENTS = {
    "whole": BOOKS,
    "empty": vague(deliverables=(), checkpoints=()),
    "no criteria": vague(deliverables=(BARE,)),
    "blank criteria": vague(deliverables=(Deliverable(name="Booked month", criteria=("  ",)),)),
    "no checkpoints": vague(checkpoints=()),
}
STEPS = (
    *(f"say {name}" for name in CONTENTS),
    "override",
    "publish",
    "redraft",
    "close",
    "reopen",
    "fill",
    "open link",
    "take link back",
    "remove",
    "restore",
    "copy",
)


def do(step: str, people: People, brief: Brief, reference: Reference) -> None:
    """Do one step with a brief, as anybody could."""
    olivia = people.olivia

    def override() -> None:
        for verdict in judged(olivia, brief.process, content_of(brief), reference):
            if verdict.answer is Answer.BLOCK and not verdict.legal:
                override_block(
                    olivia, verdict, thing="brief", key=brief.key, name="", reason="Because I say so"
                )

    if step.startswith("say "):
        change_brief(olivia, brief, content=CONTENTS[step.removeprefix("say ")])
        return
    doing: dict[str, Callable[[], Any]] = {
        "override": override,
        "publish": lambda: publish_brief(olivia, brief, reference=reference),
        "redraft": lambda: redraft_brief(olivia, brief),
        "close": lambda: close_brief(olivia, brief),
        "reopen": lambda: reopen_brief(olivia, brief, reference=reference),
        "fill": lambda: fill_brief(olivia, brief),
        "open link": lambda: open_link(olivia, brief, until=TODAY + timedelta(days=9), today=TODAY),
        "take link back": lambda: take_link_back(olivia, brief),
        "remove": lambda: remove_brief(olivia, brief),
        "restore": lambda: restore_brief(olivia, brief),
        "copy": lambda: copy_brief(olivia, brief, key="c0c0c0c0c0c0"),
    }
    doing[step]()


@pytest.mark.django_db
@settings(max_examples=orders(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(STEPS), min_size=3, max_size=14))
def test_no_sequence_publishes_a_brief_that_cannot_be_accepted(
    people: People, reference: Reference, steps: list[str]
) -> None:
    """§SCOPE-16 to §SCOPE-18."""
    Brief.objects.all().delete()
    brief = written(people)
    for step in steps:
        before = brief.state
        try:
            do(step, people, brief, reference)
        except (NotNow, Blocked):
            assert Brief.objects.get(pk=brief.pk).state == before, "what is refused changes nothing"
        brief.refresh_from_db()
        for row in Brief.objects.all():
            if row.state in {BriefState.PUBLISHED, BriefState.FILLED}:
                content = content_of(row)
                assert content.deliverables
                assert all(any(map(str.strip, item.criteria)) for item in content.deliverables)
                assert any(looks_at(content, item.name) for item in content.deliverables)
            shown = brief_behind(token_of(row)) is not None
            assert shown == (row.state == BriefState.PUBLISHED and row.is_public and row.removed_at is None)


def test_the_table_knows_every_verb() -> None:
    assert set(BRIEF.steps) == {"publish", "redraft", "fill", "close", "reopen"}
