"""The life of an engagement: begun from an accepted offer, given its manager, cancelled, paused, ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec
from django.db import transaction
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.models import Membership, Role
from outhaul.apps.planning.domain.access import access_entries, entries_of
from outhaul.apps.planning.domain.plans import chosen_plan, report_of
from outhaul.apps.planning.models import Entry
from outhaul.apps.sourcing.domain.fairness import terms_of
from outhaul.apps.sourcing.domain.telling import settle_offer
from outhaul.apps.sourcing.lifecycles import OfferState
from outhaul.apps.sourcing.models import Candidate, Offer
from outhaul.apps.work.domain.activating import is_signed
from outhaul.apps.work.domain.clauses import clauses_of
from outhaul.apps.work.domain.consequences import follow_up
from outhaul.apps.work.domain.statements import statement_of_work, with_clauses
from outhaul.apps.work.lifecycles import ENGAGEMENT, STATEMENT, EngagementState, StatementState
from outhaul.apps.work.models import Contractor, Engagement, Statement
from outhaul.documents.statement import content, drafting
from outhaul.documents.statement.canonical import plain_of
from outhaul.documents.statement.library import written_in
from outhaul.engine import brief as engine_brief
from outhaul.engine.saying import say
from outhaul.engine.terms import Terms
from outhaul.faults import Fault, InputError
from outhaul.lifecycle import NotNow
from outhaul.wording.places import in_country
from outhaul.wording.tongue import later, spoken

SHORTEST_REASON = 3
NOT_TOLD: Mapping[str, str] = {
    "email": later("The e-mail address of {name} is not told"),
    "country": later("The country of {name} is not told"),
}
"""What a candidate has to have told before there is a contractor."""
REASONED = ("cancel", "pause", "end")
"""Verbs that want to be told why."""
DONE: Mapping[str, str] = {
    "cancel": "cancelled",
    "pause": "paused",
    "resume": "resumed",
    "end": "ended",
    "close": "closed",
}
"""Verb of the lifecycle -> verb of the audit trail."""


@transaction.atomic
def begin_engagement(visit: Visit, offer: Offer) -> Engagement:
    """Begin the engagement that an accepted offer leads to; asked again, return the one that there is.

    The candidate becomes a contractor, or the contractor is brought up to date; then the engagement is
    kept as a draft, with the manager whom the plan names, and its statement of work is drafted from
    brief and offer. Records `began`.

    Raises:
        NotNow: the offer is not accepted.
        InputError: the candidate's e-mail address or country is not told.
    """
    offer = Offer.objects.select_for_update().get(pk=offer.pk)
    there = Engagement.objects.filter(offer=offer).first()
    if there is not None:
        return there
    if offer.state != OfferState.ACCEPTED:
        raise NotNow("offer", offer.state, "become an engagement")
    brief, terms = offer.candidacy.brief, terms_of(offer)
    contractor = _contractor(visit, offer.candidacy.candidate)
    manager, deputy = _suggested(visit, brief.process)
    engagement = Engagement.objects.create(
        business=visit.business,
        name=brief.title,
        process=brief.process,
        contractor=contractor,
        brief=brief,
        offer=offer,
        manager=manager,
        deputy=deputy,
        rate=offer.rate,
        currency=offer.currency,
        hours_per_month=terms.hours_per_month,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        made_by=visit.user,
    )
    said = first_draft(visit, engagement, msgspec.convert(brief.content, engine_brief.Brief), terms)
    Statement.objects.create(engagement=engagement, content=plain_of(said), made_by=visit.user)
    _record(visit, "began", engagement)
    settle_offer(offer)
    return engagement


def _contractor(visit: Visit, candidate: Candidate) -> Contractor:
    faults = [
        Fault(name, say(words, name=candidate.name), say("Tell it on the candidate's page"))
        for name, words in NOT_TOLD.items()
        if not getattr(candidate, name)
    ]
    if faults:
        raise InputError(faults)
    told = {
        "business": visit.business,
        "email": candidate.email,
        "country": candidate.country,
        "time_zone": candidate.time_zone,
        "changed_at": timezone.now(),
    }
    named = {"name": candidate.name}
    is_firm = Contractor.objects.filter(candidate=candidate).exclude(signs="").exists()
    return Contractor.objects.update_or_create(
        candidate=candidate, defaults=told if is_firm else told | named, create_defaults=told | named
    )[0]


def _suggested(visit: Visit, process: str) -> tuple[str, str]:
    """Return manager and deputy to begin with: whom the plan names, and the other one where there are two."""
    keys = list(access_entries(visit, "managers").values_list("key", flat=True))
    plan = chosen_plan(visit.business)
    named = ""
    if plan is not None and plan.is_made:
        named = next((row.manager for row in report_of(plan).processes if row.id == process), "")
    manager = named if named in keys else (keys[0] if len(keys) == 1 else "")
    others = [key for key in keys if key != manager]
    return manager, others[0] if manager and len(others) == 1 else ""


def first_draft(
    visit: Visit, engagement: Engagement, brief: engine_brief.Brief, terms: Terms
) -> content.Statement:
    """Return the statement of work to begin with: what brief and terms say, with the clauses in use."""
    home = Entry.objects.filter(business=visit.business, table="business", removed_at=None).first()
    country = str(home.told.get("country", "")) if home else ""
    names = manager_names(visit)
    contractor, language = engagement.contractor, written_in(spoken())
    said = content.Statement(
        title=engagement.name,
        number=1,
        client=_client(visit, country),
        contractor=content.Party(
            name=contractor.name,
            country=contractor.country,
            address=contractor.address,
            email=contractor.email,
            signs=contractor.signs or contractor.name,
        ),
        scope=brief.purpose or brief.title,
        terms=replace(terms, currency=engagement.currency),
        milestones=drafting.milestones(brief, terms),
        checkpoints=drafting.checkpoints(brief),
        manager=names.get(engagement.manager, ""),
        deputy=names.get(engagement.deputy, ""),
        law=in_country(country) if country else "",
        language=language,
    )
    clauses = clauses_of(visit.business, language)
    begins = {item.key: item.version for item in clauses if item.begins(brief.data)}
    return with_clauses(said, visit.business, begins)


def _client(visit: Visit, country: str) -> content.Party:
    owner = (
        Membership.objects.filter(business=visit.business, role=Role.OWNER)
        .select_related("user")
        .order_by("since", "pk")
        .first()
    )
    user = owner.user if owner else visit.user
    return content.Party(name=visit.business.name, country=country, email=user.email, signs=str(user))


def manager_names(visit: Visit) -> dict[str, str]:
    """Return the managers of the business file that stand: key -> name, in their order."""
    return {entry.key: str(entry) for entry in entries_of(visit, "managers")}


def may_name(engagement: Engagement) -> bool:
    """Whether somebody else can be named to answer for it, as it stands now."""
    if engagement.state == EngagementState.SIGNING:
        statement = statement_of_work(engagement)
        return statement is not None and is_signed(statement)
    return engagement.state in {EngagementState.DRAFT, EngagementState.ACTIVE, EngagementState.PAUSED}


@transaction.atomic
def name_managers(visit: Visit, engagement: Engagement, *, manager: str, deputy: str) -> Engagement:
    """Name who answers for an engagement, and who steps in; "" names nobody.

    Both are rows of the business file, and two people. A statement that is a draft follows. While it is
    out to be signed nothing changes, for it names them; once both have signed, somebody else may step in,
    so that a guard that keeps it from beginning can be mended. Records `changed`.

    Raises:
        NotNow: the engagement is out for signing, or over.
        InputError: there is no such manager, or both are the same.
    """
    names = manager_names(visit)
    faults = [
        Fault(field, say("There is no such manager"), say("Choose one of your people"))
        for field, key in (("manager", manager), ("deputy", deputy))
        if key and key not in names
    ]
    if manager and manager == deputy:
        faults.append(
            Fault("deputy", say("The deputy is the manager"), say("Choose somebody else, who can step in"))
        )
    if faults:
        raise InputError(faults)
    row = Engagement.objects.select_for_update().get(pk=engagement.pk)
    if not may_name(row):
        raise NotNow("engagement", row.state, "get another manager")
    if not manager and row.state != EngagementState.DRAFT:
        raise InputError(
            [Fault("manager", say("Work that runs needs a manager"), say("Choose one of your people"))]
        )
    changes = {
        field: (names.get(before, before), names.get(after, ""))
        for field, before, after in (("manager", row.manager, manager), ("deputy", row.deputy, deputy))
        if before != after
    }
    if not changes:
        return row
    row.manager, row.deputy, row.changed_at = manager, deputy, timezone.now()
    row.save(update_fields=["manager", "deputy", "changed_at"])
    draft = statement_of_work(row)
    if draft is not None and draft.state == StatementState.DRAFT:
        draft.content |= {"manager": names.get(manager, ""), "deputy": names.get(deputy, "")}
        draft.save(update_fields=["content"])
    _record(visit, "changed", row, changes)
    return row


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the lifecycle that somebody may take here."""

    verb: str
    wants_reason: bool


