"""Pages without a server: the bakery with a plan, and Olivia at the door."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from outhaul.apps.planning.domain.access import access_plans
from outhaul.apps.planning.domain.sample import keep_sample_plan
from outhaul.apps.planning.models import Plan
from outhaul.documents import plan_html
from outhaul.engine.report import PlanReport
from outhaul.reference.tables import Reference
from tests.people import People

PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture
def plain_files(settings: LazySettings, tmp_path: Path) -> None:
    """Static files by their own names, and folders of the test's own."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": PLAIN}
    files = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": tmp_path / "made"}
    settings.CACHES = settings.CACHES | {"files": files}


@pytest.fixture(scope="session")
def body(plan: PlanReport) -> str:
    """The plan laid out, once: drawing takes a second."""
    return plan_html.body(plan)


@pytest.fixture
def made(
    people: People, plan: PlanReport, body: str, reference: Reference, monkeypatch: pytest.MonkeyPatch
) -> Plan:
    """Olivia's chosen plan."""
    monkeypatch.setattr(plan_html, "body", lambda _report: body)
    keep_sample_plan(plan, reference=reference)
    return access_plans(people.olivia).get()


@pytest.fixture
def olivia(people: People, client: Client) -> Client:
    """Olivia, signed in."""
    client.force_login(people.olivia.user)
    return client
