"""Tax papers and bank details of contractors: given, replaced, shown masked, sealed anew, erased."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import Outsider, record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.links import key_of, opens
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.content import itself
from outhaul.apps.work.domain import paper_letters
from outhaul.apps.work.domain.access import access_contractors
from outhaul.apps.work.domain.sealing import seal, sealed_anew
from outhaul.apps.work.lifecycles import EngagementState
from outhaul.apps.work.models import Contractor, Engagement, Paper
from outhaul.engine.papers import Kind, guard_payment, needed
from outhaul.engine.verdict import Verdict

OVER = frozenset({EngagementState.CLOSED, EngagementState.CANCELLED})
KEPT_FOR: Mapping[str, timedelta] = {
    "bank": timedelta(days=90),
    "vat": timedelta(days=4 * 365 + 1),
    "w9": timedelta(days=4 * 365 + 1),
    "w8ben": timedelta(days=4 * 365 + 1),
    "w8bene": timedelta(days=4 * 365 + 1),
}
"""After a paper was replaced, or the last engagement ended (§SIGN-9); the IRS wants four years."""


def open_papers(token: str) -> Contractor | None:
    """Return the contractor whose page of papers a link opens; None where it opens nothing."""
    found = Contractor.objects.select_related("business").filter(key=key_of(token)).first()
    if found is None or not opens(token, paper_letters.PAPERS, found.key, 1):
        return None
    return found


def payer_country(contractor: Contractor) -> str:
    """Return the country of the business that pays; empty where it was not told."""
    return str(itself(contractor.business).get("country") or "")


def papers_needed(contractor: Contractor, payer: str | None = None) -> tuple[Kind, ...]:
    """Return the kinds of papers that the first payment needs."""
    payer = payer_country(contractor) if payer is None else payer
    return needed(payer, contractor.country, is_firm=contractor.is_firm)


def papers_in_force(contractor: Contractor) -> dict[str, Paper]:
    """Return kind -> the paper in force, without what is sealed."""
    found = Paper.objects.filter(contractor=contractor, replaced_at=None).defer("sealed")
    return {paper.kind: paper for paper in found}


def papers_missing(contractor: Contractor) -> tuple[Kind, ...]:
    """Return what is needed and not there, or expired."""
    there, today = papers_in_force(contractor), timezone.localdate()
    return tuple(kind for kind in papers_needed(contractor) if not _is_good(there.get(kind), today))


def _is_good(paper: Paper | None, today: date) -> bool:
    return paper is not None and (paper.expires_on is None or paper.expires_on >= today)


def payment_ready(contractor: Contractor, *, today: date | None = None) -> tuple[Verdict, ...]:
    """Return for each needed paper whether the contractor can be paid; a block keeps the payment back."""
    there = papers_in_force(contractor)
    dates = {kind: there[kind].expires_on for kind in papers_needed(contractor) if kind in there}
    return guard_payment(papers_needed(contractor), dates, today or timezone.localdate())


@transaction.atomic
def give_paper(
    contractor: Contractor,
    kind: Kind,
    *,
    values: Mapping[str, object],
    masked: str,
    expires_on: date | None = None,
) -> Paper:
    """Keep a paper of the contractor, sealed; the one before is replaced, not changed. Records `gave`.

    The contractor gets a mail that tells of it masked; the trail knows the kind alone.
    """
    contractor = (
        Contractor.objects.select_for_update(of=("self",)).select_related("business").get(pk=contractor.pk)
    )
    now = timezone.now()
    replaced = Paper.objects.filter(contractor=contractor, kind=kind, replaced_at=None).update(
        replaced_at=now
    )
    paper = Paper.objects.create(
        contractor=contractor, kind=kind, sealed=seal(values), masked=masked[:120], expires_on=expires_on
    )
    paper_letters.tell_paper_given(contractor, key=paper.key, masked=f"{kind_name(kind)}: {masked}")
    record(
        scope=contractor.business.key,
        actor=Outsider(contractor.signs or contractor.name),
        verb="replaced" if replaced else "gave",
        thing="paper",
        name=contractor.name,
        changes={"kind": (None, kind)},
    )
    return paper


@transaction.atomic
def ask_for_papers(visit: Visit, contractor: Contractor) -> None:
    """Send the contractor the link to the page of papers; records `asked for`.

    Raises:
        PermissionDenied: the role may not see papers.
    """
    if not visit.may(Power.PAPERS):
        raise PermissionDenied
    event = record(
        scope=visit.business.key, actor=visit.user, verb="asked for", thing="paper", name=contractor.name
    )
    paper_letters.ask_for_papers(contractor, number=event.number)


def kind_name(kind: str) -> str:
    """Return what a kind of paper is called, in the language that is set."""
    names = {"w9": "W-9", "w8ben": "W-8BEN", "w8bene": "W-8BEN-E"}
    names |= {"vat": _("VAT number"), "bank": _("Bank details")}
    return names[kind]


def reseal_papers() -> int:
    """Seal with the present key what was sealed with one from before; return how many."""
    count = 0
    for paper in Paper.objects.only("sealed").iterator(chunk_size=200):
        anew = sealed_anew(paper.sealed)
        if anew is not None:
            count += Paper.objects.filter(pk=paper.pk, sealed=bytes(paper.sealed)).update(sealed=anew)
    return count


def erase_old_papers() -> int:
    """Delete papers that were kept long enough after they were replaced, or after the last work ended.

    Records `erased` for each contractor. Who never had an engagement that ended keeps them.
    """
    count = 0
    for contractor in Contractor.objects.filter(papers__isnull=False).distinct().select_related("business"):
        count += _erase(contractor)
    return count


@transaction.atomic
def _erase(contractor: Contractor) -> int:
    ended, now = _work_ended(contractor), timezone.now()
    over = []
    for paper in Paper.objects.filter(contractor=contractor).defer("sealed"):
        since = min((at for at in (paper.replaced_at, ended) if at is not None), default=None)
        if since is not None and max(since, paper.made_at) + KEPT_FOR[paper.kind] < now:
            over.append(paper)
    if over:
        Paper.objects.filter(pk__in=[paper.pk for paper in over]).delete()
        kinds = sorted({paper.kind for paper in over})
        record(
            scope=contractor.business.key,
            actor=None,
            verb="erased",
            thing="paper",
            name=contractor.name,
            changes={"kind": (kinds, None)},
        )
    return len(over)


def _work_ended(contractor: Contractor) -> datetime | None:
    """Return when the last engagement ended; None while one runs, or where there was none."""
    engagements = list(Engagement.objects.filter(contractor=contractor))
    if not engagements or any(row.state not in OVER for row in engagements):
        return None
    return max(row.closed_at or row.changed_at for row in engagements)


def papers_of_all(visit: Visit) -> list[tuple[Contractor, tuple[Kind, ...], dict[Kind, Paper]]]:
    """Return each contractor of the business with what is needed and what is there, sealed parts left out.

    Raises:
        PermissionDenied: the role may not see papers.
    """
    if not visit.may(Power.PAPERS):
        raise PermissionDenied
    contractors = list(access_contractors(visit).select_related("business"))
    there: dict[int, dict[Kind, Paper]] = {one.pk: {} for one in contractors}
    for paper in Paper.objects.filter(contractor__in=contractors, replaced_at=None).defer("sealed"):
        there[paper.contractor_id][cast("Kind", paper.kind)] = paper
    payer = payer_country(contractors[0]) if contractors else ""
    return [(one, papers_needed(one, payer), there[one.pk]) for one in contractors]
