"""Where a plan leads on to: what-if, comparison, sharing, files."""

from django.urls import reverse
from django.utils.translation import gettext as _


def offers(business: str, plan: str) -> tuple[tuple[str, str], ...]:
    """Return (address, words) of the pages to which `plan` leads on."""
    return (
        (reverse("what-ifs", args=(business,)), _("What if …?")),
        (reverse("compare-plans", args=(business,)), _("Compare")),
        (reverse("share-plan", args=(business, plan)), _("Share")),
        (reverse("plan-pdf", args=(business, plan)), _("PDF")),
        (reverse("plan-xlsx", args=(business, plan)), _("XLSX")),
    )
