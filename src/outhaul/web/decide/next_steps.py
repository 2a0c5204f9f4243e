"""What waits: running work and invoices, agreements, offers, candidates; last what is not begun."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outhaul.apps.money.domain.finding import waiting
from outhaul.apps.money.domain.home import home_of
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.standing import Standing
from outhaul.apps.sourcing.domain.access import access_candidacies, access_offers
from outhaul.apps.sourcing.lifecycles import BriefState, CandidacyState, OfferState
from outhaul.apps.work.domain.access import access_statements
from outhaul.apps.work.domain.planned import not_begun
from outhaul.apps.work.lifecycles import EngagementState, StatementState
from outhaul.web.decide.tasks import Task
from outhaul.web.pay.invoices import answer
from outhaul.web.run.home import what_waits


def waiting_for_you(visit: Visit) -> Iterator[Task]:
    """Give what people wait for, the worst first: what is promised and owed before what is not yet agreed."""
    if visit.may(Power.RUN):
        yield from _running(visit)
    if visit.may(Power.PAY):
        yield from _invoices(visit)
    if visit.may(Power.SOURCE):
        yield from _agreements(visit)
        yield from _offers(visit)
        yield from _candidates(visit)


def without_brief(visit: Visit, standing: Standing) -> Iterator[Task]:
    """Give the work of the plan that has no brief yet and nobody at work; one query."""
    if not visit.may(Power.SOURCE) or standing.plan is None:
        return
    lines = not_begun(visit, standing.plan)
    if lines:
        why = ngettext(
            "%(num)s process of the plan has no brief yet.",
            "%(num)s processes of the plan have no brief yet.",
            len(lines),
        )
        address = f"{reverse('briefs', args=[visit.business.key])}#waiting"
        yield Task(why=why % {"num": len(lines)}, does=_("Write a brief"), address=address)


def _running(visit: Visit) -> Iterator[Task]:
    if why := what_waits(visit):
        yield Task(why=why, does=_("See what waits"), address=reverse("run", args=[visit.business.key]))


def _invoices(visit: Visit) -> Iterator[Task]:
    waits = waiting(visit)
    if waits.count:
        why = answer(waits, home_of(visit.business).today)
        yield Task(why=why, does=_("Look at them"), address=reverse("invoices", args=[visit.business.key]))


Statements = list[tuple[str, str, str]]
"""State and key of statements of work, and the key of the engagement of each."""


def _agreements(visit: Visit) -> Iterator[Task]:
    """Give the agreements that both signed and that have not begun, those to be signed here, then drafts."""
    stuck = Q(state=StatementState.SIGNED, number=1, engagement__state=EngagementState.SIGNING)
    unsigned = Q(state=StatementState.OUT, signatures__side="client", signatures__signed_at=None)
    draft = Q(state=StatementState.DRAFT, number=1, engagement__state=EngagementState.DRAFT)
    found = access_statements(visit).filter(stuck | unsigned | draft).order_by("pk").distinct()
    rows = list(found.values_list("state", "key", "engagement__key"))
    business = visit.business.key
    yield from _stuck(business, rows)
    if visit.may(Power.SIGN):
        yield from _to_sign(business, rows)
    yield from _drafts(business, rows)


def _stuck(business: str, rows: Statements) -> Iterator[Task]:
    signed = [engagement for state, _key, engagement in rows if state == StatementState.SIGNED]
    if signed:
        why = ngettext(
            "%(num)s agreement is signed by both, but something keeps it from beginning.",
            "%(num)s agreements are signed by both, but something keeps them from beginning.",
            len(signed),
        )
        address = _one_or_all(business, "engagement", signed, "engagements", "state=signing")
        yield Task(why=why % {"num": len(signed)}, does=_("See what blocks it"), address=address)


def _to_sign(business: str, rows: Statements) -> Iterator[Task]:
    to_sign = [key for state, key, _engagement in rows if state == StatementState.OUT]
    if to_sign:
        why = ngettext(
            "%(num)s agreement waits for your signature.",
            "%(num)s agreements wait for your signature.",
            len(to_sign),
        )
        address = _one_or_all(business, "signing", to_sign, "engagements", "state=signing")
        yield Task(why=why % {"num": len(to_sign)}, does=_("Read it and sign"), address=address)


def _drafts(business: str, rows: Statements) -> Iterator[Task]:
    drafts = [engagement for state, _key, engagement in rows if state == StatementState.DRAFT]
    if drafts:
        why = ngettext(
            "%(num)s agreement is drafted and not sent to be signed yet.",
            "%(num)s agreements are drafted and not sent to be signed yet.",
            len(drafts),
        )
        address = _one_or_all(business, "engagement", drafts, "engagements", "state=draft")
        yield Task(why=why % {"num": len(drafts)}, does=_("Go on with it"), address=address)


def _offers(visit: Visit) -> Iterator[Task]:
    found = access_offers(visit).filter(state=OfferState.ACCEPTED, engagement=None).order_by()
    keys = list(found.values_list("key", flat=True))
    if keys:
        why = ngettext(
            "%(num)s offer is accepted and has no agreement yet.",
            "%(num)s offers are accepted and have no agreement yet.",
            len(keys),
        )
        address = _one_or_all(visit.business.key, "new-engagement", keys, "engagements")
        yield Task(why=why % {"num": len(keys)}, does=_("Write the agreement"), address=address)


def _candidates(visit: Visit) -> Iterator[Task]:
    found = access_candidacies(visit).filter(
        state=CandidacyState.NEW, brief__state=BriefState.PUBLISHED, candidate__erased_at=None
    )
    counts = dict(found.order_by().values_list("brief__key").annotate(Count("pk")))
    if counts:
        count = sum(counts.values())
        why = ngettext(
            "%(num)s candidate waits for an answer.", "%(num)s candidates wait for an answer.", count
        )
        address = _one_or_all(visit.business.key, "ranking", list(counts), "board")
        yield Task(why=why % {"num": count}, does=_("Look at them"), address=address)


def _one_or_all(business: str, page: str, keys: list[str], pages: str, query: str = "") -> str:
    """Return the address of the only one there is, or of the list that holds all of them."""
    if len(keys) == 1:
        return reverse(page, args=[business, keys[0]])
    return reverse(pages, args=[business]) + (f"?{query}" if query else "")
