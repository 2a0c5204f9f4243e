"""Search through everything of a business that the person may see."""

from collections.abc import Iterator
from itertools import islice

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.web.doors import for_power
from outhaul.web.lists.searches import MOST, Group, searches

LONGEST = 100


@for_power(Power.VIEW)
@require_safe
def find(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what is called as `q` says, or holds it in its name."""
    text = " ".join(request.GET.get("q", "").split())[:LONGEST]
    groups = list(_groups(visit, text)) if text else []
    count = sum(len(group.hits) for group in groups)
    return render(request, "lists/find.html", {"text": text, "groups": groups, "count": count})


def _groups(visit: Visit, text: str) -> Iterator[Group]:
    for title, search in searches(visit):
        found = list(islice(search(visit, text), MOST + 1))
        if found:
            yield Group(title, tuple(found[:MOST]), len(found) > MOST)
