"""Lists of fifty and a hundred rows beside the same pages as Django's manuals teach to write them.

The peer (benchmarks/listing) is a generic view with a form, a context processor and a paginator, model
objects with their relations, and Django's templates: the same header, the same form that narrows down, the
same columns. *Page* is the whole page, *table* the query and the table alone, each ours beside theirs,
through the same middleware. Milliseconds of the processor, the quickest of several times turn by turn:
others on the machine only ever make it slower.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1])]
TIMES = 40
HEADINGS = (
    "list",
    "rows",
    "table ms",
    "peer's ms",
    "ratio",
    "page ms",
    "peer's ms",
    "ratio",
    "kB",
    "peer's kB",
)
TEMPLATES = Path(__file__).parent / "listing" / "templates"


@dataclass(frozen=True, slots=True)
class Measured:
    """One list: milliseconds of the processor for its table and its page, ours and the peer's."""

    name: str
    rows: int
    table: float
    peer_table: float
    page: float
    peer_page: float
    kilobytes: float
    peer_kilobytes: float

    @property
    def told(self) -> str:
        """A line of the table."""
        table = f"{self.table:.2f} | {self.peer_table:.2f} | {self.peer_table / self.table:.1f}"
        page = f"{self.page:.1f} | {self.peer_page:.1f} | {self.peer_page / self.page:.1f}"
        sizes = f"{self.kilobytes:.0f} | {self.peer_kilobytes:.0f}"
        return f"| {self.name} | {self.rows} | {table} | {page} | {sizes} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="200 engagements, fewer times")
    parser.add_argument("--engagements", type=int, default=None)
    parser.add_argument("--json", type=Path, metavar="OUT", help="write what was measured, too")
    options = parser.parse_args()
    count = options.engagements or (200 if options.quick else 2_000)
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), count, 12 if options.quick else TIMES)
    print(f"| {' | '.join(HEADINGS)} |\n|{'---|' * len(HEADINGS)}")
    for one in found:
        print(one.told)
    if options.json:
        told: dict[str, object] = {
            "python": platform.python_version(),
            "machine": platform.platform(),
            "engagements": count,
        }
        told |= {"lists": [asdict(one) for one in found]}
        options.json.write_text(json.dumps(told, indent=1))


def measure(folder: Path, count: int, times: int) -> list[Measured]:
    """Fill a database in `folder`, and measure each list beside its peer, turn by turn."""
    os.environ["OUTHAUL_DATA_DIR"] = str(folder)
    from outhaul.web.serve import prepare  # noqa: PLC0415 -- it reads the environment

    prepare()
    from django.test import Client, override_settings  # noqa: PLC0415 -- once Django is set up

    from benchmarks.listing.filling import filled  # noqa: PLC0415 -- likewise
    from benchmarks.listing.tables import lists  # noqa: PLC0415 -- likewise

    visit = filled(count)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(visit.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    with override_settings(**with_peer()):
        return [measured(one, client, times) for one in lists(visit)]


def measured(one: Any, client: Any, times: int) -> Measured:  # noqa: ANN401 -- known only once Django is set up
    """Measure one list beside its peer."""
    pages = [client.get(address) for address in (one.page, one.peer_page)]
    assert {page.status_code for page in pages} == {200}, pages  # noqa: S101 -- else nothing is compared
    ways = (
        one.table,
        one.peer_table,
        lambda: client.get(one.page),
        lambda: client.get(one.peer_page),
    )
    for way in ways:
        way()
    runs = [[seconds(way) for way in ways] for _ in range(times)]
    table, peer_table, page, peer_page = (1000 * min(way) for way in zip(*runs, strict=True))
    ours, theirs = (len(page.content) / 1000 for page in pages)
    return Measured(one.name, one.rows, table, peer_table, page, peer_page, ours, theirs)


def with_peer() -> dict[str, Any]:
    """Return the settings with the peer's addresses beside ours, and its templates."""
    from django.conf import settings  # noqa: PLC0415 -- once Django is set up

    from benchmarks.listing import pages  # noqa: PLC0415 -- likewise
    from outhaul.project import urls  # noqa: PLC0415 -- likewise

    module = ModuleType("with_peers")
    vars(module).update({name: value for name, value in vars(urls).items() if name.startswith("handler")})
    vars(module)["urlpatterns"] = [*pages.urlpatterns, *urls.urlpatterns]
    processors = [*settings.CONTEXT_PROCESSORS, "benchmarks.listing.pages.frame"]
    processors.append("django.template.context_processors.i18n")
    peer = {
        "NAME": "peer",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [TEMPLATES],
        "OPTIONS": {"context_processors": processors},
    }
    return {"ROOT_URLCONF": module, "TEMPLATES": [*settings.TEMPLATES, peer]}


def seconds(do: Callable[[], object]) -> float:
    """Seconds that the processor works on `do`."""
    start = time.process_time()
    do()
    return time.process_time() - start


if __name__ == "__main__":
    main()
