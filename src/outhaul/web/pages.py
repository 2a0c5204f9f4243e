"""The first pages: the sample plan, the health check, and what is said when something is missing."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe
from jinja2 import Environment

from outhaul import __version__
from outhaul.documents.pages import equip
from outhaul.web import sample


def environment(**options: Any) -> Environment:  # noqa: ANN401 -- handed through to Jinja
    """Return Jinja2 as the pages use it: Django's addresses, the words of the plan."""
    made = Environment(**options)  # noqa: S701 -- Django switches autoescape on
    made.globals.update(static=static, url=reverse, version=__version__)
    return equip(made)


@require_safe
def sample_plan(request: HttpRequest) -> HttpResponse:
    """Show the plan of the sample business."""
    page = sample.kept(settings.SAMPLE_PLAN)
    if page is None:
        return render(request, "no_sample.html")
    return render(request, "sample.html", {"sample": page})


@require_safe
def health(_: HttpRequest) -> HttpResponse:
    """Answer that the application runs."""
    return HttpResponse("ok", content_type="text/plain")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Say that there is no such page."""
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours."""
    return render(request, "500.html", status=500)
