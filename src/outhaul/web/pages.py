"""The first pages: the sample plan, the health check, and what is said when something is missing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment


def environment(**options: object) -> Environment:
    """Return Jinja2 as the pages use it, with Django's addresses."""
    made = Environment(**options)  # type: ignore[arg-type] # noqa: S701 -- Django switches autoescape on
    made.globals.update(static=static, url=reverse)
    return made


def sample_plan(request: HttpRequest) -> HttpResponse:
    """Show the plan of the sample business."""
    return render(request, "sample.html")


def health(_: HttpRequest) -> HttpResponse:
    """Answer that the application runs."""
    return HttpResponse("ok", content_type="text/plain")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Say that there is no such page."""
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours."""
    return render(request, "500.html", status=500)
