"""What the look of a field depends on beside its own value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from babel import Locale
from django.utils import translation

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import access_entries
from outhaul.reference.tables import Reference, load


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Who looks, in which language, and what the business told of itself."""

    business: str
    """Key of the business."""
    may_edit: bool
    language: str
    """Language of the pages, "en" or "de"."""
    home: Mapping[str, Any] = field(default_factory=dict)
    """What was told in the table `business`."""
    reference: Reference = field(repr=False)

    @property
    def locale(self) -> Locale:
        """How numbers and names are written."""
        return _locale(self.language)

    @property
    def currency(self) -> str:
        """The currency of every amount; the dollar until another one was told."""
        return str(self.home.get("currency", "USD"))


@lru_cache(maxsize=32)
def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")


def surroundings_of(visit: Visit, home: Mapping[str, Any] | None = None) -> Surroundings:
    """Return the surroundings of a visit; one query, unless the row of the business is given as `home`."""
    if home is None:
        entry = access_entries(visit, "business").first()
        home = entry.told if entry else {}
    return Surroundings(
        business=visit.business.key,
        may_edit=visit.may(Power.EDIT),
        language=translation.get_language() or "en",
        home=home,
        reference=load(),
    )
