"""Bring engagements from a table: new rows become drafts, drafts are changed; and take that back.

The guards stand in the verbs: a draft that no offer led to is blocked by guard pay before it is sent
(§MANAGE-19), and nothing but two signatures leads any further.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

import msgspec
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.access import hold_business
from outhaul.apps.sourcing.domain.access import access_briefs
from outhaul.apps.sourcing.domain.content import content_of
from outhaul.apps.sourcing.domain.drafting import drafted, plan_in_force
from outhaul.apps.sourcing.lifecycles import BriefState
from outhaul.apps.sourcing.models import Brief
from outhaul.apps.work.domain.access import access_contractors, access_engagements
from outhaul.apps.work.domain.brought import meant, told_of
from outhaul.apps.work.domain.engagements import first_draft, name_managers, take_step
from outhaul.apps.work.domain.statements import change_statement, statement_of_work
from outhaul.apps.work.lifecycles import EngagementState
from outhaul.apps.work.models import Contractor, Engagement, Statement
from outhaul.documents.engagements_file import EngagementRow, Told
from outhaul.documents.statement import content, drafting
from outhaul.documents.statement.canonical import plain_of, statement_of
from outhaul.engine import brief as engine_brief
from outhaul.engine.terms import Terms
from outhaul.faults import InputError
from outhaul.reference.tables import Reference

TERMS = ("hours_per_month", "starts_on", "ends_on")
BACK = "Taken back: it came with a table."
"""Why a draft of a table was cancelled, as the trail keeps it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a bringing did, so that it can be taken back."""

    made: list[str] = field(default_factory=list)
    """Keys of new drafts."""
    changed: dict[str, dict[str, tuple[Any, Any]]] = field(default_factory=dict)
    """Key of a draft -> field -> what it told before, and what it tells now."""


@transaction.atomic
def bring_engagements(
    visit: Visit, rows: Sequence[EngagementRow], *, once: str, reference: Reference
) -> Kept:
    """Keep what the rows without faults say: new drafts, and changes of drafts; all of it or nothing.

    First the business and what the rows are about are held, so that what they mean is judged by what is
    there now. A new row makes a contractor, unless one of that address is there, a draft and its
    statement of work, and records `imported`; a change is one of the verbs that pages use, with their
    events. `once` names the bringing: sent twice, the drafts come once.
    """
    hold_business(visit)
    briefs: dict[str, tuple[Brief | None, engine_brief.Brief]] = {}
    kept = Kept()
    for row in meant(visit, rows, access_engagements(visit).select_for_update(of=("self",))):
        if row.what == "changed" and row.there is not None:
            _change(visit, row.there, {name: now for name, (_before, now) in row.changes.items()})
            kept.changed[row.there.key] = dict(row.changes)
        elif row.what == "new":
            key = sha256(f"{visit.business.key} {once} {row.number}".encode()).hexdigest()[:12]
            if not Engagement.objects.filter(key=key).exists():
                _make(visit, row.told, key, briefs, reference)
                kept.made.append(key)
    return kept


@transaction.atomic
def take_engagements_back(visit: Visit, kept: Kept) -> tuple[int, int]:
    """Cancel the drafts of a bringing, and give changed ones back what they told; return how many of each.

    What somebody worked on since stays. Records `cancelled` and `changed`, as the verbs of pages do.
    """
    cancelled = given_back = 0
    found = access_engagements(visit).filter(state=EngagementState.DRAFT)
    for row in found.filter(key__in=kept.made):
        if row.changed_at == row.made_at:
            take_step(visit, row, "cancel", reason=BACK)
            cancelled += 1
    for row in found.filter(key__in=list(kept.changed)):
        fields = kept.changed[row.key]
        told = told_of(row)
        if all(getattr(told, name) == now for name, (_before, now) in fields.items()):
            _change(visit, row, {name: before for name, (before, _now) in fields.items()})
            given_back += 1
    return cancelled, given_back


def _change(visit: Visit, row: Engagement, told: Mapping[str, Any]) -> None:
    """Let a draft tell what is new, by the verbs of its page."""
    if told.keys() & {"manager", "deputy"}:
        name_managers(
            visit, row, manager=told.get("manager", row.manager), deputy=told.get("deputy", row.deputy)
        )
    draft = statement_of_work(row)
    terms = {name: told[name] for name in TERMS if name in told}
    if not terms or draft is None:
        return
    if "hours_per_month" in terms:
        terms["hours_per_month"] = float(terms["hours_per_month"])
    said = statement_of(draft.content)
    change_statement(visit, draft, _laid_out(row, said, replace(said.terms, **terms)))


def _laid_out(row: Engagement, said: content.Statement, terms: Terms) -> content.Statement:
    """Return `said` with other terms; milestones that nobody wrote otherwise are laid out over them anew."""
    brief = content_of(row.brief) if row.brief else None
    if brief is None or drafting.milestones(brief, said.terms) != said.milestones:
        return replace(said, terms=terms)
    return replace(said, terms=terms, milestones=drafting.milestones(brief, terms))


def _make(
    visit: Visit,
    told: Mapping[str, Any],
    key: str,
    briefs: dict[str, tuple[Brief | None, engine_brief.Brief]],
    reference: Reference,
) -> None:
    process = told["process"]
    if process not in briefs:
        briefs[process] = _brief_for(visit, process, reference)
    row, brief = briefs[process]
    now = timezone.now()
    engagement = Engagement.objects.create(
        business=visit.business,
        key=key,
        name=told["name"],
        process=process,
        contractor=_contractor(visit, told, reference),
        brief=row,
        manager=told.get("manager", ""),
        deputy=told.get("deputy", ""),
        rate=told["rate"],
        currency=told["currency"],
        hours_per_month=told["hours_per_month"],
        starts_on=told["starts_on"],
        ends_on=told.get("ends_on"),
        made_by=visit.user,
        made_at=now,
        changed_at=now,
    )
    terms = Terms(
        form="fixed",
        currency=engagement.currency,
        rate=float(engagement.rate),
        hours_per_month=float(engagement.hours_per_month),
        starts_on=engagement.starts_on,
        ends_on=engagement.ends_on,
    )
    said = first_draft(visit, engagement, brief, terms)
    Statement.objects.create(engagement=engagement, content=plain_of(said), made_by=visit.user)
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="imported",
        thing="engagement",
        name=engagement.name,
    )


def _brief_for(visit: Visit, process: str, reference: Reference) -> tuple[Brief | None, engine_brief.Brief]:
    """Return the brief of a process from which a statement is drafted, and what it says.

    Without one that stands it is what a brief would start with; nothing where too little is told for that.
    """
    row = access_briefs(visit).filter(process=process).exclude(state=BriefState.CLOSED).first()
    if row is not None:
        return row, content_of(row)
    try:
        return None, drafted(visit, process, plan_in_force(visit), reference)
    except (InputError, Http404):
        return None, engine_brief.Brief(title=process)


def _contractor(visit: Visit, told: Mapping[str, Any], reference: Reference) -> Contractor:
    found = access_contractors(visit).filter(email__iexact=told["email"]).first()
    if found is not None:
        return found
    return Contractor.objects.create(
        business=visit.business,
        name=told["contractor"],
        email=told["email"],
        country=told["country"],
        time_zone=reference.countries[told["country"]].zones[0],
    )


def as_plain(kept: Kept) -> Any:  # noqa: ANN401 -- plain values
    """Return what a bringing did as plain values, to be remembered."""
    return msgspec.to_builtins(kept)


def of_plain(plain: Any) -> Kept:  # noqa: ANN401 -- likewise
    """Return what was remembered, with the values as an engagement keeps them."""
    made: Iterable[str] = plain["made"]
    changed = {
        key: {name: (_value(name, before), _value(name, now)) for name, (before, now) in fields.items()}
        for key, fields in plain["changed"].items()
    }
    return Kept(list(made), changed)


def _value(name: str, plain: Any) -> Any:  # noqa: ANN401 -- as `Told` declares it
    return msgspec.convert(plain, Told.__annotations__[name], strict=False)
