"""The design language: every component on one page, every class used, every colour readable."""

import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

import outhaul
from outhaul.documents.pages import stylesheet
from outhaul.engine.verdict import Guard
from outhaul.web.colours import READABLE, colours, contrast
from outhaul.web.styleguide import app_stylesheet, icons

PACKAGE = Path(outhaul.__file__).parent
PICTURES_ONLY = {"rule", "faint", "step-1", "step-2", "step-3", "step-4", "step-5", "field", "paper", "edge"}
"""Colours of grounds, rules and areas: no text has them."""
ENDS = ("info", "success", "warning", "error")
"""What templates end the name of a class with."""
SET_BY_SCRIPT = {"has-script", "htmx-request"}
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SELECTOR = re.compile(r"([^{};]*)\{")


def classes_of_style(style: str) -> set[str]:
    """The classes in the selectors of a stylesheet."""
    selectors = SELECTOR.findall(COMMENT.sub("", style))
    return {name for selector in selectors for name in re.findall(r"\.([a-z][\w-]*)", selector)}


def classes_of_page(page: str) -> set[str]:
    return {name for found in re.findall(r'class="([^"]*)"', page) for name in found.split()}


@pytest.fixture
def page(client: Client, settings: LazySettings) -> str:
    settings.DEBUG = True
    answer = client.get("/styleguide/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_only_developers_find_it(client: Client, settings: LazySettings, db: None) -> None:  # noqa: ARG001
    settings.DEBUG = False
    assert client.get("/styleguide/").status_code == 404


def test_classes_of_style_finds_selectors_and_nothing_else() -> None:
    style = "@layer a { .one > .two:hover { top: 0.5rem; } @media (width < 4.5rem) { .three { left: 1.x } } }"
    assert classes_of_style(style) == {"one", "two", "three"}


@pytest.mark.django_db
def test_every_class_of_the_application_stands_on_the_page(page: str) -> None:
    assert classes_of_style(app_stylesheet()) - classes_of_page(page) == SET_BY_SCRIPT


def test_every_class_of_the_application_is_used_by_a_template() -> None:
    templates = "".join(path.read_text() for path in PACKAGE.glob("**/templates/**/*.html"))
    words = set(re.findall(r"[\w-]+", templates))
    made = {f"{stem}{end}" for stem in re.findall(r"([\w-]+-)\{\{", templates) for end in ENDS}
    assert classes_of_style(app_stylesheet()) - words - made == SET_BY_SCRIPT


@pytest.mark.django_db
def test_every_icon_and_guard_is_shown_in_both_schemes(page: str) -> None:
    for name in icons():
        assert page.count(f"icons.svg#{name}") >= 2, name
    assert [page.count(f'chip chip-{guard}"') for guard in Guard] == [2] * len(Guard)


def test_text_can_be_read_by_day_and_by_night() -> None:
    found = colours(stylesheet() + app_stylesheet())
    faint = {
        colour.name: (round(colour.contrast_light, 2), round(colour.contrast_dark, 2))
        for colour in found
        if colour.name not in PICTURES_ONLY and min(colour.contrast_light, colour.contrast_dark) < READABLE
    }
    assert faint == {}


def test_the_edge_of_a_field_can_be_seen() -> None:
    found = {colour.name: colour for colour in colours(stylesheet() + app_stylesheet())}
    assert min(found["edge"].contrast_light, found["edge"].contrast_dark) >= 3


def test_muted_words_can_be_read_on_what_is_faint() -> None:
    found = {colour.name: colour for colour in colours(stylesheet() + app_stylesheet())}
    muted, faint = found["muted"], found["faint"]
    assert min(contrast(muted.light, faint.light), contrast(muted.dark, faint.dark)) >= READABLE


def test_a_guard_has_the_same_icon_in_the_plan_and_around_it() -> None:
    around = (PACKAGE / "web/static/icons.svg").read_text()
    plan = (PACKAGE / "documents/templates/plan/macros.html").read_text()
    names = [*Guard, "warn", "block"]
    assert {name: shape(around, name) for name in names} == {
        name: shape(plan, f"icon-{name}") for name in names
    }


def shape(drawn: str, name: str) -> str:
    (found,) = re.findall(rf'<symbol id="{name}" viewBox="0 0 16 16">(.*?)</symbol>', drawn, re.DOTALL)
    return re.sub(r"\s+", " ", found).replace("> <", "><").strip()