def steps(engagement: Engagement) -> Sequence[Step]:
    """Return the steps that lead on from where an engagement is, those of signing left out."""
    verbs = ENGAGEMENT.verbs(EngagementState(engagement.state))
    return [Step(verb, verb in REASONED) for verb in verbs if verb in DONE]


@transaction.atomic
def take_step(visit: Visit, engagement: Engagement, verb: str, *, reason: str = "") -> Engagement:
    """Cancel, pause, resume, end or close an engagement; records the verb, with the reason.

    Cancelling also withdraws a statement of work that is a draft or out, so that nobody signs it.

    Raises:
        NotNow: the verb does not lead on from where it is.
        InputError: a reason is wanted, and none is told.
    """
    if verb not in DONE:
        raise NotNow("engagement", engagement.state, verb)
    row = Engagement.objects.select_for_update().get(pk=engagement.pk)
    after = ENGAGEMENT.after(EngagementState(row.state), verb)
    reason = " ".join(reason.split())
    if verb in REASONED and len(reason) < SHORTEST_REASON:
        raise InputError([Fault("reason", say("The reason is missing"), say("Say in a few words why"))])
    before, now = row.state, timezone.now()
    row.state, row.changed_at, row.reason = after, now, reason
    if after in {EngagementState.CLOSED, EngagementState.CANCELLED}:
        row.closed_at = now
    row.save(update_fields=["state", "changed_at", "reason", "closed_at"])
    if verb == "cancel":
        _withdraw(row)
    changes: dict[str, tuple[object, object]] = {"state": (before, str(after))}
    if reason:
        changes["reason"] = (None, reason)
    _record(visit, DONE[verb], row, changes)
    follow_up(f"engagement {verb}", row)
    return row


def _withdraw(engagement: Engagement) -> None:
    open_ones = Statement.objects.filter(engagement=engagement, state__in=STATEMENT.sources("withdraw"))
    open_ones.update(state=StatementState.WITHDRAWN, changed_at=timezone.now())


def _record(
    visit: Visit,
    verb: str,
    engagement: Engagement,
    changes: Mapping[str, tuple[object, object]] | None = None,
) -> None:
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb=verb,
        thing="engagement",
        name=engagement.name,
        changes=changes,
    )
