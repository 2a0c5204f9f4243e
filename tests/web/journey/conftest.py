"""One installation for all journeys, empty at first; each journey has its own people."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.web.journey.installation import Installation

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    place = Installation(tmp_path_factory.mktemp("journey"))
    place.start()
    yield place
    place.end()


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
    assert complaints == []
