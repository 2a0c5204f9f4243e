"""Renew, raise, bring back, replace: what each begins, and its undoing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Literal

import pytest
from django.core.exceptions import PermissionDenied

from outhaul.apps.notices.models import Notice
from outhaul.apps.planning.models import Entry
from outhaul.apps.review.domain.looking_back import look_back
from outhaul.apps.review.domain.options import options_of
from outhaul.apps.review.domain.portfolio import portfolio_of
from outhaul.apps.review.domain.raising import remind_of_raises
from outhaul.apps.review.domain.replacing import replace_contractor
from outhaul.apps.review.domain.steps import bring_back, raise_rate, remember_what_it_replaces, renew
from outhaul.apps.review.domain.undoing import can_be_undone, undo_step
from outhaul.apps.review.models import Step
from outhaul.apps.sourcing.models import Brief
from outhaul.apps.work.domain.classifying import answer_check
from outhaul.apps.work.domain.engagements import take_step
from outhaul.apps.work.domain.sending import send_to_sign
from outhaul.apps.work.models import Engagement, Milestone, Statement
from outhaul.documents.statement import drafting
from outhaul.documents.statement.canonical import statement_of
from outhaul.engine.report import PlanReport
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from tests.agreement_made import harmless
from tests.delivery_made import accepted, running
from tests.people import People
from tests.review_made import delivered, planned
from tests.signing_made import ana_signs, code_for, olivia_signs
from tests.statement_told import STATEMENT

LATER = date(2027, 12, 31)
WHY = "The books are never late."
NONE: dict[str, float] = {}


@pytest.fixture
def engagement(people: People) -> Engagement:
    return running(people).engagement


def pin(people: People) -> object:
    return Entry.objects.get(business=people.bakery, table="processes", key="books").told.get("pin")


def test_a_renewal_is_a_change_order_with_the_new_end(people: People, engagement: Engagement) -> None:
    step = renew(people.olivia, engagement, ends_on=LATER, reason=WHY, figures={"renew": 100.0})
    order = Statement.objects.get(key=step.figures["statement"])
    said = statement_of(order.content)
    assert (order.number, order.state, said.terms.ends_on, said.reason) == (2, "draft", LATER, WHY)
    assert step.figures["year"] == {"renew": 100.0}
    assert len({item.fee for item in said.milestones[2:]}) == 1
    assert sum(item.fee for item in said.milestones[2:]) == pytest.approx(
        drafting.whole_price(said.terms) - drafting.whole_price(STATEMENT.terms), abs=Decimal("0.05")
    )
    assert [item.due_on.month for item in said.milestones[2:]] == [7, 8, 9, 10, 11, 12]


def test_signed_by_both_a_renewal_takes_effect_and_cannot_be_undone(
    people: People, engagement: Engagement
) -> None:
    step = renew(people.olivia, engagement, ends_on=LATER, reason=WHY, figures=NONE)
    answer_check(people.olivia, engagement, harmless(engagement))
    order = send_to_sign(people.olivia, Statement.objects.get(key=step.figures["statement"]))
    assert can_be_undone(step)
    olivia_signs(people, order)
    assert not can_be_undone(step)
    ana_signs(order, code_for(order))
    engagement.refresh_from_db()
    assert engagement.ends_on == LATER
    with pytest.raises(NotNow):
        undo_step(people.olivia, step)


def test_an_engagement_that_ended_is_renewed_by_one_that_follows(
    people: People, engagement: Engagement
) -> None:
    take_step(people.olivia, engagement, "end", reason="It was agreed so")
    engagement.refresh_from_db()
    step = renew(people.olivia, engagement, ends_on=LATER, reason=WHY, figures=NONE)
    new = Engagement.objects.get(key=step.figures["follower"])
    assert (new.state, new.follows, new.starts_on, new.ends_on) == (
        "draft",
        engagement,
        date(2027, 7, 1),
        LATER,
    )
    said = statement_of(new.statements.get().content)
    assert [item.due_on for item in said.milestones] == [date(2027, 8, 9), date(2027, 9, 20)]
    undo_step(people.olivia, step)
    new.refresh_from_db()
    assert new.state == "cancelled"


def test_a_raise_lifts_the_rate_and_open_fees_and_takes_the_planned_raise_out(
    people: People, engagement: Engagement
) -> None:
    step = raise_rate(people.olivia, engagement, rate=Decimal("10.92"), reason=WHY, figures=NONE)
    said = statement_of(Statement.objects.get(key=step.figures["statement"]).content)
    assert (said.terms.rate, said.terms.raises) == (10.92, ())
    assert [item.fee for item in said.milestones] == [Decimal("472.50"), Decimal("1260.53")]


FIXED = replace(
    STATEMENT,
    terms=replace(STATEMENT.terms, raises=()),
    milestones=tuple(
        replace(
            STATEMENT.milestones[0],
            key=f"month{number}",
            name=f"Month {number}",
            due_on=drafting.later(STATEMENT.terms.starts_on, number),
            fee=Decimal("239.20"),
        )
        for number in range(1, 7)
    ),
)
"""Six months at 23 hours of 10.40 USD, and some days."""


def take_effect(people: People, step: Step) -> None:
    """Let both sides sign what a step began."""
    order = Statement.objects.select_related("engagement").get(key=step.figures["statement"])
    answer_check(people.olivia, order.engagement, harmless(order.engagement))
    order = send_to_sign(people.olivia, order)
    olivia_signs(people, order)
    ana_signs(order, code_for(order))


def fees_of(engagement: Engagement) -> list[Decimal]:
    rows = Milestone.objects.filter(engagement=engagement, dropped_at=None).order_by("position")
    return list(rows.values_list("fee", flat=True))


@pytest.mark.parametrize("form", ["fixed", "hours"])
def test_a_raise_in_the_middle_leaves_what_is_accepted_and_can_be_signed_and_raised_again(
    people: People, form: Literal["fixed", "hours"]
) -> None:
    """§MANAGE-19: the months before the raise were worked at the rate of then."""
    terms = replace(FIXED.terms, form=form, ends_on=date(2027, 6, 6))
    ana = running(people, replace(FIXED, terms=terms))
    for key in ("month1", "month2", "month3"):
        accepted(people, ana, key)
    take_effect(
        people, raise_rate(people.olivia, ana.engagement, rate=Decimal("13.00"), reason=WHY, figures=NONE)
    )
    old, new = Decimal("239.20"), Decimal("299.00")
    assert fees_of(ana.engagement) == [old, old, old, new, new, new]
    accepted(people, ana, "month4")
    ana.engagement.refresh_from_db()
    take_effect(
        people, raise_rate(people.olivia, ana.engagement, rate=Decimal("14.30"), reason=WHY, figures=NONE)
    )
    last = Decimal("328.90")
    assert fees_of(ana.engagement) == [old, old, old, new, last, last]


def test_renewed_after_a_raise_each_further_month_costs_what_it_costs_and_no_more(people: People) -> None:
    """§MANAGE-19: what was worked at the rate of then is not paid again in the months to come."""
    ana = running(people, replace(FIXED, terms=replace(FIXED.terms, ends_on=date(2027, 6, 6))))
    accepted(people, ana, "month1")
    take_effect(
        people, raise_rate(people.olivia, ana.engagement, rate=Decimal("13.00"), reason=WHY, figures=NONE)
    )
    ana.engagement.refresh_from_db()
    take_effect(
        people, renew(people.olivia, ana.engagement, ends_on=date(2027, 8, 6), reason=WHY, figures=NONE)
    )
    assert sum(fees_of(ana.engagement)[6:]) == pytest.approx(2 * Decimal("299.00"), abs=Decimal("0.03"))


def test_undone_a_raise_is_withdrawn(people: People, engagement: Engagement) -> None:
    step = raise_rate(people.olivia, engagement, rate=Decimal(12), reason=WHY, figures=NONE)
    undo_step(people.olivia, step)
    assert Statement.objects.get(key=step.figures["statement"]).state == "withdrawn"
    assert Step.objects.get().undone_at is not None
    with pytest.raises(NotNow):
        undo_step(people.olivia, step)


def test_brought_back_the_engagement_ends_and_the_plan_keeps_the_work(
    people: People, engagement: Engagement
) -> None:
    before = pin(people)
    step = bring_back(people.olivia, engagement, reason="A new hire does it", figures=NONE)
    engagement.refresh_from_db()
    assert (engagement.state, pin(people)) == ("closing", "keep")
    undo_step(people.olivia, step)
    engagement.refresh_from_db()
    assert (engagement.state, pin(people)) == ("active", before)


def test_a_replacement_is_a_brief_with_what_failed(people: People, engagement: Engagement) -> None:
    day = date(2026, 11, 20)
    delivered(engagement, "close", due_on=day, versions=[(day, day, False)])
    look_back(people.olivia, engagement, answers={"match": "More hours together."})
    step = replace_contractor(people.olivia, engagement, reason=WHY, figures=NONE, key="successor")
    brief = Brief.objects.get(key="successor")
    (deliverable,) = brief.content["deliverables"]
    assert deliverable["criteria"][-1] == "The trial balance balances"
    assert "More hours together." in step.figures["learned"]
    assert "More hours together." not in str(brief.content)
    assert replace_contractor(people.olivia, engagement, reason=WHY, figures=NONE, key="successor") == step
    undo_step(people.olivia, step)
    brief.refresh_from_db()
    assert brief.removed_at is not None


def test_who_comes_by_that_brief_follows_who_is_replaced(people: People, engagement: Engagement) -> None:
    step = replace_contractor(people.olivia, engagement, reason=WHY, figures=NONE, key="successor")
    new = Engagement.objects.get(pk=engagement.pk)
    new.pk, new.key, new.offer = None, "new", None
    new.brief = Brief.objects.get(key=step.figures["brief"])
    new.save()
    remember_what_it_replaces(new)
    assert Engagement.objects.get(key="new").follows == engagement


def test_a_step_wants_a_reason_and_sense(people: People, engagement: Engagement) -> None:
    early, who = date(2027, 1, 1), people.olivia
    with pytest.raises(InputError):
        renew(who, engagement, ends_on=early, reason=WHY, figures=NONE)
    with pytest.raises(InputError):
        renew(who, engagement, ends_on=LATER, reason=" ", figures=NONE)
    with pytest.raises(InputError):
        raise_rate(who, engagement, rate=Decimal(9), reason=WHY, figures=NONE)
    with pytest.raises(InputError):
        bring_back(who, engagement, reason="", figures=NONE)
    with pytest.raises(InputError):
        replace_contractor(who, engagement, reason=" ", figures=NONE, key="k")
    assert not Step.objects.exists()
    assert Engagement.objects.get(pk=engagement.pk).state == "active"


def test_who_only_looks_decides_nothing(people: People, engagement: Engagement) -> None:
    with pytest.raises(PermissionDenied):
        raise_rate(people.viktor, engagement, rate=Decimal(12), reason=WHY, figures=NONE)
    with pytest.raises(PermissionDenied):
        bring_back(people.fatima, engagement, reason=WHY, figures=NONE)


def test_four_ways_have_a_price_and_a_raise_follows_the_plan_of_the_terms(
    people: People, plan: PlanReport, engagement: Engagement
) -> None:
    planned(people, plan)
    options = options_of(portfolio_of(people.bakery), engagement)
    assert [way.kind for way in options.ways] == ["renew", "raise", "bring back", "replace"]
    by = {way.kind: way for way in options.ways}
    assert by["renew"].pay == pytest.approx(10.4 * 23 * 12)
    assert by["raise"].year > by["renew"].year
    assert by["replace"].once == pytest.approx(options.risk.loss.whole)
    assert options.raise_rate == 10.92  # the planned one is not due for months


def test_a_planned_raise_is_reminded_of_once(people: People, engagement: Engagement) -> None:
    assert remind_of_raises() == 0
    statement = Statement.objects.get(engagement=engagement)
    content = statement.content
    content["terms"]["raises"] = [{"on": "2026-12-20", "rate": 10.9}]
    Statement.objects.create(engagement=engagement, number=2, content=content, state="signed")
    assert remind_of_raises() == 1
    assert remind_of_raises() == 0
    told = Notice.objects.filter(kind="review")
    assert {notice.user for notice in told} == {people.olivia.user, people.marco.user}
    assert options_of(portfolio_of(people.bakery), engagement).raise_rate == 10.9
