"""The pages on the way to the plan, asked as a browser asks them, without a server."""

from collections.abc import Callable

import pytest
from django.test import Client

from outhaul.apps.people.domain.access import Visit
from tests.web.plain import body, made, olivia, plain_files

__all__ = ["body", "made", "olivia", "plain_files"]


@pytest.fixture(autouse=True)
def _without_server(plain_files: None) -> None:
    """Every test here asks Django itself."""


@pytest.fixture
def signed_in() -> Callable[[Visit], Client]:
    def client(visit: Visit) -> Client:
        made = Client()
        made.force_login(visit.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return made

    return client
