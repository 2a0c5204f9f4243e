"""One candidate for one brief: how the match comes about, the two clocks, and what can be done next."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.access import access_candidacy, access_overrides
from outhaul.apps.sourcing.domain.moving import THING
from outhaul.apps.sourcing.domain.noting import notes_of
from outhaul.apps.sourcing.domain.quoting import effect_of, quote_entry
from outhaul.apps.sourcing.domain.rating import sheets_of
from outhaul.apps.sourcing.domain.weighing import World, match_of, records_of, weigh, world_of
from outhaul.apps.sourcing.lifecycles import CANDIDACY, CandidacyState
from outhaul.apps.sourcing.models import Candidacy
from outhaul.engine.matching.history import ENOUGH, rate
from outhaul.engine.matching.person import NOTHING_DELIVERED, Record
from outhaul.engine.verdict import Answer, Verdict
from outhaul.faults import InputError
from outhaul.reference.tables import load
from outhaul.web.doors import for_power
from outhaul.web.fields.saving import words_of_faults
from outhaul.web.source.matching.clockface import face_of
from outhaul.web.source.matching.moved import picture_of
from outhaul.web.source.matching.questions import asked
from outhaul.web.source.matching.shown import gravest, line_of
from outhaul.web.source.matching.trials import line_of_trial
from outhaul.web.source.matching.weighed import CannotWeigh, tells_what_is_missing
from outhaul.web.source.matching.words import STEPS


class Overriding(forms.Form):
    """Why the owner goes on although guard match blocks."""

    reason = forms.CharField(
        label=gettext_lazy("Why do you go on all the same?"),
        help_text=gettext_lazy("It stays in the audit trail, with your name."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
    )


class Noting(forms.Form):
    """A note."""

    text = forms.CharField(
        label=gettext_lazy("What do you want to remember?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=5000,
    )


@for_power(Power.SOURCE)
@require_safe
@tells_what_is_missing
def candidacy(request: HttpRequest, visit: Visit, candidacy: str) -> HttpResponse:
    """Show one candidate for one brief."""
    return show(request, visit, access_candidacy(visit, candidacy))


def show(
    request: HttpRequest,
    visit: Visit,
    row: Candidacy,
    forms_sent: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Return the page of `row`; `forms_sent` are forms that came back with something wrong in them."""
    if row.candidate.erased_at:
        raise Http404
    reference = load()
    try:
        world = world_of(row.brief, reference)
        weigh(row, reference=reference, world=world)
    except InputError as error:
        raise CannotWeigh(error) from error
    overridden = set(access_overrides(visit, THING, row.key).values_list("rule", "blocked"))
    record = records_of([row.candidate_id]).get(row.candidate_id, NOTHING_DELIVERED)
    sheets = sheets_of(visit, row)
    context = {
        "visit": visit,
        "row": row,
        "line": line_of(row),
        "verdicts": [_judged(verdict, overridden) for verdict in gravest(match_of(row).verdicts)],
        "steps": [(verb, label) for verb, label in STEPS.items() if verb in CANDIDACY.verbs(_state(row))],
        "may_offer": "offer" in CANDIDACY.verbs(_state(row)),
        "may_reject": "reject" in CANDIDACY.verbs(_state(row)),
        "offers": list(row.offers.all()),
        "may_try": row.state == CandidacyState.TRIAL or "try" in CANDIDACY.verbs(_state(row)),
        "face": face_of(row.candidate, world),
        "record": record,
        "history": _history(record, world),
        "is_few": record.deliveries < ENOUGH,
        "notes": list(notes_of(row)),
        "gone": _gone(request, row),
        "sheets": sheets,
        "asked": [asked(question) for question in sheets.questions],
        "trials": [line_of_trial(trial) for trial in row.trials.select_related("candidacy__brief")],
        **_quote(visit, row),
        "noting": Noting(),
        "overriding": Overriding(),
        **(forms_sent or {}),
    }
    return render(request, "source/matching/candidacy.html", context, status=status)


def _state(row: Candidacy) -> CandidacyState:
    return CandidacyState(row.state)


def _judged(verdict: Verdict, overridden: set[tuple[str, str]]) -> dict[str, Any]:
    blocks = verdict.answer is Answer.BLOCK
    done = (verdict.rule, verdict.reason) in overridden
    return {"verdict": verdict, "overridden": done, "can_be": blocks and not verdict.legal and not done}


def _history(record: Record, world: World) -> list[dict[str, Any]]:
    """Return each rate with its honest interval."""
    n, a = record.deliveries, world.side.assumptions
    counted = (
        (_("Accepted"), record.accepted),
        (_("At the first submission"), record.first_pass),
        (_("On time"), record.on_time),
    )
    told = []
    for label, count in counted if n else ():
        found = rate(count, n, a)
        low, high = found.interval()
        told.append(
            {
                "label": label,
                "count": count,
                "mean": round(100 * found.mean),
                "low": round(100 * low),
                "high": round(100 * high),
            }
        )
    return told


def _gone(request: HttpRequest, row: Candidacy) -> object:
    """Return the note that was taken out a moment ago, if the address names one."""
    key = request.GET.get("removed", "")
    return row.notes.filter(pk=key, removed_at__isnull=False).first() if key.isdigit() else None


def _quote(visit: Visit, row: Candidacy) -> dict[str, Any]:
    """Return the asked rate as a quote: whether it is one, and what it moves; or why it cannot be."""
    try:
        effect = effect_of(visit, row, reference=load())
    except InputError as error:
        return {"quoted": None, "effect": None, "no_quote": words_of_faults(error)}
    return {"quoted": quote_entry(row), "effect": picture_of(effect), "no_quote": ""}
