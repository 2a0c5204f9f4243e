"""What the sample business handed out in its year, and on which terms."""

from collections.abc import Sequence
from dataclasses import dataclass

from outhaul.apps.review.domain.sample_people import FARHANA, MATEO, REYES, STUDIO, Somebody
from outhaul.engine.terms import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Something that was handed out, and on which terms; days count from today."""

    who: Somebody
    process: str
    name: str
    deliverable: str
    criteria: tuple[str, ...]
    form: Form
    rate: float
    hours: float
    starts: int
    months: int
    renewed: int = 0
    """Months by which it was renewed later."""
    raise_after: int = 0
    """Months after which the rate rose; 0 for never."""
    raised: float = 0.0
    every: int = 0
    """Days from one deliverable to the next; 0 for one a month."""
    manager: str = "marco"
    deputy: str = "olivia"


POSTS = Work(
    who=FARHANA,
    process="social-media",
    name="Social media",
    deliverable="Twelve posts with pictures, planned for the month",
    criteria=("Twelve posts are planned", "Each names the product and its price", "No word is misspelt"),
    form="fixed",
    rate=8.5,
    hours=24,
    starts=-352,
    months=6,
    manager="olivia",
    deputy="marco",
)
SHOP = Work(
    who=STUDIO,
    process="web-shop",
    name="Web shop upkeep",
    deliverable="The shop checked, updated and backed up, with a report",
    criteria=("Every update is installed", "A backup was restored as a trial", "The report names each fault"),
    form="fixed",
    rate=24,
    hours=22,
    starts=-350,
    months=9,
    renewed=9,
    raise_after=9,
    raised=25.2,
)
PICTURES = Work(
    who=MATEO,
    process="pictures",
    name="Product photos and graphics",
    deliverable="Photos of the new products, cut out and named",
    criteria=("Every product has three photos", "Each is at least 2,000 pixels wide"),
    form="fixed",
    rate=16,
    hours=14,
    starts=-114,
    months=6,
    every=14,
)
ORDERS = Work(
    who=REYES,
    process="ordering",
    name="Ordering from suppliers",
    deliverable="All orders of the month placed, with a list of what is open",
    criteria=("Each order has its confirmation", "Each late delivery has a new date"),
    form="hours",
    rate=10.2,
    hours=16,
    starts=-209,
    months=12,
)
WORKS: Sequence[Work] = (POSTS, SHOP, PICTURES, ORDERS)
