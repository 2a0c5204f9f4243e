"""The first page of somebody who has no business yet: give it a name."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from outhaul.apps.people.domain.businesses import found_business
from outhaul.apps.people.models import User
from outhaul.web.doors import for_signed_in


class Founding(forms.Form):
    """The name of a business."""

    name = forms.CharField(label=_("What is your business called?"), max_length=200)


@for_signed_in
@require_http_methods(["GET", "POST"])
def found(request: HttpRequest, user: User) -> HttpResponse:
    """Found a business and lead to its first questions."""
    form = Founding(request.POST or None)
    if form.is_valid():
        business = found_business(owner=user, name=form.cleaned_data["name"])
        return redirect("overview", business=business.key)
    return render(request, "account/found.html", {"form": form})
