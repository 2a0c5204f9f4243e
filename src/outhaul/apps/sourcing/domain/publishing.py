"""Publish a brief, take it back, close it, say that it is filled; open its link to applications."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.links import key_of, link_token, opens
from outhaul.apps.sourcing.domain.briefs import locked
from outhaul.apps.sourcing.domain.content import content_of
from outhaul.apps.sourcing.domain.drafting import judged
from outhaul.apps.sourcing.domain.guarding import Blocked, let_through
from outhaul.apps.sourcing.lifecycles import BRIEF, BriefState
from outhaul.apps.sourcing.models import Brief as Row
from outhaul.engine.briefing.publishing import NEVER_LEFT_OUT
from outhaul.engine.saying import say
from outhaul.engine.verdict import Answer, Verdict
from outhaul.faults import Fault, InputError
from outhaul.lifecycle import NotNow
from outhaul.reference.tables import Reference

LINK = "brief"
"""Kind of the link that shows a brief to people outside."""
OPEN_FOR = timedelta(days=30)
LONGEST_OPEN = timedelta(days=180)


def may_be_overridden(verdict: Verdict) -> bool:
    """Whether an owner can let a blocked brief through: never without deliverables, never against law."""
    is_block = verdict.answer is Answer.BLOCK
    return is_block and not verdict.legal and verdict.rule not in NEVER_LEFT_OUT


@transaction.atomic
def publish_brief(visit: Visit, brief: Row, *, reference: Reference) -> Row:
    """Let candidates be weighed against a brief: ask guard scope, then go on; records `published`.

    Raises:
        NotNow: it is no draft.
        Blocked: guard scope blocks it. Deliverables, criteria and checkpoints are never overridden.
    """
    row = locked(visit, brief)
    after = BRIEF.after(BriefState(row.state), "publish")
    said = judged(visit, row.process, content_of(row), reference)
    lacking = [v for v in said if v.answer is Answer.BLOCK and v.rule in NEVER_LEFT_OUT]
    if lacking:
        raise Blocked(lacking)
    let_through(visit, said, thing="brief", key=row.key)
    row.published_at = timezone.now()
    row.save(update_fields=["published_at"])
    return _become(visit, row, after, "published")


@transaction.atomic
def redraft_brief(visit: Visit, brief: Row) -> Row:
    """Take a published brief back into draft, to change it; records `redrafted`.

    Its link shows nothing until it is published again. Raises NotNow where it is not published.
    """
    return _step(visit, brief, "redraft", "redrafted")


@transaction.atomic
def close_brief(visit: Visit, brief: Row) -> Row:
    """Look for nobody any more; records `closed`. Raises NotNow where it is filled or closed already."""
    return _step(visit, brief, "close", "closed")


@transaction.atomic
def fill_brief(visit: Visit, brief: Row) -> Row:
    """Say that somebody was found; records `filled`. Raises NotNow where it is not published."""
    return _step(visit, brief, "fill", "filled")


@transaction.atomic
def reopen_brief(visit: Visit, brief: Row, *, reference: Reference) -> Row:
    """Look again: a closed brief becomes a draft, a filled one is published; records `reopened`.

    A filled brief was published as it stands; guard scope is asked anew all the same.

    Raises:
        NotNow: it is open.
        Blocked: guard scope blocks a filled one now.
    """
    row = locked(visit, brief)
    after = BRIEF.after(BriefState(row.state), "reopen")
    if after is BriefState.PUBLISHED:
        said = judged(visit, row.process, content_of(row), reference)
        let_through(visit, said, thing="brief", key=row.key)
    return _become(visit, row, after, "reopened")


@transaction.atomic
def open_link(visit: Visit, brief: Row, *, until: date, today: date) -> Row:
    """Let everybody who has the link read a published brief and apply until a day; records `opened`.

    Raises:
        NotNow: it is not published.
        InputError: the day lies in the past, or more than half a year ahead.
    """
    row = locked(visit, brief)
    if row.state != BriefState.PUBLISHED:
        raise NotNow("brief", row.state, "be opened")
    if not today <= until <= today + LONGEST_OPEN:
        remedy = say("Choose a day from today on, at most half a year ahead.")
        raise InputError([Fault("open_until", say("This day cannot be the last one to apply"), remedy)])
    if (row.is_public, row.open_until) == (True, until):
        return row
    row.is_public, row.open_until = True, until
    row.save(update_fields=["is_public", "open_until"])
    changes = {"open_until": (None, until.isoformat())}
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="opened",
        thing="brief",
        name=row.title,
        changes=changes,
    )
    return row


@transaction.atomic
def take_link_back(visit: Visit, brief: Row) -> Row:
    """Let the present link open nothing any more, for good; records `revoked`. A next one is another."""
    row = locked(visit, brief)
    if not row.is_public:
        return row
    row.is_public, row.link_number = False, row.link_number + 1
    row.save(update_fields=["is_public", "link_number"])
    record(
        scope=visit.business.key, actor=visit.user, verb="revoked", thing="link of a brief", name=row.title
    )
    return row


def token_of(brief: Row) -> str:
    """Return the token of the present link to a brief."""
    return link_token(LINK, brief.key, brief.link_number)


def brief_behind(token: str) -> Row | None:
    """Return the published brief that a link shows to everybody; None for a link that is no good."""
    row = (
        Row.objects.filter(key=key_of(token), is_public=True, removed_at=None, state=BriefState.PUBLISHED)
        .select_related("business")
        .first()
    )
    return row if row is not None and opens(token, LINK, row.key, row.link_number) else None


def is_open(brief: Row, today: date) -> bool:
    """Whether somebody can apply today."""
    return brief.is_public and brief.open_until is not None and today <= brief.open_until


def _step(visit: Visit, brief: Row, verb: str, told: str) -> Row:
    row = locked(visit, brief)
    return _become(visit, row, BRIEF.after(BriefState(row.state), verb), told)


def _become(visit: Visit, row: Row, state: BriefState, told: str) -> Row:
    row.state, row.changed_at = state, timezone.now()
    row.save(update_fields=["state", "changed_at"])
    record(scope=visit.business.key, actor=visit.user, verb=told, thing="brief", name=row.title)
    return row
