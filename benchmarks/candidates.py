"""Ten thousand candidates: reading a table in and listing them, beside what people know.

Reading in is compared with openpyxl alone, which reads the same workbook and does nothing with it, and
with Django's `bulk_create` of rows that are ready. A page of the list is compared with Django's list of
the same number of rows. Everything runs in an embedded database of its own.
"""

import argparse
import io
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1])]
WIDTHS = (46, 9, 7)
TIMES = 7


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="1,000 candidates")
    parser.add_argument("--candidates", type=int, default=None)
    options = parser.parse_args()
    count = options.candidates or (1_000 if options.quick else 10_000)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["OUTHAUL_DATA_DIR"], os.environ["OUTHAUL_DEMO"] = folder, "true"
        from outhaul.web.serve import prepare  # noqa: PLC0415 -- it reads the environment

        prepare()
        from outhaul.apps.planning.domain.sample import make_sample, sample_visit  # noqa: PLC0415 -- after that
        from outhaul.cli.demo import samples  # noqa: PLC0415 -- likewise
        from outhaul.reference.tables import load  # noqa: PLC0415 -- likewise

        make_sample(samples(), reference=load())
        print(f"{count:,} candidates")
        _import(sample_visit(), count)
        _list(sample_visit())


def _import(visit: Any, count: int) -> None:  # noqa: ANN401 -- a visit, known only once Django is
    from openpyxl import load_workbook  # noqa: PLC0415 -- slow to import

    from outhaul.apps.sourcing.domain.importing import bring  # noqa: PLC0415 -- once Django is set up
    from outhaul.apps.sourcing.domain.reading_in import read_all  # noqa: PLC0415 -- likewise
    from outhaul.apps.sourcing.models import Candidate  # noqa: PLC0415 -- likewise
    from outhaul.documents.candidates_file import write_csv, write_xlsx  # noqa: PLC0415 -- likewise
    from outhaul.reference.tables import load  # noqa: PLC0415 -- likewise

    people = [_person(number) for number in range(count)]
    book, text = write_xlsx(people, load()), write_csv(people, load())
    sheet = load_workbook(io.BytesIO(book), read_only=True).worksheets
    peer = seconds(lambda: [list(page.iter_rows(values_only=True)) for page in sheet])
    told("openpyxl reads the workbook, and no more", peer, peer)
    told(
        "we read, check and compare the workbook", seconds(lambda: bring(visit, book, "a.xlsx", load())), peer
    )
    told("we read, check and compare the CSV", seconds(lambda: bring(visit, text, "a.csv", load())), peer)
    ready = [Candidate(business=visit.business, keep_until="2030-01-01", **told) for told in people]
    peer = seconds(lambda: Candidate.objects.bulk_create(ready, batch_size=250))
    Candidate.objects.all().delete()
    told("Django's bulk_create of rows that are ready", peer, peer)
    batch = bring(visit, text, "a.csv", load())
    own = seconds(lambda: read_all(batch, load(), lambda _share, _doing: None))
    told("we read them in, with progress and an undo", own, peer)


def _list(visit: Any) -> None:  # noqa: ANN401 -- as above
    from django.test import Client  # noqa: PLC0415 -- once Django is set up

    from outhaul.apps.sourcing.models import Candidate  # noqa: PLC0415 -- likewise

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(visit.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = f"/b/{visit.business.key}/source/candidates/"
    rows = Candidate.objects.filter(business=visit.business).order_by("name")
    peer = median(lambda: list(rows[:51]))
    told("Django fetches 51 of them by name", peer, peer)
    for query in (
        "",
        "?sort=rate",
        "?q=excel",
        "?q=nobody+has+this",
        "?country=PH&language=English&level=B2",
    ):
        told(f"a page of the list {query}", median(partial(client.get, address + query)), peer)


def _person(number: int) -> dict[str, Any]:
    countries = ("PH", "PL", "IN", "RO", "MX", "ZA")
    return {
        "name": f"Person {number:05}",
        "email": f"person{number}@example.org",
        "country": countries[number % len(countries)],
        "languages": {"en": {"level": "C1", "evidence": "A call"}, "es": {"level": "B1", "evidence": ""}},
        "skills": ["Microsoft Excel", "Bank reconciliation", f"Skill {number % 50}"],
        "occupation": "43-3031.00",
        "rate": 8 + number % 30,
        "currency": "USD",
        "about": "Some years of books for small shops. " * 4,
    }


def seconds(do: Callable[[], object]) -> float:
    """Seconds of the processor, once: the clock of a busy machine tells little."""
    start = time.process_time()
    do()
    return time.process_time() - start


def median(do: Callable[[], object]) -> float:
    """Likewise, in the middle of several times."""
    do()
    return statistics.median(seconds(do) for _ in range(TIMES))


def told(what: str, own: float, peer: float) -> None:
    """Print one line."""
    cells = (what, f"{1000 * own:,.0f} ms", f"{own / peer:.1f}x")
    print(" ".join(f"{cell:>{width}}" for cell, width in zip(cells, WIDTHS, strict=True)), flush=True)


if __name__ == "__main__":
    main()
