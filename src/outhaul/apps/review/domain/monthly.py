"""The month on one page: its words and figures are kept once it is over, and mailed to the owners."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.notices.domain.letters import Letter
from outhaul.apps.notices.domain.telling import tell
from outhaul.apps.notices.models import Kind
from outhaul.apps.people.models import Business, Membership, Role, User
from outhaul.apps.planning.domain.languages import in_language_of
from outhaul.apps.review.domain.agreed import raises_due
from outhaul.apps.review.domain.costs import Compared, months_of, together
from outhaul.apps.review.domain.dashboard import ending
from outhaul.apps.review.domain.figures import MOST
from outhaul.apps.review.domain.freed import freed_in
from outhaul.apps.review.domain.lights import lights_of
from outhaul.apps.review.domain.months import last_day, later, month_of
from outhaul.apps.review.domain.paid import days_to_pay
from outhaul.apps.review.domain.portfolio import Portfolio, portfolio_of
from outhaul.apps.review.models import FocusNote, MonthlyReview, PulseAnswer
from outhaul.documents.month_pdf import render
from outhaul.engine.saying import day, say
from outhaul.engine.verdict import Answer, Guard
from outhaul.wording.numbers import Numbers, hours, plain_hours

Content = Mapping[str, Any]


def review_months() -> int:
    """Keep the page of the last month for every business with work handed out. Returns how many were new."""
    businesses = Business.objects.filter(engagements__activated_at__isnull=False).distinct()
    return sum(review_last_month(business) is not None for business in businesses)


@transaction.atomic
def review_last_month(business: Business) -> MonthlyReview | None:
    """Keep the page of the month that is over, and mail it to the owners; None where that was done.

    Records `reviewed`. A month in which no engagement ran has no page.
    """
    portfolio = portfolio_of(business)
    month = later(month_of(portfolio.home.today), -1)
    ran = any(
        row.activated_at and portfolio.home.day_of(row.activated_at) <= last_day(month)
        for row in portfolio.rows
    )
    if not ran or MonthlyReview.objects.filter(business=business, month=month).exists():
        return None
    with in_language_of(business):
        content = content_of(portfolio, month)
        review = MonthlyReview.objects.create(business=business, month=month, content=content)
        _send(review)
    record(
        scope=business.key,
        actor=None,
        verb="reviewed",
        thing="month",
        name=f"{month:%Y-%m}",
    )
    return review


def _send(review: MonthlyReview) -> None:
    content, month = review.content, f"{review.month:%Y-%m}"
    letter = Letter(
        subject=f"{content['title']}: {review.business.name}",
        text="\n\n".join((content["headline"], *content["lines"])),
        papers={f"review-{month}.pdf": pdf_of(review)},
    )
    tell(
        _owners(review.business),
        business=review.business,
        kind=Kind.REVIEW,
        once=f"month:{review.key}",
        said=say("The review of the month that ended on {day} is there.", day=day(last_day(review.month))),
        address=reverse("review-month", kwargs={"business": review.business.key, "month": month}),
        letter=lambda _owner: letter,
    )
    review.sent_at = timezone.now()
    review.save(update_fields=["sent_at"])


def _owners(business: Business) -> list[User]:
    found = Membership.objects.filter(business=business, role=Role.OWNER, user__is_active=True)
    return [row.user for row in found.select_related("user").order_by("since", "pk")]


def pdf_of(review: MonthlyReview) -> bytes:
    """Return the page as an accessible PDF; made again, it says the same."""
    return render(review.content | {"business": review.business.name})


def content_of(portfolio: Portfolio, month: date) -> dict[str, Any]:
    """Return the words and figures of a month, in the language that is spoken."""
    home = portfolio.home
    numbers = Numbers(home.country or "US", home.currency)
    end = last_day(month)
    months = months_of(portfolio, until=end)
    this, whole = months.get(month, Compared()), together(months.values())
    freed = freed_in(portfolio, month)
    told = {
        "month": formats.date_format(month, "F Y"),
        "hours": plain_hours(freed.hours),
        "planned": plain_hours(freed.planned),
    }
    lights = lights_of(portfolio, whole, days_to_pay(home))
    return {
        "language": (translation.get_language() or "en")[:2],
        "title": _("Your month: %(month)s") % told,
        "headline": _("In %(month)s you had %(hours)s of the %(planned)s hours that the plan frees for you.")
        % told,
        "lines": _lines(portfolio, month, whole, numbers),
        "costs_title": _("What it cost"),
        "columns": [_("Line"), _("Plan"), _("Actual"), _("Since the beginning")],
        "costs": _costs(this, whole, numbers),
        "guards_title": _("The five guards"),
        "guards": [
            {
                "guard": light.guard.value,
                "name": _guard(light.guard),
                "answer": _answer(light.answer),
                "reasons": list(light.reasons),
            }
            for light in lights
        ],
        "footer": _("Made by Outhaul from what was recorded. Hours of managing are reckoned, not measured."),
    }


def _guard(guard: Guard) -> str:
    names = {
        Guard.SCOPE: _("Scope"),
        Guard.MATCH: _("Match"),
        Guard.PAY: _("Pay"),
        Guard.COST: _("Cost"),
        Guard.MANAGE: _("Manage"),
    }
    return names[guard]


def _answer(answer: Answer) -> str:
    return {Answer.PASS: _("fine"), Answer.WARN: _("look at it"), Answer.BLOCK: _("act now")}[answer]


def _lines(portfolio: Portfolio, month: date, whole: Compared, numbers: Numbers) -> list[str]:
    lines = []
    if whole.is_planned:
        told = {
            "actual": numbers.money(whole.actual.whole),
            "planned": numbers.money(whole.planned.whole),
            "keeping": numbers.money(whole.keeping),
        }
        words = _(
            "Since the first engagement began, the work has truly cost %(actual)s; "
            "the plan said %(planned)s, keeping it would have cost %(keeping)s."
        )
        lines.append(words % told)
    notes = FocusNote.objects.filter(business=portfolio.home.business, week__range=(month, last_day(month)))
    noted = sum(note.hours for note in notes)
    if noted:
        went = [note.text for note in notes if note.text]
        told = {"hours": hours(float(noted)), "what": "; ".join(went[:4])}
        lines.append(
            (_("%(hours)s went into: %(what)s") if went else _("%(hours)s went into strategic focus.")) % told
        )
    days = days_to_pay(portfolio.home)
    if days.days is not None:
        waited = ngettext(
            "Contractors waited %(days)s day for their money.",
            "Contractors waited %(days)s days for their money.",
            round(days.days),
        )
        lines.append(waited % {"days": round(days.days)})
    lines += [
        _("%(what)s with %(name)s ends on %(day)s.")
        % {
            "what": row.name,
            "name": row.contractor.name,
            "day": formats.date_format(row.ends_on, "DATE_FORMAT"),
        }
        for row in ending(portfolio.home.business, portfolio.home.today)[:MOST]
        if row.ends_on is not None
    ]
    due = len(raises_due(portfolio.running, portfolio.terms, portfolio.home.today))
    if due:
        lines.append(
            ngettext("%(count)s planned raise is due.", "%(count)s planned raises are due.", due)
            % {"count": due}
        )
    asked = PulseAnswer.objects.filter(engagement__business=portfolio.home.business, month=month)
    count, answered = asked.count(), asked.filter(answered_at__isnull=False).count()
    if count:
        lines.append(
            _("%(answered)s of %(asked)s contractors answered the pulse.")
            % {"answered": answered, "asked": count}
        )
    return lines


def _costs(this: Compared, whole: Compared, numbers: Numbers) -> list[list[str]]:
    names = {
        "contractors": _("Contractors"),
        "fees": _("Fees of payments"),
        "tools": _("Tools"),
        "setup": _("Training and equipment"),
        "management": _("Management"),
        "whole": _("In all"),
    }
    return [
        [
            label,
            *(
                numbers.exact_money(getattr(costs, name))
                for costs in (this.planned, this.actual, whole.actual)
            ),
        ]
        for name, label in names.items()
    ]
