"""Pages that open to whoever has their address: nobody else may come to keep it."""

from typing import TypeVar

from django.http import HttpResponse

Response = TypeVar("Response", bound=HttpResponse)

UNSEEN_ELSEWHERE = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
"""No other site, search engine or shared computer keeps the address, which is the key.

Our own pages are told where a form comes from: under "no-referrer" a browser sends `Origin: null` with it
(Fetch standard, "append a request Origin header"), and Django refuses a form from nowhere.
"""


def unseen_elsewhere(response: Response) -> Response:
    """Return `response` with the headers that keep its address to whoever has it."""
    for name, value in UNSEEN_ELSEWHERE.items():
        response[name] = value
    return response
