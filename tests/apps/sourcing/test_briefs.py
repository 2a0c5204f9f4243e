"""A brief is written from a process, changed as a draft, published only whole, and leaves a trail."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.http import Http404

from outhaul.apps.audit.models import Event
from outhaul.apps.planning.domain.access import access_entry
from outhaul.apps.planning.domain.entries import remove_entry, set_field
from outhaul.apps.planning.domain.plans import choose_plan, keep_made_plan
from outhaul.apps.sourcing.domain.access import access_brief
from outhaul.apps.sourcing.domain.briefs import (
    ChangedMeanwhile,
    change_brief,
    copy_brief,
    remove_brief,
    restore_brief,
    take_over_band,
    write_brief,
)
from outhaul.apps.sourcing.domain.content import content_of
from outhaul.apps.sourcing.domain.drafting import Band, behind, drafted, judged
from outhaul.apps.sourcing.domain.guarding import Blocked, override_block
from outhaul.apps.sourcing.domain.publishing import (
    brief_behind,
    close_brief,
    fill_brief,
    is_open,
    may_be_overridden,
    open_link,
    publish_brief,
    redraft_brief,
    reopen_brief,
    take_link_back,
    token_of,
)
from outhaul.apps.sourcing.models import Brief
from outhaul.documents import plan_html
from outhaul.engine.brief import Checkpoint, Deliverable
from outhaul.engine.report import PlanReport
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.reference.tables import Reference
from tests.briefs_made import BOOKS, published, vague, written
from tests.people import People

TODAY = date(2026, 11, 27)
PAGE = "<p>laid out</p>"
WHY = "We know this shop for years and accept the risk"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Laying a plan out takes seconds, and no test here reads the page."""
    monkeypatch.setattr(plan_html, "body", lambda _report: PAGE)


def trail() -> list[tuple[str, str, str, str]]:
    """The events about briefs, the oldest first."""
    told = Event.objects.filter(thing__contains="brief").order_by("number")
    return [(event.actor, event.verb, event.thing, event.name) for event in told]


def test_a_brief_is_written_once_for_each_process(people: People, reference: Reference) -> None:
    brief = written(people)
    assert (brief.title, brief.state, brief.process) == ("Bookkeeping", "draft", "books")
    assert content_of(brief) == drafted(people.olivia, "books", None, reference)
    assert written(people) == brief
    assert trail() == [("Olivia", "wrote", "brief", "Bookkeeping")]


def test_it_is_written_from_the_line_of_the_plan(
    people: People, reference: Reference, plan: PlanReport
) -> None:
    made = keep_made_plan(people.olivia, plan, reference=reference)
    content = drafted(people.marco, "books", made, reference)
    brief = write_brief(people.marco, process="books", content=content, plan=made)
    line = next(line for line in plan.processes if line.id == "books")
    assert line.rate
    assert (content.rate_low, content.rate_high) == line.rate.band
    assert (brief.plan, brief.made_by) == (made, people.marco.user)


def test_work_that_the_business_does_not_do_has_no_brief(people: People, reference: Reference) -> None:
    with pytest.raises(Http404):
        drafted(people.charlie, "books", None, reference)


def test_only_a_draft_is_changed_and_only_what_was_seen(people: People) -> None:
    brief = written(people)
    seen = brief.changed_at
    changed = change_brief(people.marco, brief, content=BOOKS, seen=seen)
    assert content_of(changed) == BOOKS
    with pytest.raises(ChangedMeanwhile):
        change_brief(people.olivia, brief, content=vague(purpose="Mine"), seen=seen)
    change_brief(people.olivia, brief, content=BOOKS)
    assert trail()[1:] == [("Marco", "changed", "brief", "Bookkeeping")]


def test_what_is_kept_is_tidy(people: People) -> None:
    twice = (
        Deliverable(name=" Booked  month", criteria=(" It balances ", "")),
        Deliverable(name="Booked month"),
        Deliverable(name="  "),
    )
    looks = (Checkpoint(name="Look", deliverable="Booked month"), Checkpoint(name="", deliverable="x"))
    brief = change_brief(people.olivia, written(people), content=vague(deliverables=twice, checkpoints=looks))
    kept = content_of(brief)
    assert kept.deliverables == (
        Deliverable(name="Booked month", criteria=("It balances",)),
        Deliverable(name="Booked month (2)"),
    )
    assert kept.checkpoints == looks[:1]


