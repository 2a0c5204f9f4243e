"""A browser in which somebody has signed in, without a browser."""

from typing import Any

from django.test import Client

from outhaul.apps.people.domain.access import Visit

HTMX = {"HX-Request": "true"}
"""Headers of a page that wants a part of another one."""


def entered(visit: Visit, **how: Any) -> Client:  # noqa: ANN401 -- Django's own
    """Return a client in which the person of `visit` has signed in."""
    client = Client(**how)
    client.force_login(visit.user, "allauth.account.auth_backends.AuthenticationBackend")
    return client
