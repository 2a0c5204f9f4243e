"""The contractor's page: read all of it, ask, decline or sign, by a link and a code, without an account."""

from collections.abc import Callable
from functools import wraps

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from outhaul.apps.work.domain.codes import TooSoon, WrongCode
from outhaul.apps.work.domain.ending import decline
from outhaul.apps.work.domain.holding import is_over
from outhaul.apps.work.domain.linking import ask_question, note_seen, open_signature
from outhaul.apps.work.domain.signing import ask_for_code, sign_as_contractor
from outhaul.apps.work.lifecycles import StatementState
from outhaul.apps.work.models import Signature
from outhaul.documents.statement.certificate import consent
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.web.account.limits import in_words, too_often
from outhaul.web.agree.public import evidence_of, gone, is_too_often, put_beside
from outhaul.web.agree.signing.files import paper_answer
from outhaul.web.agree.signing.forms import Ask, Decline, SignWithCode
from outhaul.web.agree.signing.shown import shown
from outhaul.web.doors import for_everybody
from outhaul.web.linked import unseen_elsewhere

Page = Callable[[HttpRequest, str, Signature], HttpResponse]


def behind_link(action: str) -> Callable[[Page], Callable[[HttpRequest, str], HttpResponse]]:
    """Give a page the signature that its link opens; say so where it opens none, or is tried too often."""

    def decorate(page: Page) -> Callable[[HttpRequest, str], HttpResponse]:
        @wraps(page)
        def opened(request: HttpRequest, token: str) -> HttpResponse:
            if request.method == "POST" and is_too_often(request, action):
                return unseen_elsewhere(too_often(request))
            found = open_signature(token)
            return gone(request) if found is None else unseen_elsewhere(page(request, token, found))

        return opened

    return decorate


@for_everybody
@require_http_methods(["GET", "HEAD", "POST"])
@behind_link("sign")
def sign(request: HttpRequest, token: str, signature: Signature) -> HttpResponse:
    """Show the whole document with the way to sign it; sign it."""
    if request.method != "POST":
        note_seen(signature)
        return _page(request, token, signature)
    form = SignWithCode(request.POST)
    if not form.is_valid():
        return _page(request, token, signature, sign_form=form, status=422)
    try:
        sign_as_contractor(signature, evidence=evidence_of(request), **form.cleaned_data)
    except InputError as error:
        put_beside(form, error)
    except WrongCode as error:
        form.add_error("code", wrong_code_words(error))
    except TooSoon as error:
        form.add_error("code", wait_words(error))
    except NotNow:
        return _page(request, token, _again(signature), status=409)
    else:
        messages.success(request, _("You have signed. Thank you."))
        return redirect("sign", token=token)
    return _page(request, token, signature, sign_form=form, status=422)


@for_everybody
@require_POST
@behind_link("sign")
def send_code(request: HttpRequest, token: str, signature: Signature) -> HttpResponse:
    """Send the code to the contractor's mailbox."""
    try:
        ask_for_code(signature)
    except TooSoon as error:
        messages.warning(request, wait_words(error))
    except NotNow:
        return _page(request, token, _again(signature), status=409)
    else:
        messages.success(request, _("The code is on its way to %(email)s.") % {"email": signature.email})
    return redirect(f"{reverse('sign', kwargs={'token': token})}#sign")


@for_everybody
@require_POST
@behind_link("sign")
def refuse(request: HttpRequest, token: str, signature: Signature) -> HttpResponse:
    """Decline to sign."""
    form = Decline(request.POST)
    if not form.is_valid():
        return _page(request, token, signature, decline_form=form, status=422)
    try:
        decline(signature, reason=form.cleaned_data["reason"])
    except InputError as error:
        put_beside(form, error)
        return _page(request, token, signature, decline_form=form, status=422)
    except NotNow:
        return _page(request, token, _again(signature), status=409)
    messages.info(request, _("You declined. The business has been told why."))
    return redirect("sign", token=token)


@for_everybody
@require_POST
@behind_link("ask")
def ask(request: HttpRequest, token: str, signature: Signature) -> HttpResponse:
    """Pass a question on."""
    form = Ask(request.POST)
    if not form.is_valid():
        return _page(request, token, signature, ask_form=form, status=422)
    ask_question(signature, text=form.cleaned_data["question"])
    messages.success(request, _("Your question is on its way. The answer comes by mail."))
    return redirect("sign", token=token)


@for_everybody
@require_safe
@behind_link("sign")
def paper(_request: HttpRequest, _token: str, signature: Signature) -> HttpResponse:
    """Hand out the paper: as it was signed, or what there is to sign."""
    return paper_answer(signature.statement)


def _page(  # noqa: PLR0913 -- the forms of the page, as they were sent
    request: HttpRequest,
    token: str,
    signature: Signature,
    *,
    sign_form: forms.Form | None = None,
    decline_form: forms.Form | None = None,
    ask_form: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    statement = signature.statement
    is_open = statement.state == StatementState.OUT and not is_over(statement)
    told = {
        "token": token,
        "signature": signature,
        "statement": statement,
        "shown": shown(statement),
        "can_sign": is_open and signature.signed_at is None,
        "is_over": statement.state == StatementState.OUT and not is_open,
        "has_code": bool(signature.code_hash),
        "consent": consent(),
        "sign_form": sign_form or SignWithCode(),
        "decline_form": decline_form or Decline(),
        "ask_form": ask_form or Ask(),
    }
    return render(request, "agree/signing/sign.html", told, status=status)


def _again(signature: Signature) -> Signature:
    """Return the signature as it is now."""
    return Signature.objects.select_related("statement__engagement__business").get(pk=signature.pk)


def wrong_code_words(error: WrongCode) -> str:
    """Say that a code was wrong, and how many tries are left."""
    told = ngettext(
        "That is not the code, or it is too old: %(left)s try is left.",
        "That is not the code, or it is too old: %(left)s tries are left.",
        error.left,
    )
    return told % {"left": error.left}


def wait_words(error: TooSoon) -> str:
    """Say how long to wait for another code."""
    return _("Please wait %(wait)s, then ask for a new code.") % {"wait": in_words(error.seconds)}
