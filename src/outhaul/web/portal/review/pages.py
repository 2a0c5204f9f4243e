"""A contractor's half minute each month, their rating of the client, and their own scorecard."""

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_http_methods, require_safe

from outhaul.apps.review.domain.access import access_own_pulses, access_own_ratings
from outhaul.apps.review.domain.home import home_of
from outhaul.apps.review.domain.months import month_of
from outhaul.apps.review.domain.pulses import answer_pulse
from outhaul.apps.review.domain.ratings import QUESTIONS, rate_client
from outhaul.apps.review.domain.scorecards import card_of, facts_of
from outhaul.apps.review.domain.weighing import weights_of
from outhaul.apps.work.domain.access import Assignment
from outhaul.engine.performance.pulse import ITEMS
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.web.doors import for_contractor
from outhaul.web.review.scores import client_of, contractor_of
from outhaul.web.review.texts import TEXTS

POINTS = [(str(point), str(point)) for point in range(1, 6)]
PULSE: Mapping[str, str | Promise] = {
    "fair_pay": later("My pay is fair."),
    "clear_work": later("I know what is wanted."),
    "respect": later("I am respected, and work in my own way."),
    "workload": later("The workload fits."),
    "would_continue": later("I would like to go on."),
}
RATING: Mapping[str, str | Promise] = {
    "clear_brief": later("Their briefs are clear."),
    "answers": later("They answer in time."),
    "own_way": later("They steer by results, not by how I work."),
}


class Scale(forms.Form):
    """Statements from 1, not at all, to 5, fully; and a text."""

    def __init__(self, statements: Mapping[str, str | Promise], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # handed through
        for name, statement in statements.items():
            self.fields[name] = forms.ChoiceField(
                label=str(statement), choices=POINTS, widget=forms.RadioSelect
            )
        self.fields["text"] = forms.CharField(
            label=_("Anything you want to say"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def points(self, names: tuple[str, ...]) -> dict[str, int]:
        """Return the statements with their points."""
        return {name: int(self.cleaned_data[name]) for name in names}


@for_contractor
@require_http_methods(["GET", "HEAD", "POST"])
def pulse(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Ask for the pulse of this month, and keep it."""
    month = month_of(home_of(assignment.business).today)
    asked = access_own_pulses(assignment).filter(month=month).first()
    kept = {**asked.items, "text": asked.text} if asked else {}
    form = Scale(PULSE, request.POST if request.method == "POST" else None, initial=kept)
    if request.method == "POST" and asked is not None and form.is_valid():
        try:
            answer_pulse(assignment, asked, items=form.points(ITEMS), text=form.cleaned_data["text"])
        except NotNow:
            messages.error(request, _("That month is over."))
        except InputError as error:
            for fault in error.faults:
                form.add_error(fault.where, fault.problem)
        else:
            messages.success(request, _("Thank you. Only the owners read it."))
        if not form.errors:
            return redirect("portal-pulse", assignment.engagement.key)
    wrong = form.is_bound and bool(form.errors)
    shown = {"asked": asked, "month": month, "form": form, **TEXTS}
    return render(request, "portal/review/pulse.html", shown, status=422 if wrong else 200)


@for_contractor
@require_http_methods(["GET", "HEAD", "POST"])
def rating(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Let the contractor rate the client for this month."""
    month = month_of(home_of(assignment.business).today)
    newest = access_own_ratings(assignment).filter(month=month).first()
    form = Scale(
        RATING,
        request.POST if request.method == "POST" else None,
        initial={**newest.scores, "text": newest.text} if newest else {},
    )
    if request.method == "POST" and form.is_valid():
        rate_client(assignment, scores=form.points(QUESTIONS["contractor"]), text=form.cleaned_data["text"])
        messages.success(request, _("Your rating of this month is kept."))
        return redirect("portal-scorecard", assignment.engagement.key)
    wrong = form.is_bound and bool(form.errors)
    shown = {"month": month, "form": form, "newest": newest, **TEXTS}
    return render(request, "portal/review/rating.html", shown, status=422 if wrong else 200)


@for_contractor
@require_safe
def scorecard(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Show the contractor's own score of this engagement, and the client's beside it."""
    home = home_of(assignment.business)
    facts = facts_of([assignment.engagement], home)[assignment.engagement.pk]
    card = card_of([facts], weights_of(assignment.business))
    shown = {
        "contractor": contractor_of(card),
        "client": client_of(card),
        "facts": facts,
        "today": home.today,
        **TEXTS,
    }
    return render(request, "portal/review/scorecard.html", shown)
