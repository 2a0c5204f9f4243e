"""The contractor's way in: who invites, and a code to the contractor's own mailbox. No password."""

from allauth.account.forms import RequestLoginCodeForm
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from outhaul.apps.delivery.domain.coming_in import let_in, open_portal
from outhaul.apps.people.models import User
from outhaul.apps.work.domain.access import access_assignments
from outhaul.apps.work.models import Contractor
from outhaul.web.account.limits import too_often
from outhaul.web.agree.public import is_too_often
from outhaul.web.doors import for_everybody
from outhaul.web.linked import unseen_elsewhere
from outhaul.web.portal.nav import WORKS


@for_everybody
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Show who invites to what; send the code that lets in."""
    contractor = open_portal(token)
    if contractor is None:
        return unseen_elsewhere(render(request, "portal/closed.html", status=404))
    if request.method != "POST":
        return unseen_elsewhere(_page(request, contractor))
    if is_too_often(request, "sign"):
        return unseen_elsewhere(too_often(request))
    return unseen_elsewhere(_send_code(request, contractor))


def _page(request: HttpRequest, contractor: Contractor) -> HttpResponse:
    user = request.user if isinstance(request.user, User) else None
    told = {
        "contractor": contractor,
        "engagements": contractor.engagements.filter(state="active"),
        "mailbox": _masked(_mailbox(contractor)),
        "is_in": user is not None and contractor.user == user,
        "other": user if user is not None and contractor.user != user else None,
    }
    return render(request, "portal/enter.html", told)


def _send_code(request: HttpRequest, contractor: Contractor) -> HttpResponse:
    """Send the code and lead to where it is entered; somebody else who is signed in here leaves first."""
    if isinstance(request.user, User):
        return redirect("portal") if contractor.user == request.user else redirect(request.path)
    user = let_in(contractor)
    mailbox = user.email
    form = RequestLoginCodeForm({"email": mailbox})
    if not form.is_valid():
        for error in form.errors.get("email", []):
            messages.warning(request, error)
        return redirect(request.path)
    LoginCodeVerificationProcess.initiate(request=request, user=user, email=mailbox)
    to_portal = urlencode({"next": reverse("portal")})
    return redirect(f"{reverse('account_confirm_login_code')}?{to_portal}")


def _mailbox(contractor: Contractor) -> str:
    return contractor.user.email if contractor.user else contractor.email


def _masked(email: str) -> str:
    """Return enough of an address to know one's own by.

    >>> _masked("ana.reyes@example.org")
    'a•••@example.org'
    """
    name, _at, domain = email.partition("@")
    return f"{name[:1]}\u2022\u2022\u2022@{domain}"


def works_for_others(request: HttpRequest, user: User) -> bool:
    """Whether somebody is a contractor of any business; kept in the session for the menu of the header."""
    found = access_assignments(user).exists()
    if found != bool(request.session.get(WORKS)):
        request.session[WORKS] = found
    return found
