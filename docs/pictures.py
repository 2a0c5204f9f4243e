"""Sets what the pages show to what the commands print now, and takes the pictures of the sample plan."""

import shutil
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from docs.commands import PAGES, ROOT, renew
from outhaul.cli.plan import make
from outhaul.documents import plan_html
from outhaul.reference.tables import load

SAMPLE = ROOT / "examples" / "harbour-bakery.toml"
IMAGES = ROOT / "docs" / "images"
SIZES = {"plan": (1280, 980), "plan-phone": (375, 760)}
"""Picture -> width and height of the first screen in pixels."""


def main() -> None:
    """Renew the pages, then the pictures."""
    for page in PAGES:
        renew(page)
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        raise SystemExit("pictures: no Chromium on this machine: apt-get install chromium")
    plan = plan_html.render(make(SAMPLE, load(), seed=1, scenarios=4096))
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for name, (width, height) in SIZES.items():
            take(opened, plan, width, height, IMAGES / f"{name}.png")


def take(browser: Browser, page: str, width: int, height: int, out: Path) -> None:
    """Take a picture of the first screen of `page` in daylight."""
    view = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
    view.set_content(page, wait_until="load")
    view.screenshot(path=out)


if __name__ == "__main__":
    main()
