"""The contractor proposes another date or change; the client agrees, or refuses with a reason (§PORTAL-8)."""

from dataclasses import replace
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import Actor, record
from outhaul.apps.delivery.domain.addresses import client_talk, contractor_engagement, contractor_page
from outhaul.apps.delivery.domain.once import key_for
from outhaul.apps.delivery.lifecycles import PROPOSAL, ProposalState
from outhaul.apps.delivery.models import Proposal
from outhaul.apps.notices.domain.telling import settle, tell
from outhaul.apps.notices.models import Kind
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.domain.changing import RUNS, begin_change, write_change
from outhaul.apps.work.domain.persons import manager_of
from outhaul.apps.work.models import Engagement, Milestone, Statement
from outhaul.documents.statement import content
from outhaul.documents.statement.canonical import statement_of
from outhaul.engine.saying import say
from outhaul.faults import Fault, InputError
from outhaul.lifecycle import NotNow


@transaction.atomic
def propose(  # noqa: PLR0913 -- the parts of a proposal
    assignment: Assignment,
    milestone: Milestone | None,
    *,
    text: str,
    due_on: date | None = None,
    by_client: bool = False,
    key: str = "",
) -> Proposal:
    """Propose a change of what was agreed, of one deliverable or of all, and tell the manager.

    Nothing changes by it: what is agreed is signed by both. Records `proposed`. `key` is the form's: sent
    twice, it is one proposal. `by_client` says that the client's delay is the cause.

    Raises:
        InputError: it does not say what and why, or the date lies behind.
        NotNow: the engagement does not run.
    """
    engagement = Engagement.objects.select_for_update(of=("self",)).get(pk=assignment.engagement.pk)
    made = Proposal.objects.filter(key=key, engagement=engagement).first()
    if made:
        return made
    if engagement.state not in RUNS:
        raise NotNow("engagement", engagement.state, "be changed")
    _check(text, due_on)
    made = Proposal.objects.create(
        engagement=engagement,
        milestone=milestone,
        key=key_for(Proposal, key),
        text=text.strip(),
        due_on=due_on,
        by_client=by_client,
        made_by=assignment.user,
    )
    _record(made, assignment.user, "proposed")
    tell(
        manager_of(engagement),
        business=engagement.business,
        kind=Kind.AGREEMENT,
        once=matter(made),
        said=say('{who} proposes a change: "{what}".', who=str(assignment.contractor), what=_named(made)),
        address=f"{client_talk(engagement)}#proposal-{made.key}",
        acts=True,
    )
    return made


@transaction.atomic
def withdraw_proposal(assignment: Assignment, proposal: Proposal) -> Proposal:
    """Take a proposal back that was not answered; records `withdrew`. Raises NotNow."""
    row = _step(proposal, "withdraw")
    row.save(update_fields=["state"])
    settle(assignment.business, matter(row))
    _record(row, assignment.user, "withdrew")
    return row


@transaction.atomic
def agree_proposal(visit: Visit, proposal: Proposal, *, answer: str = "") -> Statement:
    """Agree: draft a change order with the proposed date, to be sent and signed; records `agreed`.

    Where a change order is a draft already, the date is written into that one.

    Raises:
        PermissionDenied: the role may not run the work and prepare agreements.
        NotNow: it was answered, a change order is out to be signed, or the engagement does not run.
    """
    if not visit.may(Power.RUN):
        raise PermissionDenied
    row = _step(proposal, "agree")
    order = begin_change(visit, row.engagement, reason=row.text[:1000])
    said = statement_of(order.content)
    if row.milestone and row.due_on:
        order = write_change(visit, order, _with_date(said, row.milestone.key, row.due_on))
    _answer(visit, row, answer)
    _record(row, visit.user, "agreed")
    return order


@transaction.atomic
def refuse_proposal(visit: Visit, proposal: Proposal, *, reason: str) -> Proposal:
    """Refuse with a reason that the contractor reads; records `refused`.

    Raises:
        PermissionDenied: the role may not run the work.
        InputError: there is no reason.
        NotNow: it was answered.
    """
    if not visit.may(Power.RUN):
        raise PermissionDenied
    if not reason.strip():
        remedy = _("The contractor reads it: say in a sentence why.")
        raise InputError([Fault("reason", _("The reason is missing"), remedy)])
    row = _step(proposal, "refuse")
    _answer(visit, row, reason)
    _record(row, visit.user, "refused")
    return row


def matter(proposal: Proposal) -> str:
    """Return what notices call a proposal."""
    return f"proposal:{proposal.key}"


def _with_date(said: content.Statement, key: str, due_on: date) -> content.Statement:
    return replace(
        said,
        milestones=tuple(
            replace(item, due_on=due_on) if item.key == key else item for item in said.milestones
        ),
    )


def _step(proposal: Proposal, verb: str) -> Proposal:
    row = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    row.state = PROPOSAL.after(ProposalState(row.state), verb)
    return row


def _answer(visit: Visit, row: Proposal, answer: str) -> None:
    row.answer, row.answered_by, row.answered_at = answer.strip(), visit.user, timezone.now()
    row.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    settle(visit.business, matter(row))
    user = row.engagement.contractor.user
    told = {"who": str(visit.user), "what": _named(row)}
    agreed = row.state == ProposalState.AGREED
    said = (
        say('{who} agrees to your proposal: "{what}". A change order comes to be signed.', **told)
        if agreed
        else say('{who} refuses your proposal: "{what}".', **told)
    )
    tell(
        [user] if user else [],
        business=visit.business,
        kind=Kind.AGREEMENT,
        once=f"{matter(row)}:answer",
        said=said,
        address=contractor_page(row.milestone) if row.milestone else contractor_engagement(row.engagement),
    )


def _named(proposal: Proposal) -> str:
    return proposal.milestone.name if proposal.milestone else proposal.engagement.name


def _record(proposal: Proposal, actor: Actor, verb: str) -> None:
    due = proposal.due_on.isoformat() if proposal.due_on else None
    record(
        scope=proposal.engagement.business.key,
        actor=actor,
        verb=verb,
        thing="proposal",
        name=_named(proposal),
        changes={"due_on": (None, due)} if due else None,
    )


def _check(text: str, due_on: date | None) -> None:
    if not text.strip():
        remedy = _("Say in a sentence what should change, and why.")
        raise InputError([Fault("text", _("What should change is missing"), remedy)])
    if due_on and due_on < timezone.localdate():
        raise InputError([Fault("due_on", _("The day lies behind"), _("Choose one that is to come."))])
