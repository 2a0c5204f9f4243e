"""The contractor's first page: what is due, what is on its way, and every engagement."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import F, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from outhaul.apps.delivery.domain.standing import ON_THE_WAY, OPEN, is_at_risk, is_due_soon, is_late
from outhaul.apps.delivery.lifecycles import HoursState
from outhaul.apps.delivery.models import HourEntry
from outhaul.apps.money.lifecycles import InvoiceState
from outhaul.apps.people.models import User
from outhaul.apps.work.domain.access import access_assignments
from outhaul.apps.work.lifecycles import StatementState
from outhaul.apps.work.models import Engagement, Milestone, Statement
from outhaul.web.agree.texts import money_text
from outhaul.web.doors import for_signed_in
from outhaul.web.portal.entering import works_for_others
from outhaul.web.portal.words import MILESTONES, days_until


@dataclass(frozen=True, slots=True)
class Row:
    """An engagement in the list, and the deliverable that comes next."""

    engagement: Engagement
    next: Milestone | None
    state: str
    when: str
    is_late: bool
    is_at_risk: bool
    done: int
    of: int


@for_signed_in
@require_safe
def portal(request: HttpRequest, user: User) -> HttpResponse:
    """Show all that somebody works on, of all businesses."""
    today = timezone.localdate()
    engagements = list(access_assignments(user))
    milestones = list(
        Milestone.objects.filter(engagement__in=engagements, dropped_at=None).select_related("engagement")
    )
    works_for_others(request, user)
    told = {
        "answer": _answer(engagements, milestones, today) if engagements else "",
        "rows": [_row(engagement, milestones, today) for engagement in engagements],
        "may_add_passkey": _may_add_passkey(user),
    }
    return render(request, "portal/home.html", told)


def _may_add_passkey(user: User) -> bool:
    """Whether a passkey would help; people of the sample have no mailbox to prove themselves by."""
    return (
        not settings.DEMO
        and not Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).exists()
    )


def _row(engagement: Engagement, milestones: Sequence[Milestone], today: date) -> Row:
    own = [row for row in milestones if row.engagement_id == engagement.pk]
    waiting = sorted((row for row in own if row.state in OPEN), key=lambda row: row.due_on)
    first = waiting[0] if waiting else None
    return Row(
        engagement,
        first,
        str(MILESTONES[first.state]) if first else "",
        days_until(first.due_on, today) if first else "",
        first is not None and is_late(first, today),
        first is not None and is_at_risk(first, today),
        len(own) - len(waiting),
        len(own),
    )


def _answer(engagements: Sequence[Engagement], milestones: Sequence[Milestone], today: date) -> str:
    due = sum(is_due_soon(row, today) for row in milestones)
    late = sum(is_late(row, today) for row in milestones if row.state in OPEN)
    first = ngettext(
        "%(count)s deliverable is due in the next 7 days",
        "%(count)s deliverables are due in the next 7 days",
        due,
    ) % {"count": due}
    if late:
        first = ngettext("%(count)s deliverable is late", "%(count)s deliverables are late", late) % {
            "count": late
        } + (f", {first}" if due else "")
    amounts = _amounts(engagements, milestones)
    told = {"due": first, "amounts": amounts}
    words = _("%(due)s; %(amounts)s are on their way.") if amounts else _("%(due)s; no money is on its way.")
    return words % told


def _amounts(engagements: Sequence[Engagement], milestones: Sequence[Milestone]) -> str:
    """Return what is accepted and not paid yet, a sum for each currency; empty where there is nothing."""
    by_hours = _by_hours(engagements)
    found: dict[str, Decimal] = {}
    for row in milestones:
        if row.state in ON_THE_WAY and row.engagement_id not in by_hours:
            currency = row.engagement.currency
            found[currency] = found.get(currency, Decimal(0)) + row.fee
    for currency, amount in _hours(by_hours):
        found[currency] = found.get(currency, Decimal(0)) + amount
    return ", ".join(money_text(amount, currency) for currency, amount in sorted(found.items()))


def _by_hours(engagements: Sequence[Engagement]) -> frozenset[int]:
    """Return the engagements, by pk, that are paid by hours: the fee of a deliverable is only their cap."""
    signed = Statement.objects.filter(engagement__in=engagements, state=StatementState.SIGNED)
    forms = {row.engagement_id: row.content["terms"]["form"] for row in signed.defer("paper")}
    return frozenset(pk for pk, form in forms.items() if form == "hours")


def _hours(by_hours: Collection[int]) -> list[tuple[str, Decimal]]:
    waiting = HourEntry.objects.filter(
        engagement__in=by_hours, state__in=(HoursState.ACCEPTED, HoursState.INVOICED)
    ).exclude(lines__invoice__state=InvoiceState.PAID)
    summed = waiting.values("engagement__currency").annotate(total=Sum(F("hours") * F("rate")))
    return [(row["engagement__currency"], Decimal(str(row["total"]))) for row in summed.order_by()]