def test_a_brief_without_title_is_refused(people: People) -> None:
    with pytest.raises(InputError, match="title: The brief has no title"):
        change_brief(people.olivia, written(people), content=vague(title="  "))


def test_published_it_is_no_longer_changed_until_it_is_taken_back(
    people: People, reference: Reference
) -> None:
    brief = published(people)
    assert (brief.state, brief.published_at is not None) == ("published", True)
    with pytest.raises(NotNow):
        change_brief(people.olivia, brief, content=BOOKS)
    redraft_brief(people.olivia, brief)
    change_brief(people.olivia, brief, content=BOOKS)
    publish_brief(people.olivia, brief, reference=reference)
    close_brief(people.olivia, brief)
    reopen_brief(people.olivia, brief, reference=reference)
    publish_brief(people.olivia, brief, reference=reference)
    fill_brief(people.olivia, brief)
    assert reopen_brief(people.olivia, brief, reference=reference).state == "published"
    verbs = [verb for _who, verb, _thing, _name in trail()]
    assert verbs == [
        "wrote",
        "published",
        "redrafted",
        "changed",
        "published",
        "closed",
        "reopened",
        "published",
        "filled",
        "reopened",
    ]


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (vague(deliverables=(), checkpoints=()), "SCOPE-16"),
        (vague(deliverables=(Deliverable(name="Booked month"),)), "SCOPE-17"),
        (vague(checkpoints=()), "SCOPE-18"),
    ],
)
def test_without_deliverables_criteria_and_checkpoints_nobody_publishes(
    people: People, reference: Reference, content: object, rule: str
) -> None:
    """§SCOPE-16 to §SCOPE-18: not even the owner with a reason."""
    assert isinstance(content, type(BOOKS))
    brief = change_brief(people.olivia, written(people), content=content)
    said = judged(people.olivia, "books", content, reference)
    (block,) = (verdict for verdict in said if verdict.rule == rule)
    assert not may_be_overridden(block)
    override_block(people.olivia, block, thing="brief", key=brief.key, name=brief.title, reason=WHY)
    with pytest.raises(Blocked) as blocked:
        publish_brief(people.olivia, brief, reference=reference)
    assert [verdict.rule for verdict in blocked.value.verdicts] == [rule]
    assert access_brief(people.olivia, brief.key).state == "draft"


def test_core_work_is_published_only_with_the_owners_reason(people: People, reference: Reference) -> None:
    """§SCOPE-22."""
    brief = written(people, "recipes")
    with pytest.raises(Blocked) as blocked:
        publish_brief(people.olivia, brief, reference=reference)
    (block,) = blocked.value.verdicts
    assert (block.rule, may_be_overridden(block)) == ("SCOPE-4", True)
    override_block(people.olivia, block, thing="brief", key=brief.key, name=brief.title, reason=WHY)
    assert publish_brief(people.marco, brief, reference=reference).state == "published"


def test_a_brief_whose_process_was_taken_out_is_not_published(people: People, reference: Reference) -> None:
    """§SCOPE-22."""
    brief = written(people)
    remove_entry(people.olivia, access_entry(people.olivia, "processes", "books"))
    with pytest.raises(Blocked) as blocked:
        publish_brief(people.olivia, brief, reference=reference)
    assert [verdict.rule for verdict in blocked.value.verdicts] == ["SCOPE-22"]


def test_the_guard_is_asked_anew_when_a_filled_brief_is_reopened(
    people: People, reference: Reference
) -> None:
    brief = fill_brief(people.olivia, published(people))
    books = access_entry(people.olivia, "processes", "books")
    answers = {**books.told["answers"], "G1": 4}
    set_field(people.olivia, books, "answers", answers, reference=reference)
    with pytest.raises(Blocked):
        reopen_brief(people.olivia, brief, reference=reference)


