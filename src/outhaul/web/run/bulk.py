"""Several deliverables accepted at once; asked once, for money follows and nothing takes it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from outhaul.apps.delivery.domain.gates import access_submissions
from outhaul.apps.delivery.domain.reviewing import accept_all
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.lifecycle import NotNow
from outhaul.web.agree.texts import TEXTS
from outhaul.web.doors import for_power

MOST = 100


@for_power(Power.RUN)
@require_POST
def accept(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask whether what was picked is accepted, then accept it: all, or none where one cannot be."""
    keys = request.POST.getlist("submission")[:MOST]
    rows = list(access_submissions(visit).filter(key__in=keys).order_by("answer_by", "pk"))
    if not rows:
        messages.warning(request, _("Nothing was picked. Tick what you looked at."))
        return redirect("run", visit.business.key)
    if request.POST.get("confirmed") != "yes":
        shown = {"rows": rows, "back": reverse("run", args=[visit.business.key]), **TEXTS}
        return render(request, "run/accept.html", shown)
    try:
        accept_all(visit, rows)
    except NotNow:
        messages.error(request, _("One of them was answered or taken back meanwhile. Nothing was accepted."))
    else:
        told = ngettext(
            "%(count)s deliverable is accepted.", "%(count)s deliverables are accepted.", len(rows)
        )
        messages.success(request, told % {"count": len(rows)})
    return redirect("run", visit.business.key)
