"""The owner's page, and the half minute each week that it asks for."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.review.domain.access import access_notes
from outhaul.apps.review.domain.dashboard import Dashboard, dashboard_of
from outhaul.apps.review.domain.focus import note_focus, week_of
from outhaul.apps.review.domain.home import home_of
from outhaul.faults import InputError
from outhaul.web.doors import for_power
from outhaul.web.review.texts import TEXTS, day_short, numbers_of

WEEKS = 4


class Noting(forms.Form):
    """What the freed hours of a week went into."""

    week = forms.DateField(label=gettext_lazy("Week"), widget=forms.Select, input_formats=["%Y-%m-%d"])
    hours = forms.DecimalField(
        label=gettext_lazy("Hours for what only you can do"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=1,
    )
    text = forms.CharField(
        label=gettext_lazy("What they went into"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("A few words: a new product, a customer, a rest."),
    )

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(*args, **kwargs)
        mondays = [week_of(today) - timedelta(weeks=count) for count in range(WEEKS)]
        select = self.fields["week"].widget
        assert isinstance(select, forms.Select)  # noqa: S101 -- declared above
        select.choices = [(day.isoformat(), _week_text(day, count)) for count, day in enumerate(mondays)]
        if not self.is_bound:
            self.initial.setdefault("week", (mondays[1] if today.weekday() < 4 else mondays[0]).isoformat())  # noqa: PLR2004 -- before Friday the week before is meant


def _week_text(monday: date, ago: int) -> str:
    told = {"day": day_short(monday)}
    if ago == 0:
        return _("this week, from %(day)s") % told
    if ago == 1:
        return _("last week, from %(day)s") % told
    return _("the week of %(day)s") % told


@for_power(Power.VIEW)
@require_safe
def review(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what the handed-out work brings: hours, money, guards, what comes next."""
    return _page(request, visit)


def _page(request: HttpRequest, visit: Visit, *, noting: Noting | None = None) -> HttpResponse:
    page = dashboard_of(visit)
    today = page.home.today
    shown = {
        "page": page,
        "numbers": numbers_of(page.home),
        "today": today,
        "noting": noting or Noting(today),
        "noted": _noted(visit, page, today),
        **TEXTS,
    }
    return render(request, "review/dashboard.html", shown, status=422 if noting else 200)


def _noted(visit: Visit, page: Dashboard, today: date) -> bool:
    """Whether this person has told of this week or the one before."""
    weeks = {week_of(today), week_of(today) - timedelta(weeks=1)}
    return any(note.week in weeks and note.user_id == visit.user.pk for note in page.notes)


@for_power(Power.DECIDE)
@require_POST
def focus(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Keep what the freed hours of a week went into."""
    today = home_of(visit.business).today
    form = Noting(today, request.POST)
    if form.is_valid():
        try:
            note_focus(visit, today=today, **form.cleaned_data)
        except InputError as error:
            for fault in error.faults:
                form.add_error(fault.where, f"{fault.problem}. {fault.remedy}")
        else:
            messages.success(request, _("It is noted."))
            return redirect("review", visit.business.key)
    return _page(request, visit, noting=form)


@for_power(Power.VIEW)
@require_safe
def focus_notes(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what the freed hours went into, week by week."""
    notes = list(access_notes(visit)[:104])
    shown = {"notes": notes, "hours": sum(note.hours for note in notes[:13]), **TEXTS}
    return render(request, "review/focus.html", shown)
