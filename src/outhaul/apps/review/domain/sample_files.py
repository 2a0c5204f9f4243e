"""The small files that were handed in: each is plainly a sample."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from outhaul.apps.work.models import Milestone

SAMPLE = "Invented for the sample."


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file to be handed in."""

    name: str
    media_type: str
    content: bytes


def file_of(process: str, milestone: Milestone, version: int, chance: Random) -> Sheet:
    """Return the file of one version of a deliverable; no two are alike."""
    heading, lines = LINES[process]
    rows = [heading, *lines(milestone, chance), f"{SAMPLE} {milestone.name}. Version {version}."]
    kind = "csv" if "," in heading else "txt"
    media_type = "text/csv" if kind == "csv" else "text/plain"
    content = "\n".join(rows) + "\n"
    return Sheet(f"{process}-{milestone.key}-v{version}.{kind}", media_type, content.encode())


def _posts(milestone: Milestone, chance: Random) -> Iterator[str]:
    products = ("Rye loaf", "Cinnamon knot", "Almond croissant", "Seeded roll", "Apple slice")
    first = milestone.due_on - timedelta(days=20)
    for number in range(12):
        yield f"{first + timedelta(days=2 * number)},{chance.choice(products)},{chance.randint(3, 9)}.50"


def _checks(milestone: Milestone, chance: Random) -> Iterator[str]:
    yield f"Looked at until {milestone.due_on}."
    for what in ("Checkout", "Search", "Pictures", "Accessibility", "Backup"):
        yield f"{what}: {chance.choice(('in order', 'in order', 'one fault, mended'))}."
    yield f"Updates installed: {chance.randint(2, 9)}."


def _pictures(milestone: Milestone, chance: Random) -> Iterator[str]:
    for number in range(1, chance.randint(5, 9)):
        yield f"product-{milestone.position}-{number}.jpg,{chance.choice((2000, 2400, 3000))},3"


def _orders(milestone: Milestone, chance: Random) -> Iterator[str]:
    suppliers = ("Mill on the Hill", "Harbour Dairy", "Nut Company", "Packaging House")
    for number in range(chance.randint(8, 14)):
        day = milestone.due_on - timedelta(days=chance.randint(6, 34))
        supplier, state = chance.choice(suppliers), chance.choice(("yes", "yes", "open"))
        yield f"{milestone.position}{number:02},{supplier},{day},{state}"


Lines = Callable[[Milestone, Random], Iterator[str]]
LINES: Mapping[str, tuple[str, Lines]] = {
    "social-media": ("day,product,price", _posts),
    "web-shop": ("Report of the web shop", _checks),
    "pictures": ("file,width,photos", _pictures),
    "ordering": ("order,supplier,day,confirmed", _orders),
}
"""Process -> first line of its files, and the others."""