def test_taken_out_and_put_back(people: People) -> None:
    brief = written(people)
    remove_brief(people.olivia, brief)
    remove_brief(people.olivia, brief)
    with pytest.raises(Http404):
        access_brief(people.olivia, brief.key)
    restore_brief(people.olivia, access_brief(people.olivia, brief.key, removed=True))
    assert [verb for _who, verb, _thing, _name in trail()] == ["wrote", "removed", "restored"]


def test_a_copy_is_made_once_for_each_key(people: People) -> None:
    brief = published(people)
    copy = copy_brief(people.olivia, brief, key="a1b2c3d4e5f6")
    assert copy_brief(people.olivia, brief, key="a1b2c3d4e5f6") == copy
    assert (copy.state, copy.content, copy.process) == ("draft", brief.content, "books")
    assert Brief.objects.count() == 2


def test_a_link_shows_a_published_brief_until_it_is_taken_back(people: People, reference: Reference) -> None:
    brief = published(people)
    assert brief_behind(token_of(brief)) is None
    brief = open_link(people.olivia, brief, until=TODAY + timedelta(days=30), today=TODAY)
    first = token_of(brief)
    assert brief_behind(first) == brief
    assert (is_open(brief, TODAY + timedelta(days=30)), is_open(brief, TODAY + timedelta(days=31))) == (
        True,
        False,
    )
    redraft_brief(people.olivia, brief)
    assert brief_behind(first) is None
    publish_brief(people.olivia, brief, reference=reference)
    assert brief_behind(first) == brief
    brief = take_link_back(people.olivia, brief)
    brief = open_link(people.olivia, brief, until=TODAY, today=TODAY)
    assert (brief_behind(first), brief_behind(token_of(brief))) == (None, brief)
    assert brief_behind("nonsense") is None
    remove_brief(people.olivia, brief)
    assert brief_behind(token_of(brief)) is None


@pytest.mark.parametrize("days", [-1, 181])
def test_a_link_is_open_for_half_a_year_at_most(people: People, days: int) -> None:
    with pytest.raises(InputError, match="open_until"):
        open_link(people.olivia, published(people), until=TODAY + timedelta(days=days), today=TODAY)


def test_a_draft_has_no_link(people: People) -> None:
    with pytest.raises(NotNow):
        open_link(people.olivia, written(people), until=TODAY, today=TODAY)


def test_a_brief_follows_the_plan_in_force(people: People, reference: Reference, plan: PlanReport) -> None:
    first = keep_made_plan(people.olivia, plan, reference=reference)
    content = drafted(people.olivia, "books", first, reference)
    brief = write_brief(people.olivia, process="books", content=content, plan=first)
    publish_brief(people.olivia, brief, reference=reference)
    assert behind(people.olivia, brief) is None
    books = next(line for line in plan.processes if line.id == "books")
    assert books.rate
    dearer = replace(books, rate=replace(books.rate, band=(10.0, 12.5)))
    changed = tuple(dearer if line.id == "books" else line for line in plan.processes)
    second = keep_made_plan(people.olivia, replace(plan, processes=changed), reference=reference)
    found = behind(people.olivia, brief)
    assert found is not None
    assert (found.plan, found.band) == (second, Band(10.0, 12.5))
    brief = take_over_band(people.olivia, brief, behind=found)
    assert (content_of(brief).rate_low, content_of(brief).rate_high, brief.state) == (10.0, 12.5, "published")
    assert behind(people.olivia, brief) is None
    choose_plan(people.olivia, first)
    assert behind(people.olivia, brief) is not None


def test_a_plan_that_keeps_the_work_has_no_band_for_it(
    people: People, reference: Reference, plan: PlanReport
) -> None:
    first = keep_made_plan(people.olivia, plan, reference=reference)
    content = drafted(people.olivia, "books", first, reference)
    brief = write_brief(people.olivia, process="books", content=content, plan=first)
    without = tuple(line for line in plan.processes if line.id != "books")
    keep_made_plan(people.olivia, replace(plan, processes=without), reference=reference)
    found = behind(people.olivia, brief)
    assert found is not None
    assert found.band is None
    assert content_of(take_over_band(people.olivia, brief, behind=found)).rate_low is None
