"""All rows of the sample year, kept together in few statements, parents first."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeVar

from django.db.models import Model

from outhaul.apps.delivery import models as delivery
from outhaul.apps.money import models as money
from outhaul.apps.notices.models import Notice
from outhaul.apps.review import models as review
from outhaul.apps.sourcing.models import Candidate
from outhaul.apps.work import models as work

Row = TypeVar("Row", bound=Model)
ORDER: Sequence[type[Model]] = (
    Candidate,
    work.Contractor,
    work.Paper,
    work.Seat,
    work.Training,
    work.Engagement,
    work.Statement,
    work.Signature,
    work.Classification,
    work.Milestone,
    delivery.StoredFile,
    delivery.Submission,
    delivery.Attachment,
    delivery.Review,
    delivery.Checkpoint,
    delivery.Absence,
    delivery.ChecklistItem,
    delivery.Access,
    delivery.Equipment,
    delivery.Message,
    delivery.Proposal,
    delivery.HourEntry,
    delivery.Task,
    money.Payer,
    money.ExchangeRate,
    money.Invoice,
    money.InvoiceLine,
    money.PayRun,
    money.Payment,
    review.PulseAnswer,
    review.Rating,
    review.Step,
    review.Retrospective,
    review.FocusNote,
    review.TimeNote,
    Notice,
)
"""What refers to another comes after it."""
OWN: Mapping[type[Model], str] = {
    work.Milestone: "split_from",
    delivery.Message: "answers",
    money.Invoice: "corrects",
}
"""Where a row refers to one of its own kind."""
AT_ONCE = 200
"""Rows in one statement: databases limit how many values it may have."""


class Rows:
    """What is to be kept."""

    def __init__(self) -> None:
        self._by: dict[type[Model], list[Model]] = defaultdict(list)

    def add(self, row: Row) -> Row:
        """Note a row, and return it."""
        self._by[type(row)].append(row)
        return row

    def of(self, model: type[Row]) -> list[Row]:
        """Return the rows of one kind, in the order in which they were added."""
        return self._by[model]  # type: ignore[return-value] # kept by kind

    def keep(self) -> None:
        """Write all rows; those that refer to one of their own kind after the others."""
        for model in ORDER:
            rows, own = self._by[model], OWN.get(model)
            first = [row for row in rows if own is None or getattr(row, own) is None]
            second = [row for row in rows if own is not None and getattr(row, own) is not None]
            for several in (first, second):
                model._default_manager.bulk_create(several, batch_size=AT_ONCE)  # noqa: SLF001 -- Django's own
