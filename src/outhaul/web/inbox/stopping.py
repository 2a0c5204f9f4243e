"""Stop mail by the link that each mail has: without signing in, in one click (RFC 8058)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from outhaul.apps.notices.domain.stopping import reader_by_link, resume, stop
from outhaul.web.doors import for_everybody
from outhaul.web.inbox.words import STOPPED_NAMES
from outhaul.web.linked import unseen_elsewhere


@for_everybody
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mail(request: HttpRequest, what: str, token: str) -> HttpResponse:
    """Ask on a page, or do it: a mail program posts without having been here, so no form's token comes.

    The address itself is the proof that whoever posts has the mail.
    """
    reader = reader_by_link(what, token)
    if reader is None:
        return unseen_elsewhere(render(request, "inbox/no_stop.html", status=404))
    done = ""
    if request.method == "POST":
        done = "resumed" if request.POST.get("resume") else "stopped"
        (resume if done == "resumed" else stop)(reader, what)
    shown = {"what": STOPPED_NAMES[what], "reader": reader, "done": done}
    return unseen_elsewhere(render(request, "inbox/stop.html", shown))
