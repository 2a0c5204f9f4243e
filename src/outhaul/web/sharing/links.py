"""The page of a plan's links: make one, see which were opened, take one back."""

from base64 import urlsafe_b64encode
from secrets import token_urlsafe

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import access_share, access_shares
from outhaul.apps.planning.domain.shares import TOKEN_BYTES, revoke_share, share_plan
from outhaul.apps.planning.models import Plan
from outhaul.web.doors import for_power
from outhaul.web.sharing.downloads import made_plan

SALT = "outhaul.share"
A_DAY = 24 * 3600
TOLD_ONCE = "new-link"
"""Where a session holds the token of the link just made, until the next page has shown it."""


class Sharing(forms.Form):
    """Whom a link is for. `once` is the mark of one form: sent twice, it makes one link."""

    note = forms.CharField(
        label=gettext_lazy("Whom is it for?"),
        help_text=gettext_lazy("Only your own people read this: it tells you later which link to take back."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    once = forms.CharField(widget=forms.HiddenInput)

    def clean_once(self) -> str:
        """Refuse a mark that is not ours, or of another day."""
        once: str = self.cleaned_data["once"]
        try:
            signing.loads(once, salt=SALT, max_age=A_DAY)
        except signing.BadSignature as error:
            raise forms.ValidationError(_("This page was open for too long. Send it once more.")) from error
        return once

    def token(self, plan: Plan) -> str:
        """Return the token of the link that this form makes; only this installation can work it out."""
        told = "|".join((plan.key, self.cleaned_data["once"], self.cleaned_data["note"]))
        digest = salted_hmac(SALT, told, algorithm="sha256").digest()
        return urlsafe_b64encode(digest[:TOKEN_BYTES]).decode()


@for_power(Power.VIEW, to_change=Power.DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, visit: Visit, plan: str) -> HttpResponse:
    """Show how a plan can be handed on; make a link to it."""
    found = made_plan(visit, plan)
    form = Sharing(request.POST) if request.method == "POST" else _fresh_form()
    if form.is_bound and form.is_valid():
        made, token = share_plan(visit, found, note=form.cleaned_data["note"], token=form.token(found))
        if made.revoked_at is None:
            request.session[TOLD_ONCE] = token
        return redirect("share-plan", business=visit.business.key, plan=found.key)
    if "once" in form.errors:
        form.data = {**request.POST.dict(), **_mark()}
    return render(request, "sharing/share.html", _context(request, visit, found, form), status=_status(form))


def _status(form: forms.Form) -> int:
    return 422 if form.is_bound else 200


def _fresh_form() -> Sharing:
    return Sharing(initial=_mark())


def _mark() -> dict[str, str]:
    return {"once": signing.dumps(token_urlsafe(TOKEN_BYTES), salt=SALT)}


def _context(request: HttpRequest, visit: Visit, plan: Plan, form: Sharing) -> dict[str, object]:
    links = list(access_shares(visit, plan)) if visit.may(Power.DECIDE) else []
    token = request.session.pop(TOLD_ONCE, "")
    address = reverse("shared-plan", kwargs={"token": token}) if token else ""
    return {
        "plan": plan,
        "form": form,
        "new_link": request.build_absolute_uri(address) if token else "",
        "open_links": [link for link in links if link.revoked_at is None],
        "closed_links": [link for link in links if link.revoked_at is not None],
    }


@for_power(Power.DECIDE)
@require_POST
def revoke(request: HttpRequest, visit: Visit, share: int) -> HttpResponse:
    """Take a link back."""
    link = access_share(visit, share)
    revoke_share(visit, link)
    messages.success(request, _("The link for %(whom)s opens nothing any more.") % {"whom": link.note})
    return redirect("share-plan", business=visit.business.key, plan=link.plan.key)
