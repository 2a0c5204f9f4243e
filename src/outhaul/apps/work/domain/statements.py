"""Statements of work while they are drafts: read, written, changed."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

import msgspec
from django.db import transaction
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.models import Business
from outhaul.apps.work.domain.clauses import texts
from outhaul.apps.work.lifecycles import StatementState
from outhaul.apps.work.models import Engagement, Statement
from outhaul.documents.statement import content
from outhaul.documents.statement.canonical import plain_of
from outhaul.documents.statement.library import filled
from outhaul.lifecycle import NotNow


def statement_of_work(engagement: Engagement) -> Statement | None:
    """Return the statement of work of an engagement, as it was issued last, without its paper."""
    found = Statement.objects.filter(engagement=engagement, number=1).defer("paper")
    return found.order_by("-issue").first()


def terms_hash(said: content.Statement) -> str:
    """Return the SHA-256 of what a classification check rests on: parties' places, hours, dates, scope."""
    rests_on = [
        said.client.country,
        said.contractor.country,
        said.terms.form,
        said.terms.hours_per_month,
        said.terms.starts_on,
        said.terms.ends_on,
        said.scope,
        [(item.name, item.deliverable, item.due_on) for item in said.milestones],
        [clause.key for clause in said.clauses],
    ]
    return sha256(msgspec.json.encode(rests_on)).hexdigest()


def with_clauses(
    said: content.Statement, business: Business, versions: Mapping[str, int]
) -> content.Statement:
    """Return the statement with the clauses key -> version, their braces filled from its own words."""
    found = tuple(
        replace(item, text=filled(item.text, said)) for item in texts(business, versions, said.language)
    )
    return replace(said, clauses=found)


@transaction.atomic
def change_statement(visit: Visit, statement: Statement, said: content.Statement) -> Statement:
    """Let a draft say `said`; records `changed` with each part that differs.

    The clauses are filled anew from the versions that `said` names. The engagement's rate, hours and
    dates follow a statement of work. Nothing happens where nothing differs.

    Raises:
        NotNow: it was sent, so its words stay.
    """
    row = Statement.objects.select_for_update().get(pk=statement.pk)
    if row.state != StatementState.DRAFT:
        raise NotNow("statement of work", row.state, "change")
    said = with_clauses(said, visit.business, {item.key: item.version for item in said.clauses})
    before, after = row.content, msgspec.json.decode(msgspec.json.encode(plain_of(said)))
    if before == after:
        return row
    row.content, row.changed_at = after, timezone.now()
    row.save(update_fields=["content", "changed_at"])
    if row.number == 1:
        follow(row.engagement, said)
    changes = {name: _told(before.get(name), now) for name, now in after.items() if before.get(name) != now}
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="changed",
        thing="statement",
        name=said.title,
        changes=changes,
    )
    return row


def _told(before: object, after: object) -> tuple[object, object]:
    """Return both sides for the trail: lists by their length, for they are long."""
    if isinstance(before, list) and isinstance(after, list):
        return len(before), len(after)
    return before, after


def follow(engagement: Engagement, said: content.Statement) -> None:
    """Let the columns of an engagement say what its statement says."""
    engagement.hours_per_month = said.terms.hours_per_month
    engagement.starts_on, engagement.ends_on = said.terms.starts_on, said.terms.ends_on
    engagement.changed_at = timezone.now()
    engagement.save(update_fields=["hours_per_month", "starts_on", "ends_on", "changed_at"])
