"""What the guards say of an offer, from what business, brief and candidate tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import msgspec
from django.utils.translation import gettext as _

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.content import business_of, document_of
from outhaul.apps.planning.domain.plans import chosen_plan, report_of
from outhaul.apps.sourcing.domain.peers import Paid, peers_of
from outhaul.apps.sourcing.models import Brief, Candidacy, Offer
from outhaul.engine.business import Business, Manager, Process
from outhaul.engine.glossary import recall
from outhaul.engine.offering.full_cost import FullCost, full_cost
from outhaul.engine.offering.ground import Ground, ground_of
from outhaul.engine.offering.judging import judge
from outhaul.engine.report import ProcessReport
from outhaul.engine.terms import Terms
from outhaul.engine.verdict import Verdict
from outhaul.faults import Fault, InputError
from outhaul.reference.tables import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """All that an offer to one candidate is weighed with."""

    ground: Ground
    manager: Manager
    """Whose hours it would take: as planned, else the first of the business."""
    planned: ProcessReport | None
    """The line of the plan, where one is made and hands the process out."""
    peers: tuple[Paid, ...]

    @property
    def peer_rates(self) -> tuple[float, ...]:
        """What the peers are paid, in the business's currency."""
        return tuple(self.ground.at_home(paid.rate, paid.currency) for paid in self.peers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """An offer with what the guards say of it, and what it costs."""

    verdicts: tuple[Verdict, ...]
    cost: FullCost


def basis_of(
    visit: Visit, candidacy: Candidacy, *, reference: Reference, today: date, offer: Offer | None = None
) -> Basis:
    """Return what an offer for `candidacy` is weighed with.

    Raises:
        InputError: the business is not told far enough, the process is gone, or the candidate's country
            is not known.
    """
    business = business_of(document_of(visit.business), reference)
    process = _process(business, candidacy.brief)
    country = candidacy.candidate.country
    if country not in reference.countries:
        remedy = _("Tell where the candidate works: what is fair depends on it")
        raise InputError([Fault("country", _("The country of the candidate is not known"), remedy)])
    planned = _planned(visit, candidacy.brief, process)
    same = [row.id for row in business.processes if row.occupation == process.occupation]
    return Basis(
        ground=ground_of(business, reference, process, country, year=today.year),
        manager=_manager(business, planned),
        planned=planned,
        peers=peers_of(visit, offer, same, country),
    )


def weigh(basis: Basis, terms: Terms) -> Weighed:
    """Return what the guards say of `terms`, guard pay first, and the full cost."""
    cost = full_cost(basis.ground, terms, basis.manager)
    return Weighed(
        verdicts=(*judge(basis.ground, terms, basis.peer_rates), *cost.verdicts),
        cost=cost,
    )


def terms_of(offer: Offer) -> Terms:
    """Return the terms that an offer keeps."""
    return msgspec.convert(offer.terms, Terms)


def verdicts_of(offer: Offer) -> Sequence[Verdict]:
    """Return what the guards said when the offer was sent; none for a draft."""
    return [recall(verdict, Verdict) for verdict in offer.verdicts]


def _process(business: Business, brief: Brief) -> Process:
    found = next((row for row in business.processes if row.id == brief.process), None)
    if found is None:
        remedy = _("Put the work back into the business, or write the brief from another process")
        raise InputError([Fault("process", _("The process of this brief is no longer there"), remedy)])
    return found


def _planned(visit: Visit, brief: Brief, process: Process) -> ProcessReport | None:
    plan = brief.plan if brief.plan is not None and brief.plan.is_made else chosen_plan(visit.business)
    if plan is None or not plan.is_made:
        return None
    line = next((row for row in report_of(plan).processes if row.id == process.id), None)
    return line if line is not None and line.country is not None else None


def _manager(business: Business, planned: ProcessReport | None) -> Manager:
    wanted = planned.manager if planned else ""
    return next((one for one in business.managers if one.id == wanted), business.managers[0])
