"""The main screens of the application, as the living sample shows them, in daylight."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from docs import walk, walk_running

MINUTES = 5
"""How long the sample may take to be planned before something is wrong."""
COLOURS = 128
IDEA = "What if contractors take twice as long to learn?"


@dataclass(frozen=True, slots=True)
class Screen:
    """A page of the sample business, below its own address, and the size of its picture in pixels."""

    name: str
    path: str
    height: int
    width: int = 1280


SCREENS = (
    Screen("overview", "", 900),
    Screen("business", "business/", 900),
    Screen("people", "people/", 900),
    Screen("work", "work/", 900),
    Screen("core-question", "core/social-media/", 900),
    Screen("plan", "plan/", 1180),
    Screen("plan-phone", "plan/", 1180, width=375),
)


def take_screens(browser: Browser, folder: Path) -> None:
    """Serve the sample in a new folder, and write a picture of each main screen into `folder`."""
    with sample() as address:
        for screen in SCREENS:
            page = opened(browser, address, screen)
            keep(page, folder / f"{screen.name}.png")
            page.context.close()
        page = opened(browser, address, Screen("what-if", "what-if/", 1180))
        try_out(page)
        keep(page, folder / "what-if.png")
        page.context.close()
        take_agreement(browser, address, folder)
        take_running(browser, address, folder)


def take_agreement(browser: Browser, address: str, folder: Path) -> None:
    """Walk from the ranking of candidates to Ana's signature, and write a picture of four moments."""
    olivia = opened(browser, address, Screen("ranking", "", 900))
    walk.see_who_fits(olivia, olivia.url)
    keep(olivia, folder / "ranking.png")
    offered = walk.see_offer(olivia)
    keep(olivia, folder / "offer.png")
    ana = opened(browser, address, Screen("sign-phone", "", 900, width=375))
    walk.accept(ana, offered)
    walk.write_agreement(olivia)
    keep(olivia, folder / "engagement.png")
    walk.name_managers(olivia, walk.OWNER, walk.MANAGER)
    walk.check_classification(olivia)
    ana.goto(walk.send_and_sign(olivia))
    keep(ana, folder / "sign-phone.png")
    olivia.context.close()
    ana.context.close()


def take_running(browser: Browser, address: str, folder: Path) -> None:
    """Walk from what Ana hands in to what the review says, and write a picture of four moments."""
    ana = opened(browser, address, Screen("portal-phone", "", 900, width=375))
    walk_running.see_work(ana)
    keep(ana, folder / "portal-phone.png")
    name = walk_running.hand_in(ana)
    ana.context.close()
    page = opened(browser, address, Screen("run", "", 900))
    walk_running.see_waiting(page)
    keep(page, folder / "run.png")
    walk_running.accept(page, name)
    total = walk_running.send_invoice(page)
    walk_running.see_invoices(page)
    keep(page, folder / "pay.png")
    walk_running.pay(page, total)
    walk_running.see_review(page)
    keep(page, folder / "review.png")
    page.context.close()


def keep(page: Page, out: Path) -> None:
    """Write what is seen of `page` in at most 128 colours: a third of the bytes, alike to the eye."""
    seen = Image.open(BytesIO(page.screenshot())).convert("RGB")
    seen.quantize(COLOURS, dither=Image.Dither.NONE).save(out, optimize=True)


def opened(browser: Browser, address: str, screen: Screen) -> Page:
    """Come in as Olivia does, and go to a screen."""
    size = {"width": screen.width, "height": screen.height}
    context = browser.new_context(viewport=size, color_scheme="light", timezone_id="America/New_York")  # type: ignore[arg-type] # a TypedDict
    page = context.new_page()
    page.goto(address)
    page.goto(f"{page.url}{screen.path}")
    return page


def try_out(page: Page) -> None:
    """Try the first of the ready what-ifs, and wait for its plan."""
    page.get_by_role("link", name=IDEA).click()
    page.get_by_role("button", name="Try it").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).not_to_contain_text("worked out", timeout=MINUTES * 60_000)


@contextmanager
def sample() -> Iterator[str]:
    """Serve the living sample, and give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        given = os.environ | {"OUTHAUL_DATA_DIR": folder}
        command = [sys.executable, "-m", "outhaul", "demo", "--port", str(port)]
        server = subprocess.Popen(command, env=given, stdout=subprocess.DEVNULL)  # noqa: S603 -- our own
        try:
            wait_for(address, server)
            yield address
        finally:
            server.terminate()
            server.wait(20)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Return once `address` answers. Raises SystemExit if the server ends before."""
    for _ in range(MINUTES * 60):
        try:
            with urlopen(f"{address}/healthz"):  # noqa: S310 -- our own address
                return
        except OSError:
            if server.poll() is not None:
                raise SystemExit("pictures: the sample does not start") from None
            time.sleep(1)
    raise SystemExit("pictures: the sample does not answer")
