"""What pages behind a link share: nobody else keeps their address, nobody tries them often."""

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from outhaul.apps.work.domain.persons import Evidence
from outhaul.faults import InputError
from outhaul.web.fields.saving import words_of_fault
from outhaul.web.linked import unseen_elsewhere

LIMITS = {
    "sign": "30/m/ip",
    "ask": "10/h/ip",
    "papers": "30/m/ip",
    "verify": "30/m/ip",
}
"""How often one address may do what."""


def is_too_often(request: HttpRequest, action: str) -> bool:
    """Whether this address did `action` too often, this time counted in."""
    return ratelimit.consume(request, app="outhaul", action=action, config=LIMITS) is None


def gone(request: HttpRequest) -> HttpResponse:
    """Say that a link opens nothing."""
    return unseen_elsewhere(render(request, "agree/gone.html", status=404))


def evidence_of(request: HttpRequest) -> Evidence:
    """Return from where somebody acts."""
    address = get_adapter().get_client_ip(request)
    return Evidence(ip_address=address or None, agent=request.headers.get("User-Agent", ""))


def put_beside(form: forms.Form, error: InputError) -> None:
    """Put each fault beside its field; what has no field stands above."""
    for fault in error.faults:
        field = fault.where if fault.where in form.fields else None
        form.add_error(field, words_of_fault(fault))
