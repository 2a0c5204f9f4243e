"""What was handed in, beside its criteria: accepted, sent back with reasons, or accepted in part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from outhaul.apps.delivery.domain.days import home_of
from outhaul.apps.delivery.domain.gates import access_submission, access_versions, review_of
from outhaul.apps.delivery.domain.reviewing import Finding, accept, request_changes
from outhaul.apps.delivery.domain.splitting import accept_part, suggested_fee
from outhaul.apps.delivery.models import Submission
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.review.models.steering import ANSWER
from outhaul.apps.work.lifecycles import MilestoneState
from outhaul.apps.work.models import Milestone
from outhaul.faults import Fault, InputError
from outhaul.lifecycle import NotNow
from outhaul.web.agree.texts import TEXTS
from outhaul.web.doors import for_power
from outhaul.web.run.comparing import Comparison, compared
from outhaul.web.run.previews import previews
from outhaul.web.run.timing import keep_time
from outhaul.web.run.when import promise_text

DECISIONS = {
    "accepted": gettext_lazy("accepted"),
    "changes requested": gettext_lazy("sent back for changes"),
    "part accepted": gettext_lazy("accepted in part"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A criterion with what both sides say of it."""

    place: int
    text: str
    remark: Mapping[str, object]
    """The contractor's."""
    met: bool | None
    reason: str
    wrong: str = ""


