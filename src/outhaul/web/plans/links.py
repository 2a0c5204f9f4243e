"""Where a plan leads on to: what-if, comparison, sharing, files, as far as these pages are there."""

from collections.abc import Callable, Mapping

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

OFFERS: Mapping[str, Callable[[], str]] = {
    "what-if": lambda: _("What if …?"),
    "compare": lambda: _("Compare"),
    "plan-share": lambda: _("Share"),
    "plan-pdf": lambda: _("PDF"),
    "plan-xlsx": lambda: _("XLSX"),
}
"""Name of a page that a plan leads to -> what its link says."""


def offers(business: str, plan: str) -> tuple[tuple[str, str], ...]:
    """Return (address, words) of the pages that there are for `plan`."""
    found = []
    for name, words in OFFERS.items():
        for arguments in ((business, plan), (business,)):
            try:
                found.append((reverse(name, args=arguments), words()))
                break
            except NoReverseMatch:
                continue
    return tuple(found)
