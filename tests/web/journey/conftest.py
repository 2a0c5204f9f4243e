"""One installation for all journeys, empty at first; each journey has its own people."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.web.journey.installation import Installation

OpenPage = Callable[..., Page]
NOTHING_THERE = "404 (Not Found)"
"""What a browser says of an address that opens nothing, as it should."""
REFUSED = "422 (Unprocessable"
"""What a browser says of a form that was refused, as it should be."""
FASTER = "Autofocus processing was blocked"
"""What a browser says where somebody chose a field before the page chose it for them."""
HARMLESS = NOTHING_THERE, REFUSED, FASTER
SMALL = """
[business]
name = "Orla's Bakery"
country = "IE"
currency = "EUR"
time_zone = "Europe/Dublin"
languages = { en = "C2" }
capital_budget = 6000
[[managers]]
id = "orla"
name = "Orla"
free_hours_per_month = 25
cost_per_hour = 50
languages = { en = "C2" }
is_owner = true
[[processes]]
id = "books"
occupation = "bookkeeping"
hours_per_month = 60
owner_share = 0.5
"""
KEPT = f'{SMALL}pin = "keep"\n'
"""The same with so little to decide that a plan is made in a moment."""


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    place = Installation(tmp_path_factory.mktemp("journey"))
    place.start()
    yield place
    place.end()
    assert place.broke() == []


@pytest.fixture
def somebody(browser: Browser) -> Iterator[OpenPage]:
    """Opens a page in a browser of its own, which knows nobody; fails if that browser ever complains."""
    complaints: list[str] = []

    def opened(width: int = 1280) -> Page:
        page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        pages.append(page)
        return page

    pages: list[Page] = []
    yield opened
    for page in pages:
        page.context.close()
    assert [text for text in complaints if not any(harmless in text for harmless in HARMLESS)] == []


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A business file with one process that may go out."""
    path = tmp_path / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A business file with one process that stays."""
    path = tmp_path / "kept.toml"
    path.write_text(KEPT, encoding="utf-8")
    return path