@for_power(Power.VIEW, to_change=Power.RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def submission(request: HttpRequest, visit: Visit, submission: str) -> HttpResponse:
    """Show what was handed in, and keep the answer."""
    row = access_submission(visit, submission)
    if request.method != "POST":
        return _page(request, visit, row)
    decision = request.POST.get("decision", "")
    findings = _findings(request.POST, row.milestone)
    try:
        if decision == "accept":
            _check_accepts(findings)
            if request.POST.get("confirmed") != "yes":
                shown = {"rows": [row], "back": request.path, "took": request.POST.get("took", ""), **TEXTS}
                return render(request, "run/accept.html", shown)
        said = _answer(visit, row, decision, findings, request.POST)
    except InputError as error:
        return _page(request, visit, row, sent=request.POST, faults=error.faults)
    except NotNow:
        messages.error(request, _("It was answered or taken back meanwhile. Nothing was changed."))
        return redirect("run-submission", visit.business.key, row.key)
    keep_time(visit, row.milestone.engagement, ANSWER, row.key, request.POST)
    messages.success(request, said)
    return redirect("run", visit.business.key)


def _answer(
    visit: Visit, row: Submission, decision: str, findings: Sequence[Finding], sent: Mapping[str, str]
) -> str:
    """Let the verb happen, and return what to say of it."""
    name, reason = row.milestone.name, sent.get("reason", "")
    if decision == "accept":
        accept(visit, row)
        return _("“%(what)s” is accepted.") % {"what": name}
    if decision == "part":
        fee, due_on = _terms(sent, row.milestone, findings)
        accept_part(visit, row, findings=findings, fee=fee, due_on=due_on, reason=reason)
        return _("The part of “%(what)s” is accepted; the rest is a deliverable of its own.") % {"what": name}
    if decision == "changes":
        request_changes(visit, row, findings=findings, reason=reason)
        who = row.milestone.engagement.contractor.name
        return _("%(who)s is told what to change in “%(what)s”.") % {"who": who, "what": name}
    raise BadRequest(f"nothing is decided by {decision!r}")


def _check_accepts(findings: Sequence[Finding]) -> None:
    """Return if nothing is marked as missing. Raises InputError where something is."""
    faults = [
        Fault(f"met-{place}", _("This is marked as not met"), _("Ask for changes, or accept a part."))
        for place, one in enumerate(findings)
        if not one.met
    ]
    if faults:
        raise InputError(faults)


def _findings(sent: Mapping[str, str], milestone: Milestone) -> list[Finding]:
    """Return what was marked; a criterion that nobody marked counts as met."""
    count = len(milestone.criteria)
    return [
        Finding(
            sent.get(f"criterion-{place}", milestone.criteria[place]),
            met=sent.get(f"met-{place}") != "no",
            reason=sent.get(f"reason-{place}", "").strip(),
        )
        for place in range(count)
    ]


def _terms(
    sent: Mapping[str, str], milestone: Milestone, findings: Sequence[Finding]
) -> tuple[Decimal, date]:
    """Return fee and date of a part. Raises InputError where one is missing or no such thing."""
    faults = []
    fee, due_on = Decimal(0), date.min
    try:
        fee = amount_of(sent.get("fee", ""))
    except InvalidOperation:
        even = suggested_fee(milestone.fee, sum(one.met for one in findings), len(findings))
        remedy = _("An even share of the criteria that are met is %(fee)s.") % {"fee": even}
        faults.append(Fault("fee", _("The fee of the part is missing"), remedy))
    try:
        due_on = date.fromisoformat(sent.get("due_on", ""))
    except ValueError:
        faults.append(Fault("due_on", _("The day of the rest is missing"), _("Say until when it comes.")))
    if faults:
        raise InputError(faults)
    return fee, due_on


def amount_of(text: str) -> Decimal:
    """Return an amount as it was typed. Raises InvalidOperation where it is none."""
    amount = Decimal(text.strip().replace(",", "."))
    if not amount.is_finite():
        raise InvalidOperation
    return amount


def _page(
    request: HttpRequest,
    visit: Visit,
    row: Submission,
    *,
    sent: Mapping[str, str] | None = None,
    faults: Sequence[Fault] = (),
) -> HttpResponse:
    versions, review = access_versions(visit, row), review_of(row)
    shown_version = next((one for one in versions if one.pk == row.pk), row)
    milestone, home = row.milestone, home_of(visit.business)
    is_newest = bool(versions) and versions[0].pk == row.pk
    wrong = {fault.where: f"{fault.problem}. {fault.remedy}" for fault in faults}
    is_open = review is None and is_newest and milestone.state == MilestoneState.SUBMITTED
    shown = {
        "row": row,
        "milestone": milestone,
        "engagement": milestone.engagement,
        "review": review,
        "decisions": DECISIONS,
        "rows": _rows(row, sent or {}, wrong, review.findings if review else None),
        "files": previews(list(shown_version.attachments.all())),
        "versions": versions,
        "comparison": _comparison(request.GET, versions, row),
        "until": promise_text(row.answer_by, timezone.now(), home.zone),
        "is_broken": row.answer_by < timezone.now(),
        "may_answer": is_open and visit.may(Power.RUN),
        "is_newest": is_newest,
        "sent": sent or {},
        "wrong": wrong,
        "today": timezone.localdate().isoformat(),
        **TEXTS,
    }
    return render(request, "run/submission.html", shown, status=422 if faults else 200)


def _rows(
    row: Submission,
    sent: Mapping[str, str],
    wrong: Mapping[str, str],
    answered: Sequence[Mapping[str, object]] | None,
) -> list[Row]:
    """Return each criterion: as it was answered, or as it is being answered."""
    remarks = {str(one["criterion"]): one for one in row.remarks}
    if answered is not None:
        return [
            Row(
                place=place,
                text=str(one["criterion"]),
                remark=remarks.get(str(one["criterion"]), {}),
                met=bool(one["met"]),
                reason=str(one["reason"]),
            )
            for place, one in enumerate(answered)
        ]
    return [
        Row(
            place=place,
            text=text,
            remark=remarks.get(text, {}),
            met={"yes": True, "no": False}.get(sent.get(f"met-{place}", "")),
            reason=sent.get(f"reason-{place}", ""),
            wrong=wrong.get(f"reason-{place}", "") or wrong.get(f"met-{place}", ""),
        )
        for place, text in enumerate(row.milestone.criteria)
    ]


def _comparison(
    asked: Mapping[str, str], versions: Sequence[Submission], row: Submission
) -> Comparison | None:
    """Return this version beside an older one: that of `beside`, else the one before."""
    older = [one for one in versions if one.number < row.number]
    if not older:
        return None
    wanted = next((one for one in older if str(one.number) == asked.get("beside")), older[0])
    this = next(one for one in versions if one.pk == row.pk)
    return compared(wanted, this)
