"""What the guards say of an agreement: where each is mended, and whether an owner went on all the same."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.domain.access import access_overrides
from outhaul.apps.sourcing.models import Override
from outhaul.apps.work.domain.readiness import THING, is_firm
from outhaul.apps.work.models import Engagement, Statement
from outhaul.engine.verdict import Answer, Verdict

CLASSIFICATION = ("MANAGE-11", "MANAGE-12", "MANAGE-14")
TRAINING = ("MANAGE-16",)
STATEMENT = ("MANAGE-9", "MANAGE-18", "MANAGE-19", "SIGN-2", "SIGN-3")
ORDER = {Answer.BLOCK: 0, Answer.WARN: 1, Answer.PASS: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one guard says, with the page on which it is mended."""

    verdict: Verdict
    mend: str
    override: Override | None

    @property
    def can_override(self) -> bool:
        """Whether an owner may override it."""
        blocks = self.verdict.answer is Answer.BLOCK
        return blocks and not is_firm(self.verdict) and self.override is None


def findings_of(
    visit: Visit, row: Engagement, statement: Statement | None, found: Iterable[Verdict]
) -> list[Finding]:
    """Return what the guards say of `row`, the worst first."""
    known = sorted(found, key=lambda verdict: ORDER[verdict.answer])
    if not known:
        return []
    overridden = {(item.rule, item.blocked): item for item in access_overrides(visit, THING, row.key)}
    return [
        Finding(
            verdict=verdict,
            mend="" if verdict.answer is Answer.PASS else _mend(visit, row, statement, verdict),
            override=overridden.get((verdict.rule, verdict.reason)) if not is_firm(verdict) else None,
        )
        for verdict in known
    ]


def _mend(visit: Visit, row: Engagement, statement: Statement | None, verdict: Verdict) -> str:
    """Return the address at which a verdict is mended."""
    business = visit.business.key
    if verdict.rule in CLASSIFICATION:
        return reverse("classification", args=[business, row.key])
    if verdict.rule in TRAINING:
        return reverse("course", args=[business])
    if verdict.rule in STATEMENT and statement is not None:
        page = "edit-statement" if statement.number == 1 else "change-order"
        return reverse(page, args=[business, statement.key])
    if verdict.rule == "MANAGE-17":
        return reverse("plan", args=[business])
    return f"{reverse('engagement', args=[business, row.key])}#managers"
