"""Who belongs to a business, in which role; inviting, changing, letting go, leaving."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from outhaul.apps.people.domain.access import (
    Visit,
    access_invitation,
    access_invitations,
    access_member,
    access_members,
)
from outhaul.apps.people.domain.invitations import (
    AlreadyMember,
    LastOwner,
    change_role,
    invite,
    remove_member,
    revoke_invitation,
)
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.people.models import Role
from outhaul.web.account.mail import send_invitation
from outhaul.web.account.roles import ROLE_NAMES, ROLE_WORDS
from outhaul.web.doors import for_power

LINK = "invitation_link"
"""Where the session keeps a new link until it is shown, once."""


class Inviting(forms.Form):
    """Whom to invite, as what."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=list(ROLE_NAMES.items()),
        initial=Role.MANAGER,
        widget=forms.RadioSelect,
    )


@for_power(Power.VIEW)
@require_safe
def members(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show who belongs to the business, and who is invited."""
    return _page(request, visit, Inviting())


def _page(request: HttpRequest, visit: Visit, form: Inviting, *, status: int = 200) -> HttpResponse:
    shown = {
        "visit": visit,
        "form": form,
        "members": list(access_members(visit)),
        "invitations": list(access_invitations(visit)) if visit.may(Power.MEMBERS) else [],
        "link": request.session.pop(LINK, None) if visit.may(Power.MEMBERS) else None,
        "names": ROLE_NAMES,
        "words": ROLE_WORDS,
    }
    return render(request, "account/members.html", shown, status=status)


@for_power(Power.MEMBERS)
@require_POST
def send(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Invite somebody: keep the invitation, send the mail, show the link once."""
    form = Inviting(request.POST)
    if form.is_valid():
        email, role = form.cleaned_data["email"], Role(form.cleaned_data["role"])
        try:
            invitation, token = invite(visit, email=email, role=role)
        except AlreadyMember:
            form.add_error("email", _("This person belongs to the business already."))
        else:
            link = request.build_absolute_uri(reverse("join", args=[token]))
            sent = send_invitation(invitation, link)
            request.session[LINK] = {"email": invitation.email, "address": link, "sent": sent}
            return redirect("members", business=visit.business.key)
    return _page(request, visit, form, status=422)


@for_power(Power.MEMBERS)
@require_POST
def set_role(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    """Give a member another role."""
    member = access_member(visit, pk)
    role = request.POST.get("role", "")
    if role not in ROLE_NAMES:
        messages.error(request, _("There is no such role."))
        return _page(request, visit, Inviting(), status=422)
    try:
        change_role(visit, member, role=Role(role))
    except LastOwner:
        messages.error(request, _("A business needs an owner. Make somebody else an owner first."))
        return _page(request, visit, Inviting(), status=422)
    messages.success(request, _("%(who)s: %(role)s.") % {"who": member.user, "role": ROLE_NAMES[Role(role)]})
    return redirect("members", business=visit.business.key)


@for_power(Power.MEMBERS)
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    """Ask whether somebody shall go, and let them go."""
    member = access_member(visit, pk)
    if member.user == visit.user:
        return redirect("leave-business", business=visit.business.key)
    if request.method == "GET":
        return render(request, "account/member_remove.html", {"visit": visit, "member": member})
    try:
        remove_member(visit, member)
    except LastOwner:
        messages.error(request, _("A business needs an owner. Make somebody else an owner first."))
        return _page(request, visit, Inviting(), status=422)
    words = _("%(who)s no longer belongs to %(business)s.")
    messages.success(request, words % {"who": member.user, "business": visit.business})
    return redirect("members", business=visit.business.key)


@for_power(Power.VIEW)
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask whether one wants to leave the business, and leave it."""
    member = access_members(visit).get(user=visit.user)
    if request.method == "GET":
        return render(request, "account/leave.html", {"visit": visit})
    try:
        remove_member(visit, member)
    except LastOwner:
        message = _("You are its only owner. Make somebody else an owner first, then leave.")
        return render(request, "account/leave.html", {"visit": visit, "wrong": message}, status=422)
    messages.success(request, _("You left %(business)s.") % {"business": visit.business})
    return redirect("you")


@for_power(Power.MEMBERS)
@require_POST
def revoke(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    """Take an invitation back."""
    invitation = access_invitation(visit, pk)
    revoke_invitation(visit, invitation)
    messages.success(request, _("The link to %(email)s works no more.") % {"email": invitation.email})
    return redirect("members", business=visit.business.key)
