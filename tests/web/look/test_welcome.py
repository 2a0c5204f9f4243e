"""The door: what somebody sees who is not signed in."""

import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from docs.pictures import WELCOME, write_welcome
from outhaul.documents.writing import unbroken
from outhaul.engine.report import PlanReport
from outhaul.engine.verdict import Guard
from outhaul.wording.summary import headline

pytestmark = pytest.mark.django_db


def shown(client: Client) -> str:
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_mistake_has_its_guard(client: Client) -> None:
    page = shown(client)
    assert re.findall(r'class="chip chip-(\w+)"', page) == list(Guard)
    assert page.count("<q>") == len(Guard)


def test_there_are_two_ways_in(client: Client) -> None:
    buttons = re.findall(r'<a class="button[^"]*"\s+href="([^"]+)"', shown(client))
    assert buttons == ["/account/signup/", "/account/login/"]


def test_where_only_the_invited_come_in_there_is_one(client: Client, settings: LazySettings) -> None:
    settings.SIGN_UP = False
    buttons = re.findall(r'<a class="(button[^"]*)"\s+href="([^"]+)"', shown(client))
    assert [(name.strip(), address) for name, address in buttons] == [("button", "/account/login/")]


def test_it_shows_a_plan_and_stays_light(client: Client) -> None:
    page = shown(client)
    assert (WELCOME / "headline.txt").read_text().strip() in page
    assert page.count('role="img"') == 2
    assert len(page.encode()) < 60_000


def test_its_picture_is_drawn_from_a_report(plan: PlanReport, tmp_path: Path) -> None:
    write_welcome(plan, tmp_path / "welcome")
    made = {path.name: path.read_text() for path in (tmp_path / "welcome").iterdir()}
    assert set(made) == {path.name for path in WELCOME.iterdir()}
    assert made["headline.txt"] == f"{unbroken(headline(plan))}\n"
    assert "The plan pays for itself after 8 to 14 months" in made["plan-wide.svg"]
