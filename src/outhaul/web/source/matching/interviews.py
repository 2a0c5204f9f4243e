"""The sheet of a structured interview: the same questions for everybody, anchored ratings, a rater each."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.access import access_candidacy
from outhaul.apps.sourcing.domain.rating import rate, sheets_of
from outhaul.faults import InputError
from outhaul.web.doors import for_power
from outhaul.web.fields.saving import words_of_faults
from outhaul.web.source.matching.questions import asked

LONGEST = 5_000


@for_power(Power.SOURCE)
@require_http_methods(["GET", "HEAD", "POST"])
def interview(request: HttpRequest, visit: Visit, candidacy: str) -> HttpResponse:
    """Show the own sheet; keep it."""
    row = access_candidacy(visit, candidacy)
    sheets = sheets_of(visit, row)
    ratings: Mapping[str, int] = sheets.own.ratings if sheets.own else {}
    remark, wrong = sheets.own.remark if sheets.own else "", ""
    if request.method == "POST":
        ratings = _told(request, [question.id for question in sheets.questions])
        remark = request.POST.get("remark", "")[:LONGEST]
        try:
            rate(visit, row, ratings=ratings, remark=remark)
        except InputError as error:
            wrong = words_of_faults(error)
        else:
            messages.success(request, _("Your sheet is kept."))
            return redirect("candidacy", business=visit.business.key, candidacy=row.key)
    context = {
        "visit": visit,
        "row": row,
        "sheets": sheets,
        "asked": [asked(question) for question in sheets.questions],
        "ratings": ratings,
        "remark": remark,
        "wrong": wrong,
    }
    return render(request, "source/matching/interview.html", context, status=422 if wrong else 200)


def _told(request: HttpRequest, questions: list[str]) -> dict[str, int]:
    sent = {question: request.POST.get(f"rating-{question}", "") for question in questions}
    return {question: int(rating) for question, rating in sent.items() if rating.isdecimal()}
