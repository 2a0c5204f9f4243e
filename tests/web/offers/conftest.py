"""Offers without a server."""

from pathlib import Path

import pytest
from django.test import Client

from outhaul.web.translations import compile_translations
from tests.people import People
from tests.web.plain import body, made, olivia, plain_files

__all__ = ["body", "made", "olivia", "plain_files"]


@pytest.fixture(autouse=True)
def _without_server(plain_files: None) -> None:
    """Every test here asks Django itself."""


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locale")
    compile_translations(folder)
    return folder


@pytest.fixture
def marco(people: People) -> Client:
    client = Client()
    client.force_login(people.marco.user)
    return client
