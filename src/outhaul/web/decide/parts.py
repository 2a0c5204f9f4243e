"""The same address as a page, and as the part of it that changes in place."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks, which sets the answer into a page that is there."""
    return request.headers.get("HX-Request") == "true"


def render_part(
    request: HttpRequest, page: str, part: str, context: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    """Render the template `part` for htmx, else the whole `page`; no cache may mistake one for the other."""
    response = render(request, part if wants_part(request) else page, dict(context), status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
