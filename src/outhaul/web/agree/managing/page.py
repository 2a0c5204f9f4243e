"""Managing: what each manager answers for over the next months, who they are, what they are trained in."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from outhaul.apps.people.domain.access import Visit, access_members
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import access_entry
from outhaul.apps.work.domain.access import access_training
from outhaul.apps.work.domain.training import (
    COURSE,
    add_training,
    remove_training,
    restore_training,
    take_seat,
)
from outhaul.faults import InputError
from outhaul.reference.tables import load
from outhaul.web.agree.managing.cards import page_of
from outhaul.web.agree.texts import TEXTS
from outhaul.web.amounts import hours_text
from outhaul.web.doors import for_power
from outhaul.web.fields.saving import words_of_fault

GONE = "removed_training"
"""Where the session keeps which training was taken out last, to be put back."""


class Elsewhere(forms.Form):
    """A course that was passed elsewhere."""

    course = forms.CharField(label=gettext_lazy("Course"), max_length=120)
    evidence = forms.CharField(
        label=gettext_lazy("What shows it"),
        max_length=300,
        help_text=gettext_lazy("A certificate, and where it is kept."),
    )
    passed_on = forms.DateField(
        label=gettext_lazy("Passed on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )
    expires_on = forms.DateField(
        label=gettext_lazy("Counts until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        help_text=gettext_lazy("Left empty, two years: our assumption."),
    )


@for_power(Power.VIEW)
@require_safe
def managing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show each manager's load and training."""
    return _page(request, visit)


def _page(
    request: HttpRequest, visit: Visit, *, wrong: Elsewhere | None = None, of: str = ""
) -> HttpResponse:
    page = page_of(visit, load(), timezone.localdate())
    forms_of = {card.key: Elsewhere(auto_id=f"id_{card.key}_%s") for card in page.cards}
    if wrong is not None:
        forms_of[of] = wrong
    gone = request.session.pop(GONE, None) if wrong is None else None
    shown = {
        "page": page,
        "forms": forms_of,
        "of": of,
        "course": COURSE,
        "gone": gone,
        "hours_text": hours_text,
        **TEXTS,
    }
    return render(request, "agree/managing/page.html", shown, status=422 if wrong else 200)


@for_power(Power.SOURCE)
@require_POST
def train(request: HttpRequest, visit: Visit, manager: str) -> HttpResponse:
    """Keep a training that was passed elsewhere."""
    access_entry(visit, "managers", manager)
    form = Elsewhere(request.POST, auto_id=f"id_{manager}_%s")
    if form.is_valid():
        try:
            add_training(visit, manager, **form.cleaned_data, reference=load())
        except InputError as error:
            for fault in error.faults:
                form.add_error(fault.where, words_of_fault(fault))
        else:
            messages.success(request, _("The training is kept."))
            return redirect("managing", visit.business.key)
    return _page(request, visit, wrong=form, of=manager)


@for_power(Power.SOURCE)
@require_POST
def untrain(request: HttpRequest, visit: Visit, training: int) -> HttpResponse:
    """Take a training out; the next page offers to put it back."""
    row = access_training(visit, training)
    remove_training(visit, row)
    request.session[GONE] = {"pk": row.pk, "course": row.course}
    return redirect("managing", visit.business.key)


@for_power(Power.SOURCE)
@require_POST
def retrain(request: HttpRequest, visit: Visit, training: int) -> HttpResponse:
    """Put a training back."""
    restore_training(visit, access_training(visit, training, removed=True))
    messages.success(request, _("It is put back."))
    return redirect("managing", visit.business.key)


@for_power(Power.MEMBERS)
@require_POST
def seat(request: HttpRequest, visit: Visit, manager: str) -> HttpResponse:
    """Say which member is a manager."""
    chosen = request.POST.get("member", "")
    member = next((one for one in access_members(visit) if str(one.pk) == chosen), None)
    if chosen and member is None:
        raise Http404
    take_seat(visit, manager, member.user if member else None)
    messages.success(request, _("It is kept who is which manager."))
    return redirect("managing", visit.business.key)
