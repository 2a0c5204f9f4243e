"""What one click does with a candidate: a step on, an override, a note, a quote."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.access import access_candidacy
from outhaul.apps.sourcing.domain.guarding import override_block
from outhaul.apps.sourcing.domain.moving import THING, interview, name_of, reconsider, shortlist, withdraw
from outhaul.apps.sourcing.domain.noting import add_note, note_of, remove_note, restore_note
from outhaul.apps.sourcing.domain.quoting import quote_asked_rate, take_quote_back
from outhaul.apps.sourcing.domain.weighing import weigh
from outhaul.apps.sourcing.models import Candidacy
from outhaul.engine.verdict import Answer
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.reference.tables import load
from outhaul.web.doors import for_power
from outhaul.web.fields.saving import words_of_faults
from outhaul.web.source.matching.candidacy import Noting, Overriding, show
from outhaul.web.source.matching.weighed import CannotWeigh, tells_what_is_missing
from outhaul.web.source.matching.words import STATES, STEPS


@for_power(Power.SOURCE)
@require_POST
def move(request: HttpRequest, visit: Visit, candidacy: str) -> HttpResponse:
    """Lead the candidate one step on."""
    row = access_candidacy(visit, candidacy)
    verb = request.POST.get("verb", "")
    if verb not in STEPS:
        raise Http404
    try:
        if verb == "withdraw":
            withdraw(visit, row, reason=request.POST.get("reason", "")[:1000])
        else:
            {"shortlist": shortlist, "interview": interview, "reconsider": reconsider}[verb](visit, row)
    except NotNow as error:
        told = {"name": row.candidate, "state": STATES[error.state]}
        messages.warning(request, _("%(name)s: %(state)s. So this step is not possible now.") % told)
    else:
        told = {"name": row.candidate, "state": STATES[row.state]}
        messages.success(request, _("%(name)s: %(state)s.") % told)
    board = request.POST.get("board")
    return _back(visit, row) if board is None else _to_board(visit, board)


@for_power(Power.SIGN)
@require_POST
@tells_what_is_missing
def override(request: HttpRequest, visit: Visit, candidacy: str) -> HttpResponse:
    """Keep why the owner goes on although guard match blocks."""
    row = access_candidacy(visit, candidacy)
    try:
        match = weigh(row, reference=load())
    except InputError as error:
        raise CannotWeigh(error) from error
    rule = request.POST.get("rule", "")
    blocks = (verdict for verdict in match.verdicts if verdict.answer is Answer.BLOCK)
    verdict = next((verdict for verdict in blocks if verdict.rule == rule), None)
    if verdict is None:
        messages.warning(request, _("This does not block any more."))
        return _back(visit, row)
    form = Overriding(request.POST)
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            override_block(visit, verdict, thing=THING, key=row.key, name=name_of(row), reason=reason)
        except InputError as error:
            form.add_error("reason", words_of_faults(error))
        else:
            messages.success(request, _("Your reason is kept; the candidate can go on."))
            return _back(visit, row)
    return show(request, visit, row, {"overriding": form, "wrong_rule": rule}, status=422)


@for_power(Power.SOURCE)
@require_POST
@tells_what_is_missing
def note(request: HttpRequest, visit: Visit, candidacy: str) -> HttpResponse:
    """Keep a note."""
    row = access_candidacy(visit, candidacy)
    form = Noting(request.POST)
    if not form.is_valid():
        return show(request, visit, row, {"noting": form}, status=422)
    add_note(visit, row, text=form.cleaned_data["text"])
    messages.success(request, _("The note is kept."))
    return _back(visit, row, "notes")


@for_power(Power.SOURCE)
@require_POST
def take_out(_request: HttpRequest, visit: Visit, candidacy: str, note: int) -> HttpResponse:
    """Take a note out, and offer to put it back."""
    row = access_candidacy(visit, candidacy)
    remove_note(visit, note_of(row, note))
    address = reverse("candidacy", kwargs={"business": visit.business.key, "candidacy": row.key})
    return redirect(f"{address}?removed={note}#notes")


@for_power(Power.SOURCE)
@require_POST
def put_back(request: HttpRequest, visit: Visit, candidacy: str, note: int) -> HttpResponse:
    """Put a note back."""
    row = access_candidacy(visit, candidacy)
    restore_note(visit, note_of(row, note))
    messages.success(request, _("The note is back."))
    return _back(visit, row, "notes")


@for_power(Power.SOURCE)
@require_POST
def quote(request: HttpRequest, visit: Visit, candidacy: str) -> HttpResponse:
    """Make the asked rate a quote of the business."""
    row = access_candidacy(visit, candidacy)
    try:
        quote_asked_rate(visit, row, reference=load())
    except InputError as error:
        messages.error(request, words_of_faults(error))
    else:
        messages.success(
            request, _("The rate is among those that you have seen. Make the plan again to use it.")
        )
    return _back(visit, row, "rate")


@for_power(Power.SOURCE)
@require_POST
def take_back(request: HttpRequest, visit: Visit, candidacy: str) -> HttpResponse:
    """Take the quote out again."""
    row = access_candidacy(visit, candidacy)
    take_quote_back(visit, row)
    messages.success(request, _("The rate is no longer among those that you have seen."))
    return _back(visit, row, "rate")


def _back(visit: Visit, row: Candidacy, place: str = "") -> HttpResponse:
    address = reverse("candidacy", kwargs={"business": visit.business.key, "candidacy": row.key})
    return redirect(f"{address}#{place}" if place else address)


def _to_board(visit: Visit, brief: str) -> HttpResponse:
    """Lead back to the board, of all briefs or of one."""
    address = reverse("board", kwargs={"business": visit.business.key})
    return redirect(f"{address}?{urlencode({'brief': brief})}" if brief else address)
