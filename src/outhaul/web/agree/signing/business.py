"""The business's page of one statement or change order: send it, sign it, take it back, issue it anew."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.guarding import Blocked
from outhaul.apps.work.domain.access import access_statement
from outhaul.apps.work.domain.asking import verdicts_before_sending
from outhaul.apps.work.domain.ending import reissue, withdraw
from outhaul.apps.work.domain.letters import sign_address
from outhaul.apps.work.domain.sending import send_to_sign
from outhaul.apps.work.domain.signing import sign_for_business
from outhaul.apps.work.lifecycles import StatementState
from outhaul.apps.work.models import Statement
from outhaul.documents.statement.certificate import consent
from outhaul.engine.verdict import Answer
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.web.agree.findings import Finding, findings_of
from outhaul.web.agree.public import evidence_of, put_beside
from outhaul.web.agree.signing.files import paper_answer
from outhaul.web.agree.signing.forms import Send, SignHere
from outhaul.web.agree.signing.shown import STATE_NAMES, shown
from outhaul.web.doors import for_power

ENDED = frozenset({StatementState.DECLINED, StatementState.LAPSED, StatementState.WITHDRAWN})


@for_power(Power.VIEW, to_change=Power.SIGN)
@require_http_methods(["GET", "HEAD", "POST"])
def signing(request: HttpRequest, visit: Visit, statement: str) -> HttpResponse:
    """Show how far it is, and the document; sign it for the business."""
    found = access_statement(visit, statement)
    if request.method != "POST":
        return _page(request, visit, found)
    form = SignHere(request.POST)
    if form.is_valid():
        try:
            after = sign_for_business(visit, found, evidence=evidence_of(request), **form.cleaned_data)
        except InputError as error:
            put_beside(form, error)
        except NotNow:
            return _page(request, visit, access_statement(visit, statement), status=409)
        else:
            both = after.state == StatementState.SIGNED
            messages.success(request, _("Both have signed.") if both else _("You have signed."))
            return _back(visit, found)
    return _page(request, visit, found, sign_form=form, status=422)


@for_power(Power.SOURCE)
@require_POST
def send(request: HttpRequest, visit: Visit, statement: str) -> HttpResponse:
    """Send it out to be signed."""
    found = access_statement(visit, statement)
    form = Send(request.POST)
    if not form.is_valid():
        return _page(request, visit, found, send_form=form, status=422)
    try:
        send_to_sign(visit, found, good_until=form.cleaned_data["good_until"])
    except Blocked:
        messages.error(request, _("A guard blocks it. See what would let it pass."))
        return _page(request, visit, found, send_form=form, status=422)
    except InputError as error:
        put_beside(form, error)
        return _page(request, visit, found, send_form=form, status=422)
    except NotNow:
        return _page(request, visit, access_statement(visit, statement), status=409)
    messages.success(request, _("It is out. The contractor has a mail with the link."))
    return _back(visit, found)


@for_power(Power.SOURCE)
@require_POST
def take_back(request: HttpRequest, visit: Visit, statement: str) -> HttpResponse:
    """Take it back, so that nobody can sign it."""
    found = access_statement(visit, statement)
    try:
        withdraw(visit, found)
    except NotNow:
        return _page(request, visit, access_statement(visit, statement), status=409)
    messages.info(request, _("It is taken back. You can issue it anew."))
    return _back(visit, found)


@for_power(Power.SOURCE)
@require_POST
def issue_anew(request: HttpRequest, visit: Visit, statement: str) -> HttpResponse:
    """Make a new draft of what ended unsigned."""
    found = access_statement(visit, statement)
    try:
        anew = reissue(visit, found)
    except InputError:
        return _page(request, visit, found, status=409)
    messages.success(
        request, _("Issue %(issue)s is a draft. Change it, then send it.") % {"issue": anew.issue}
    )
    return _back(visit, anew)


@for_power(Power.VIEW)
@require_safe
def paper(_request: HttpRequest, visit: Visit, statement: str) -> HttpResponse:
    """Hand out the paper."""
    return paper_answer(access_statement(visit, statement))


def _back(visit: Visit, statement: Statement) -> HttpResponse:
    return redirect("signing", business=visit.business.key, statement=statement.key)


def _page(  # noqa: PLR0913 -- the forms of the page, as they were sent
    request: HttpRequest,
    visit: Visit,
    statement: Statement,
    *,
    sign_form: forms.Form | None = None,
    send_form: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    is_draft = statement.state == StatementState.DRAFT
    sides = {one.side: one for one in statement.signatures.all()}
    client, contractor = sides.get("client"), sides.get("contractor")
    is_out = statement.state == StatementState.OUT
    told = {
        "statement": statement,
        "engagement": statement.engagement,
        "shown": shown(statement),
        "findings": _findings(visit, statement) if is_draft else [],
        "can_sign": is_out and client is not None and client.signed_at is None and visit.may(Power.SIGN),
        "can_withdraw": (is_draft or is_out) and visit.may(Power.SOURCE),
        "can_reissue": statement.state in ENDED and visit.may(Power.SOURCE) and _is_latest(statement),
        "link": sign_address(contractor) if is_out and contractor and visit.may(Power.SOURCE) else "",
        "consent": consent(),
        "sign_form": sign_form or SignHere(),
        "send_form": send_form or Send(),
        "others": _others(statement),
        "state_names": STATE_NAMES,
    }
    return render(request, "agree/signing/signing.html", told, status=status)


def _findings(visit: Visit, statement: Statement) -> list[Finding]:
    """Return what does not pass."""
    if not visit.may(Power.SOURCE):
        return []
    found = verdicts_before_sending(visit, statement)
    amiss = (one for one in found if one.answer is not Answer.PASS)
    return findings_of(visit, statement.engagement, statement, amiss)


def _others(statement: Statement) -> list[Statement]:
    same = Statement.objects.filter(engagement=statement.engagement, number=statement.number)
    return list(same.exclude(pk=statement.pk).defer("paper", "content"))


def _is_latest(statement: Statement) -> bool:
    same = Statement.objects.filter(engagement=statement.engagement, number=statement.number)
    return not same.filter(issue__gt=statement.issue).exists()
