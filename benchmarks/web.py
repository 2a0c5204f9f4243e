"""Every page of the demo as its owner reads it, by the processor: which are heavy, and how heavy.

The pages are found as a reader finds them: by following links from the first page. Of pages that differ
only in what they show (one plan or another) one is measured. Measured is how long the server's processor
works on an answer that was given before, in the middle of several times, with how many queries and bytes.
"""

import argparse
import json
import os
import platform
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

TIMES = 7
LIMIT = 50.0
"""Milliseconds of the processor that a page may take."""
LINK = re.compile(rb'(?:href|hx-get)="(/[^"#]*)')
ASIDE = ("/static/", "/account", "/sample/")


@dataclass(frozen=True, slots=True)
class Page:
    """What one page costs."""

    route: str
    address: str
    ms: float
    queries: int
    kilobytes: float


def main() -> None:
    """Print the pages, the heaviest first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer times")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write what was measured, too")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="keep the demo there for the next time")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        client, visit = prepared(options.data or Path(folder))
        start = f"/b/{visit.business.key}/"
        found = sorted(pages(client, start, 3 if options.quick else TIMES), key=lambda page: -page.ms)
    print("| page | ms | queries | kB |\n|---|---|---|---|")
    for page in found:
        print(f"| {page.route} | {page.ms:.1f} | {page.queries} | {page.kilobytes:.0f} |")
    heavy = sum(page.ms > LIMIT for page in found)
    print(f"\n{len(found)} pages; {heavy} take more than {LIMIT:.0f} ms.")
    if options.json:
        told: dict[str, object] = {"python": platform.python_version(), "machine": platform.machine()}
        told |= {"pages": [asdict(page) for page in found]}
        options.json.write_text(json.dumps(told, indent=1))


def prepared(folder: Path) -> tuple[Any, Any]:
    """Return a browser of Olivia and her visit, in the demo that is kept, or made anew, in `folder`."""
    os.environ["OUTHAUL_DATA_DIR"], os.environ["OUTHAUL_DEMO"] = str(folder), "true"
    from outhaul.web.serve import prepare  # noqa: PLC0415 -- it reads the environment

    prepare()
    from django.test import Client  # noqa: PLC0415 -- once Django is set up

    from outhaul.apps.people.models import Business  # noqa: PLC0415 -- likewise
    from outhaul.apps.planning.domain.sample import sample_visit  # noqa: PLC0415 -- likewise

    if not Business.objects.exists():
        _make_demo()
    visit = sample_visit()
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(visit.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client, visit


def _make_demo() -> None:
    """Keep what `outhaul demo` keeps: two businesses, a plan, and a year of work."""
    from outhaul.apps.planning.domain.sample import keep_sample_plan, make_sample  # noqa: PLC0415 -- likewise
    from outhaul.apps.review.domain.sample_history import make_history  # noqa: PLC0415 -- likewise
    from outhaul.apps.sourcing.domain.sample import make_sourcing_sample  # noqa: PLC0415 -- likewise
    from outhaul.cli.demo import SAMPLE, samples  # noqa: PLC0415 -- likewise
    from outhaul.cli.plan import make  # noqa: PLC0415 -- likewise
    from outhaul.reference.tables import load  # noqa: PLC0415 -- likewise

    make_sample(samples(), reference=load())
    report = make(samples() / SAMPLE, load(), seed=1, scenarios=4096)
    keep_sample_plan(report, reference=load())
    make_history()
    make_sourcing_sample(address=lambda token: f"http://localhost/{token}", reference=load())


def pages(client: Any, start: str, times: int) -> Iterator[Page]:  # noqa: ANN401 -- known only once Django is set up
    """Follow the links from `start`, and measure one page of each kind."""
    from django.urls import resolve  # noqa: PLC0415 -- once Django is set up

    waiting, seen = [start], set[str]()
    while waiting:
        address = waiting.pop(0)
        name = resolve(address.partition("?")[0]).view_name
        if name in seen:
            continue
        answer = client.get(address)
        if answer.status_code != 200:  # noqa: PLR2004 -- found
            continue
        seen.add(name)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if answer.headers["Content-Type"].startswith("text/html"):
            found = (link.decode().replace("&amp;", "&") for link in LINK.findall(body))
            waiting += [link for link in found if not link.startswith(ASIDE)]
        yield measured(client, name, address, times, len(body))


def measured(client: Any, route: str, address: str, times: int, size: int) -> Page:  # noqa: ANN401 -- as above
    """Measure one page that was answered before."""
    from django.db import connection  # noqa: PLC0415 -- once Django is set up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- likewise

    with CaptureQueriesContext(connection) as made:
        client.get(address)
    queries = len(made)
    ms = 1000 * statistics.median(seconds(lambda: client.get(address)) for _ in range(times))
    return Page(route, address, ms, queries, size / 1000)


def seconds(do: Callable[[], object]) -> float:
    """Seconds that the processor works on `do`."""
    start = time.process_time()
    do()
    return time.process_time() - start


if __name__ == "__main__":
    main()
