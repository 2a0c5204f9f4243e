"""Who a row of a table may be: somebody with the same e-mail address, or the same name and country."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from outhaul.apps.people.models import Business
from outhaul.apps.sourcing.models import Candidate


@dataclass(frozen=True, slots=True)
class Known:
    """Who is there, by what tells people from one another."""

    by_email: dict[str, str] = field(default_factory=dict)
    by_name: dict[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, business: Business) -> Self:
        """Return the candidates of a business by their keys; one query."""
        known = cls()
        rows = Candidate.objects.filter(
            business=business, removed_at=None, erased_at=None, merged_into=None
        ).order_by("pk")
        for row in rows.values("name", "email", "country", "key").iterator(chunk_size=2000):
            known.add(row, row["key"])
        return known

    def same_as(self, told: Mapping[str, Any]) -> str:
        """Return who seems to be meant, "" for somebody new."""
        email, name = _marks(told)
        return self.by_email.get(email, "") or self.by_name.get(name, "")

    def add(self, told: Mapping[str, Any], called: str) -> None:
        """Know somebody more; who was there first counts."""
        email, name = _marks(told)
        if email:
            self.by_email.setdefault(email, called)
        if name[1]:
            self.by_name.setdefault(name, called)


def _marks(told: Mapping[str, Any]) -> tuple[str, tuple[str, str]]:
    """Return the address and the name with country; a name alone says too little."""
    country = told.get("country") or ""
    name = " ".join(str(told["name"]).casefold().split())
    return (told.get("email") or "").casefold(), (name, country) if country else ("", "")
