"""Renew, raise, bring back, replace: each begins what it needs, and can be undone until somebody signs."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.jobs.keys import new_key
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.entries import set_field
from outhaul.apps.planning.models import Entry
from outhaul.apps.review.domain.home import home_of
from outhaul.apps.review.domain.months import last_day, months_between
from outhaul.apps.review.models import Step
from outhaul.apps.work.domain.changing import begin_change, settled_keys, write_change
from outhaul.apps.work.domain.consequences import follows
from outhaul.apps.work.domain.engagements import take_step
from outhaul.apps.work.domain.following import OVER, begin_following
from outhaul.apps.work.lifecycles import StatementState
from outhaul.apps.work.models import Engagement, Statement
from outhaul.documents.statement import drafting
from outhaul.documents.statement.canonical import statement_of
from outhaul.documents.statement.content import Statement as Content
from outhaul.faults import Fault, InputError
from outhaul.lifecycle import NotNow
from outhaul.reference.tables import load

CENT = Decimal("0.01")
Figures = Mapping[str, float]


@transaction.atomic
def renew(visit: Visit, engagement: Engagement, *, ends_on: date, reason: str, figures: Figures) -> Step:
    """Renew an engagement until `ends_on`; records `decided`.

    One that runs gets a change order with the new end, to be sent and signed; one that ended gets a draft
    that follows it.

    Raises:
        PermissionDenied: the role may not prepare agreements.
        NotNow: a change order is out already.
        InputError: the new end does not lie after the present one, or there is no reason.
    """
    today = home_of(engagement.business).today
    least = max(today, engagement.ends_on or today)
    if ends_on <= least:
        raise InputError(
            [Fault("ends_on", _("That is not later than now"), _("Choose a day after the present end."))]
        )
    if engagement.state in OVER:
        starts_on = max(today, (engagement.ends_on or today) + timedelta(days=1))
        new = begin_following(visit, engagement, starts_on=starts_on, ends_on=ends_on)
        return keep_step(visit, engagement, "renew", reason, figures, follower=new.key)
    change = _change(visit, engagement, reason)
    write_change(visit, change, _longer(statement_of(change.content), ends_on))
    return keep_step(visit, engagement, "renew", reason, figures, statement=change.key)


def _longer(said: Content, ends_on: date) -> Content:
    """Return an agreement with a later end; with a fixed price each further month has its milestone.

    It is the last one again; their fees come to what hours and rate make of the further months.
    """
    terms, was = replace(said.terms, ends_on=ends_on), said.terms.ends_on
    if terms.form != "fixed" or not said.milestones or was is None:
        return replace(said, terms=terms)
    months = list(months_between(was + timedelta(days=1), ends_on))
    left = drafting.whole_price(terms) - drafting.whole_price(said.terms)
    fee = max(Decimal(0), left / len(months)).quantize(CENT, ROUND_HALF_UP)
    last = said.milestones[-1]
    further = (
        replace(
            last,
            key=new_key(),
            name=f"{last.name}, {month:%Y-%m}",
            due_on=min(ends_on, last_day(month)),
            fee=fee,
        )
        for month in months
    )
    return replace(said, terms=terms, milestones=(*said.milestones, *further))


@transaction.atomic
def raise_rate(visit: Visit, engagement: Engagement, *, rate: Decimal, reason: str, figures: Figures) -> Step:
    """Draft a change order with a higher rate; records `decided`.

    The fees of milestones that nobody has handed in, fixed or the most for their hours, rise with it.

    Raises:
        PermissionDenied: the role may not prepare agreements.
        NotNow: the engagement does not run, or a change order is out already.
        InputError: the rate is not higher than now, or there is no reason.
    """
    if rate <= engagement.rate:
        raise InputError([Fault("rate", _("That is no raise"), _("Tell a rate above the present one."))])
    change = _change(visit, engagement, reason)
    write_change(visit, change, _raised(engagement, statement_of(change.content), rate))
    return keep_step(visit, engagement, "raise", reason, figures, statement=change.key)


def _raised(engagement: Engagement, said: Content, rate: Decimal) -> Content:
    settled = settled_keys(engagement)
    later = tuple(one for one in said.terms.raises if one.rate > float(rate))
    terms = replace(said.terms, rate=float(rate), raises=later)
    milestones = tuple(
        item
        if item.key in settled
        else replace(item, fee=drafting.fee_at(item.fee, item.due_on, said.terms, terms))
        for item in said.milestones
    )
    return replace(said, terms=terms, milestones=milestones)


@transaction.atomic
def bring_back(visit: Visit, engagement: Engagement, *, reason: str, figures: Figures) -> Step:
    """End an engagement and let the plan keep its process from now on; records `decided`.

    What follows from an end, such as the list of what has to be given back, follows.

    Raises:
        PermissionDenied: the role may not prepare agreements, or change what the business says.
        NotNow: the engagement does not run.
        InputError: there is no reason.
    """
    if not (visit.may(Power.SOURCE) and visit.may(Power.EDIT)):
        raise PermissionDenied
    take_step(visit, engagement, "end", reason=reason)
    entry = _process(engagement)
    pin = entry.told.get("pin") if entry else None
    if entry is not None:
        set_field(visit, entry, "pin", "keep", reference=load())
    return keep_step(visit, engagement, "bring back", reason, figures, pin=pin)


def _process(engagement: Engagement) -> Entry | None:
    return Entry.objects.filter(
        business=engagement.business, table="processes", key=engagement.process, removed_at=None
    ).first()


def _change(visit: Visit, engagement: Engagement, reason: str) -> Statement:
    change = begin_change(visit, engagement, reason=reason)
    if change.state != StatementState.DRAFT:
        raise NotNow("change order", change.state, "be changed")
    return change


def keep_step(
    visit: Visit,
    engagement: Engagement,
    kind: str,
    reason: str,
    figures: Figures,
    **begun: Any,  # noqa: ANN401 -- plain values
) -> Step:
    """Keep what was decided, with what each way would have cost and what was begun; records `decided`."""
    step = Step.objects.create(
        engagement=engagement,
        kind=kind,
        figures={"year": dict(figures), **begun},
        reason=" ".join(reason.split()),
        made_by=visit.user,
    )
    record(
        scope=engagement.business.key,
        actor=visit.user,
        verb="decided",
        thing="next step",
        name=engagement.name,
        changes={"step": (None, kind)},
    )
    return step


@follows("engagement activate")
def remember_what_it_replaces(engagement: Engagement) -> None:
    """Let an engagement that came from the brief of a replacement follow the one that it replaces."""
    if engagement.follows_id is not None or engagement.brief is None:
        return
    steps = Step.objects.filter(
        engagement__business=engagement.business, kind="replace", undone_at=None
    ).select_related("engagement")
    for step in steps:
        if step.figures.get("brief") == engagement.brief.key:
            engagement.follows = step.engagement
            engagement.save(update_fields=["follows"])
            return
