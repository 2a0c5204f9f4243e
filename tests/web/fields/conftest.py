"""The pages of the business file, asked as a browser asks them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from outhaul.apps.people.domain.access import Visit
from tests.people import nobody, people, reference

__all__ = ["nobody", "people", "reference"]


@pytest.fixture(autouse=True)
def _plain_static_files(settings: Settings, tmp_path: Path) -> None:
    files = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": files}
    settings.STATIC_ROOT = tmp_path


@pytest.fixture
def signed_in() -> Callable[[Visit], Client]:
    def client(visit: Visit) -> Client:
        made = Client()
        made.force_login(visit.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return made

    return client
