"""The tables alone, ours and the peer's: query and table, nothing around it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.template import engines
from django.template.loader import get_template

from outhaul.apps.money.domain.ledger import entries_page
from outhaul.apps.money.models import LedgerEntry
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.domain.finding import Wanted as CandidatesWanted
from outhaul.apps.sourcing.domain.finding import candidates_page
from outhaul.apps.sourcing.models import Candidate
from outhaul.apps.work.domain.engagements import manager_names
from outhaul.apps.work.domain.finding import Wanted, engagements_page
from outhaul.apps.work.models import Engagement
from outhaul.reference.tables import load
from outhaul.web.agree.engagements import listing
from outhaul.web.pay import ledger
from outhaul.web.source.candidates.listing import lines_of


@dataclass(frozen=True, slots=True)
class List:
    """One list: addresses of its pages, and what makes its tables; ours and the peer's."""

    name: str
    rows: int
    page: str
    peer_page: str
    table: Callable[[], str]
    peer_table: Callable[[], str]


def lists(visit: Visit) -> list[List]:
    """Return the lists that are measured."""
    business, base = visit.business, f"/b/{visit.business.key}"
    engagements = Engagement.objects.filter(business=business).select_related("contractor")
    candidates = Candidate.objects.filter(business=business, removed_at=None, erased_at=None)
    entries = LedgerEntry.objects.filter(business=business).select_related("engagement")
    return [
        List(
            "engagements",
            50,
            f"{base}/agree/engagements/",
            f"{base}/agree/peer/",
            _engagements(visit),
            _peer("engagements", engagements.order_by("-made_at")[:50], visit),
        ),
        List(
            "candidates",
            50,
            f"{base}/source/candidates/",
            f"{base}/source/peer/",
            _candidates(visit),
            _peer(
                "candidates", candidates.prefetch_related("candidacies__brief").order_by("name")[:50], visit
            ),
        ),
        List(
            "ledger",
            100,
            f"{base}/pay/ledger/?month=all",
            f"{base}/pay/peer/?month=all",
            _ledger(visit),
            _peer("ledger", entries.order_by("-number")[:100], visit),
        ),
    ]


def _peer(name: str, query: QuerySet[Any], visit: Visit) -> Callable[[], str]:
    template = get_template(f"peer/{name}_table.html", using="peer")
    return lambda: str(template.render({"object_list": query.all(), "member": visit}))


def _engagements(visit: Visit) -> Callable[[], str]:
    template = _ours("agree/engagements/table.html")

    def made() -> str:
        rows = engagements_page(visit, Wanted(), "newest", "").rows
        return str(template.render({"lines": listing.lines_of(visit, rows, manager_names(visit))}))

    return made


def _candidates(visit: Visit) -> Callable[[], str]:
    template = _ours("source/candidates/rows.html")

    def made() -> str:
        rows = candidates_page(visit, CandidatesWanted(), "name", "", load()).rows
        return str(template.render({"lines": lines_of(visit, rows)}))

    return made


def _ledger(visit: Visit) -> Callable[[], str]:
    template = _ours("pay/ledger_table.html")
    return lambda: str(template.render({"lines": ledger.lines_of(entries_page(visit, None, "").rows)}))


def _ours(name: str) -> Any:  # noqa: ANN401 -- a template of Jinja
    return engines["jinja2"].env.get_template(name)  # type: ignore[attr-defined] # the backend's own
