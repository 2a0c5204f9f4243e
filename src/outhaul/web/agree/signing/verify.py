"""Check a paper: whether this very file was signed here. Its fingerprint is enough; no file is kept."""

import re
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from outhaul.apps.work.domain.verifying import signed_paper
from outhaul.web.account.limits import too_often
from outhaul.web.agree.public import is_too_often
from outhaul.web.doors import for_everybody
from outhaul.web.linked import unseen_elsewhere

HASH = re.compile(r"[0-9a-f]{64}")


@for_everybody
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a file; say whether it was signed here, when, and by whom."""
    if request.method != "POST":
        return unseen_elsewhere(render(request, "agree/signing/verify.html", {}))
    if is_too_often(request, "verify"):
        return unseen_elsewhere(too_often(request))
    fingerprint = _fingerprint(request)
    if not fingerprint:
        told = {"wrong": _("Choose the file first.")}
        return unseen_elsewhere(render(request, "agree/signing/verify.html", told, status=422))
    found = {"is_checked": True, "found": signed_paper(fingerprint), "fingerprint": fingerprint}
    return unseen_elsewhere(render(request, "agree/signing/verify.html", found))


def _fingerprint(request: HttpRequest) -> str:
    """Return the SHA-256 that the browser worked out, or that of the file; empty where there is neither."""
    told = request.POST.get("fingerprint", "").strip().lower()
    if HASH.fullmatch(told):
        return told
    file = request.FILES.get("file")
    if file is None:
        return ""
    found = sha256()
    for piece in file.chunks():
        found.update(piece)
    return found.hexdigest()
