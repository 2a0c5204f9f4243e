"""One browser for all tests of a process, whichever of them asks first."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first is the same browser without windows: around each page a window draws pages of its own."""
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
A_PAGE = 30_000
"""Milliseconds that whatever a page is to show may take on a busy machine; half a second is usual."""
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--disable-gpu",
]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let what needs a browser come first: it takes longest, and one process needs one browser and server."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser. Its loop stays in the thread, and beside it Django has to read its database, too."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium-headless-shell")
    expect.set_options(timeout=A_PAGE)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()
