"""The contractor's page of papers: opened by a link and a code, given one by one, seen masked."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from outhaul.apps.work.domain.codes import TooSoon, WrongCode
from outhaul.apps.work.domain.paper_codes import OPEN_FOR, ask_for_papers_code, use_papers_code
from outhaul.apps.work.domain.papers import (
    give_paper,
    kind_name,
    open_papers,
    papers_in_force,
    papers_needed,
)
from outhaul.apps.work.models import Contractor
from outhaul.web.account.limits import too_often
from outhaul.web.agree.papers.forms import Iban, OtherAccount, PaperForm, UsAccount, Vat
from outhaul.web.agree.papers.numbers import has_iban
from outhaul.web.agree.papers.us_firms import W8BenE
from outhaul.web.agree.papers.us_forms import W9, W8Ben
from outhaul.web.agree.public import gone, is_too_often
from outhaul.web.agree.signing.public import wait_words, wrong_code_words
from outhaul.web.doors import for_everybody
from outhaul.web.linked import unseen_elsewhere

FORMS: Mapping[str, type[PaperForm]] = {"w9": W9, "w8ben": W8Ben, "w8bene": W8BenE, "vat": Vat}
ACCOUNTS: Mapping[str, type[PaperForm]] = {"iban": Iban, "us": UsAccount, "other": OtherAccount}


@for_everybody
@require_safe
def papers(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is needed and what is there, or ask for the code first."""
    contractor = open_papers(token)
    if contractor is None:
        return gone(request)
    return unseen_elsewhere(_page(request, token, contractor))


@for_everybody
@require_POST
def send_code(request: HttpRequest, token: str) -> HttpResponse:
    """Send the code."""
    contractor = open_papers(token)
    if contractor is None:
        return gone(request)
    if is_too_often(request, "papers"):
        return unseen_elsewhere(too_often(request))
    try:
        ask_for_papers_code(contractor)
    except TooSoon as error:
        messages.warning(request, wait_words(error))
    else:
        messages.success(request, _("The code is on its way to your mailbox."))
    return unseen_elsewhere(redirect("give-papers", token=token))


@for_everybody
@require_POST
def open_page(request: HttpRequest, token: str) -> HttpResponse:
    """Let the browser in for half an hour where the code fits."""
    contractor = open_papers(token)
    if contractor is None:
        return gone(request)
    if is_too_often(request, "papers"):
        return unseen_elsewhere(too_often(request))
    try:
        use_papers_code(contractor, request.POST.get("code", ""))
    except WrongCode as error:
        return unseen_elsewhere(_page(request, token, contractor, wrong=wrong_code_words(error), status=422))
    except TooSoon as error:
        return unseen_elsewhere(_page(request, token, contractor, wrong=wait_words(error), status=422))
    request.session[_place(contractor)] = (timezone.now() + OPEN_FOR).timestamp()
    return unseen_elsewhere(redirect("give-papers", token=token))


@for_everybody
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, token: str, kind: str) -> HttpResponse:
    """Show the form of one paper; keep it."""
    contractor = open_papers(token)
    if contractor is None:
        return gone(request)
    if not _is_in(request, contractor):
        return unseen_elsewhere(redirect("give-papers", token=token))
    needed = papers_needed(contractor)
    wanted = next((one for one in needed if one == kind), None)
    if wanted is None:
        raise Http404
    account = _account(request, contractor)
    made = ACCOUNTS[account] if wanted == "bank" else FORMS[wanted]
    form = made(
        contractor, request.POST or None, initial={"name": contractor.name, "holder": contractor.name}
    )
    if request.method == "POST" and form.is_valid():
        values = form.values() | ({"form": account} if wanted == "bank" else {})
        give_paper(contractor, wanted, values=values, masked=form.shown(), expires_on=form.expires_on())
        messages.success(request, _("%(paper)s: kept, encrypted.") % {"paper": kind_name(wanted)})
        return unseen_elsewhere(redirect("give-papers", token=token))
    told = {
        "token": token,
        "contractor": contractor,
        "kind": wanted,
        "name": kind_name(wanted),
        "form": form,
        "account": account if wanted == "bank" else "",
    }
    status = 422 if request.method == "POST" else 200
    return unseen_elsewhere(render(request, "agree/papers/give.html", told, status=status))


def _page(
    request: HttpRequest, token: str, contractor: Contractor, *, wrong: str = "", status: int = 200
) -> HttpResponse:
    told: dict[str, object] = {"token": token, "contractor": contractor, "wrong": wrong, "is_in": False}
    if _is_in(request, contractor):
        there = papers_in_force(contractor)
        rows = [(kind, kind_name(kind), there.get(kind)) for kind in papers_needed(contractor)]
        missing = sum(paper is None for _kind, _name, paper in rows)
        told |= {"is_in": True, "rows": rows, "missing": missing}
    return render(request, "agree/papers/papers.html", told, status=status)


def _place(contractor: Contractor) -> str:
    return f"papers:{contractor.key}"


def _is_in(request: HttpRequest, contractor: Contractor) -> bool:
    return float(request.session.get(_place(contractor), 0)) > timezone.now().timestamp()


def _account(request: HttpRequest, contractor: Contractor) -> str:
    """Return the kind of account: as chosen, else as is usual where the contractor lives."""
    chosen = request.GET.get("account", "")
    if chosen in ACCOUNTS:
        return chosen
    if contractor.country == "US":
        return "us"
    return "iban" if has_iban(contractor.country) else "other"
