"""Sets what the pages show to what the commands print now, and takes the pictures of the sample."""

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

from docs.commands import PAGES, ROOT, renew
from docs.screens import take_screens
from outhaul.charts.fan import cash_fan
from outhaul.charts.picture import NARROW, WIDE, draw_inline
from outhaul.cli.plan import make
from outhaul.documents.writing import unbroken
from outhaul.engine.report import PlanReport
from outhaul.reference.tables import load
from outhaul.wording.summary import headline

SAMPLE = ROOT / "examples" / "harbour-bakery.toml"
IMAGES = ROOT / "docs" / "images"
WELCOME = ROOT / "src" / "outhaul" / "web" / "templates" / "welcome"
"""What the welcome page shows of the sample plan."""


def main() -> None:
    """Renew the pages, then the pictures."""
    for page in PAGES:
        renew(page)
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        raise SystemExit("pictures: no Chromium on this machine: apt-get install chromium")
    report = make(SAMPLE, load(), seed=1, scenarios=4096)
    write_welcome(report, WELCOME)
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        take_screens(opened, IMAGES)


def write_welcome(report: PlanReport, folder: Path) -> None:
    """Write the answer of `report` and its cash fan, for wide screens and for phones, into `folder`."""
    folder.mkdir(exist_ok=True)
    (folder / "headline.txt").write_text(f"{unbroken(headline(report))}\n", encoding="utf-8")
    for name, box in {"wide": WIDE, "narrow": NARROW}.items():
        picture = cash_fan(report, box)
        if picture is None:
            raise ValueError("the sample plan moves no money")
        (folder / f"plan-{name}.svg").write_text(f"{draw_inline(picture, f'-{name}')}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
