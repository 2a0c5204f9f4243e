"""The application served by the process of the test: what a test keeps is there, and its clock counts."""

import threading
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from outhaul.apps.people.models import User

PATIENCE = 20.0
"""Seconds in which a connection has to end whose browser is closed, as it is when the test ends."""
LONG = 400 * 24 * 3600
"""Seconds for which everybody stays signed in, however far the clock goes."""


@pytest.fixture
def served(
    browser: Browser,  # beside its loop Django is let read
    transactional_db: None,  # noqa: ARG001 -- what the server shares with the test
    plain_static_files: None,  # noqa: ARG001 -- what the server serves
    settings: Settings,
) -> Iterator[str]:
    """The address of the application, with nobody in it."""
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]
    settings.SESSION_COOKIE_AGE = LONG
    server = LiveServer("localhost")
    settings.HOME = server.url
    yield server.url
    for context in browser.contexts:
        context.close()
    _let_connections_end()
    server.stop()
    cache.clear()  # its table, which counts attempts, has no model: nobody else empties it


def _let_connections_end() -> None:
    """Wait for what still answers a browser that was closed: it uses the database that goes next."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(PATIENCE)


def sign_in(page: Page, address: str, user: User) -> None:
    """Let somebody be signed in in the browser of a page."""
    client = Client()
    client.force_login(user)
    session = client.cookies["sessionid"]
    page.context.add_cookies([{"name": session.key, "value": session.value, "url": address}])
