"""The page behind an invitation: who invites to what, and the way in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from outhaul.apps.people.domain.access import access_memberships
from outhaul.apps.people.domain.invitations import NotInvited, accept, open_invitation
from outhaul.apps.people.models import User
from outhaul.web.account.adapter import INVITATION
from outhaul.web.account.roles import ROLE_NAMES, ROLE_WORDS
from outhaul.web.doors import for_everybody


@for_everybody
@never_cache
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Show the invitation of a link; who is signed in joins by a click on it, never by the link alone."""
    try:
        invitation = open_invitation(token)
        if request.method == "POST" and isinstance(request.user, User):
            membership = accept(token, user=request.user)
            request.session.pop(INVITATION, None)
            return redirect("overview", business=membership.business.key)
    except NotInvited:
        request.session.pop(INVITATION, None)
        return render(request, "account/join_closed.html", status=404)
    request.session[INVITATION] = token
    back = urlencode({"next": request.path})
    if request.method == "POST":
        return redirect(f"{reverse('account_login')}?{back}")
    belongs = (
        isinstance(request.user, User)
        and access_memberships(request.user).filter(business=invitation.business).exists()
    )
    shown = {
        "invitation": invitation,
        "belongs": belongs,
        "role": ROLE_NAMES[invitation.role],
        "may": ROLE_WORDS[invitation.role],
        "sign_up": f"{reverse('account_signup')}?{back}&{urlencode({'email': invitation.email})}",
        "sign_in": f"{reverse('account_login')}?{back}",
    }
    return render(request, "account/join.html", shown)
