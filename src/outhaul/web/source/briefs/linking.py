"""The link by which everybody can read a brief and apply: open it, take it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.access import access_brief
from outhaul.apps.sourcing.domain.publishing import open_link, take_link_back
from outhaul.lifecycle import NotNow
from outhaul.web.doors import for_power
from outhaul.web.source.briefs.link_form import LinkForm
from outhaul.web.source.briefs.reading import page


@for_power(Power.SOURCE)
@require_POST
def open_to_all(request: HttpRequest, visit: Visit, brief: str) -> HttpResponse:
    """Let everybody who has the link read the brief and apply."""
    row = access_brief(visit, brief)
    form = LinkForm(request.POST)
    if not form.is_valid():
        return page(request, visit, row, status=422, link_form=form)
    try:
        open_link(visit, row, until=form.cleaned_data["open_until"], today=timezone.localdate())
    except NotNow:
        messages.info(request, _("Only a published brief has a link."))
    else:
        messages.success(request, _("Whoever has the link can read the brief and apply."))
    return redirect("brief", business=visit.business.key, brief=row.key)


@for_power(Power.SOURCE)
@require_POST
def take_back(request: HttpRequest, visit: Visit, brief: str) -> HttpResponse:
    """Let the link open nothing any more."""
    row = access_brief(visit, brief)
    take_link_back(visit, row)
    messages.success(request, _("The link opens nothing any more. Applications that came stay."))
    return redirect("brief", business=visit.business.key, brief=row.key)
