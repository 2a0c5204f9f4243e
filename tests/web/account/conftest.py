"""Accounts are tested through the pages, with real mail, as a person would use them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD = "a long enough password"  # noqa: S105 -- of people who do not exist


@pytest.fixture(autouse=True)
def _plain_files(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | PLAIN_FILES
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def visitor(db: None) -> Client:  # noqa: ARG001 -- what sessions are kept in
    """A browser in which nobody is signed in, and which is asked for its CSRF token."""
    return Client()


@pytest.fixture
def link_in_mail() -> Callable[[], str]:
    """The path of the link in the newest mail."""

    def read() -> str:
        found = re.search(r"http://testserver(/\S+)", str(mail.outbox[-1].body))
        assert found, mail.outbox[-1].body
        return found[1]

    return read
