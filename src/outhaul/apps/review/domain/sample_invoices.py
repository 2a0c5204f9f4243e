"""Invoices of the sample year: made from what was accepted, answered, moved through the ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from outhaul.apps.audit.domain.trail import Actor
from outhaul.apps.delivery.lifecycles import HOURS, HoursState
from outhaul.apps.delivery.models import HourEntry
from outhaul.apps.money.domain.cents import rounded
from outhaul.apps.money.lifecycles import INVOICE, InvoiceState
from outhaul.apps.money.models import Invoice, InvoiceLine
from outhaul.apps.review.domain.sample_agreements import Agreed
from outhaul.apps.review.domain.sample_payments import Bank
from outhaul.apps.review.domain.sample_works import ORDERS, PICTURES, SHOP
from outhaul.apps.review.domain.sample_year import Year
from outhaul.apps.work.domain.milestones import TRAIL
from outhaul.apps.work.lifecycles import MILESTONE, MilestoneState
from outhaul.apps.work.models import Milestone
from outhaul.documents.statement import drafting

TOO_MUCH = Decimal("60.00")
"""What one invoice asked for beyond what was accepted."""
WEEK = timedelta(days=7)
"""Hours of the last days of a month are answered in the next."""
Item = Milestone | HourEntry


@dataclass(frozen=True, slots=True)
class Bill:
    """An invoice as it went, where it was not as usual; days count from today."""

    made: int | None = None
    approved: int | None = None
    is_approved: bool = True
    is_run: bool = True
    run: int | None = None
    fails: bool = False
    """Whether its payment failed."""
    again: bool = True
    """Whether it was paid after that."""
    first: str = ""
    """"rejected" or "void": what became of a first one of the same."""
    is_made: bool = True


USUAL = Bill()
TOLD: Mapping[str, Mapping[int, Bill]] = {
    SHOP.process: {
        3: Bill(first="rejected"),
        5: Bill(fails=True),
        11: Bill(made=-9, approved=-6, run=-1),
    },
    PICTURES.process: {
        4: Bill(made=-20, approved=-15, run=-8, fails=True, again=False),
        5: Bill(made=-12, approved=-3, is_run=False, first="void"),
        6: Bill(made=-4, is_approved=False),
        7: Bill(is_made=False),
    },
    ORDERS.process: {6: Bill(made=-12, approved=-7, is_run=False), 7: Bill(is_made=False)},
}


def add_invoices(year: Year, agreed: Agreed, bank: Bank) -> None:
    """Add the invoices of an engagement, in order of time, with what became of each."""
    told = TOLD.get(agreed.work.process, {})
    wanted: list[tuple[date, Bill, list[Item]]] = []
    for place, (ready, items) in enumerate(_items(year, agreed), 1):
        bill = told.get(place, USUAL)
        day = year.calendar.after(ready, 1) if bill.made is None else year.calendar.day(bill.made)
        if bill.is_made and items:
            wanted.append((day, bill, items))
    numbers: dict[int, int] = {}
    for day, bill, items in sorted(wanted, key=lambda one: one[0]):
        _bill(Billing(year, agreed, bank, numbers), day, bill, items)


def _items(year: Year, agreed: Agreed) -> list[tuple[date, list[Item]]]:
    """Return what can be invoiced together, and the day from which it can."""
    if agreed.work.form == "fixed":
        return [
            (year.calendar.day_of(one.accepted_at), [one]) if one.accepted_at else (year.calendar.today, [])
            for one in agreed.milestones
        ]
    entries = [
        row
        for row in year.rows.of(HourEntry)
        if row.engagement is agreed.engagement and row.state == HoursState.ACCEPTED
    ]
    found: list[tuple[date, list[Item]]] = []
    for period in drafting.periods(agreed.terms.starts_on, agreed.terms.ends_on):
        day = year.calendar.after(period.last, 2)
        ended = [row for row in entries if period.first - WEEK <= row.on <= period.last - WEEK]
        rows = sorted(ended, key=lambda row: row.on)
        found.append((day, [*rows] if day < year.calendar.today else []))
    return found


@dataclass(frozen=True, slots=True)
class Billing:
    """Whose invoices are made, and how many there are in a year."""

    year: Year
    agreed: Agreed
    bank: Bank
    numbers: dict[int, int]

    def next(self, day: date) -> str:
        """Return the next number of the contractor."""
        self.numbers[day.year] = self.numbers.get(day.year, 0) + 1
        return f"{day.year}-{self.numbers[day.year]:03}"


def _bill(billing: Billing, day: date, bill: Bill, items: Sequence[Item]) -> None:
    year, corrects = billing.year, None
    if bill.first:
        extra = TOO_MUCH if bill.first == "rejected" else Decimal(0)
        corrects = _made(billing, year.calendar.at(day), items, extra=extra)
        gone = year.calendar.soon(year.calendar.at(year.calendar.after(day, 1)))
        _undo(billing, corrects, items, bill.first, gone)
        day = year.calendar.after(day, 3)
    at = year.calendar.at(day)
    if not year.calendar.has_come(at):
        return
    invoice = _made(billing, at, items, corrects=corrects)
    if not bill.is_approved:
        return
    approved = year.calendar.after(day, 2) if bill.approved is None else year.calendar.day(bill.approved)
    moment = year.calendar.at(approved)
    if not year.calendar.has_come(moment):
        return
    _approve(billing, invoice, moment)
    if not bill.is_run:
        return
    first = year.calendar.after(approved, 1) if bill.run is None else year.calendar.day(bill.run)
    paid_at = billing.bank.pay(
        invoice, first, fails=bill.fails, again=bill.again, is_exact=bill.run is not None
    )
    if paid_at:
        _step(billing, items, "pay", paid_at, year.finance)


def _ready(year: Year, items: Sequence[Item]) -> date:
    moments = [
        at for item in items if (at := item.accepted_at if isinstance(item, Milestone) else item.answered_at)
    ]
    return year.calendar.day_of(max(moments))


def _amount(item: Item) -> Decimal:
    if isinstance(item, Milestone):
        return item.fee
    return rounded(item.hours * item.rate, item.engagement.currency)


def _made(
    billing: Billing,
    at: datetime,
    items: Sequence[Item],
    *,
    extra: Decimal = Decimal(0),
    corrects: Invoice | None = None,
) -> Invoice:
    year, engagement = billing.year, billing.agreed.engagement
    day, booked = year.calendar.day_of(at), sum(map(_amount, items), Decimal(0))
    user, actor = engagement.contractor.user, year.of(engagement.contractor)
    invoice = year.rows.add(
        Invoice(
            business=year.business,
            contractor=engagement.contractor,
            engagement=engagement,
            number=billing.next(day),
            source="sent in" if extra else "made",
            state=InvoiceState.SUBMITTED,
            currency=engagement.currency,
            issued_on=day,
            due_on=max(day, _ready(year, items) + timedelta(days=billing.agreed.terms.payment_days)),
            net=booked + extra,
            total=booked + extra,
            booked=booked,
            corrects=corrects,
            made_by=user,
            made_at=at,
            submitted_at=at,
            changed_at=at,
        )
    )
    for place, item in enumerate(items):
        _line(year, invoice, place, item, extra)
    _step(billing, items, "invoice", at, actor)
    for item in items:
        year.books.move(at, "accepted", "invoiced", _amount(item), invoice, "invoiced", engagement)
    total: dict[str, tuple[object, object]] = {"total": (None, f"{invoice.total} {invoice.currency}")}
    year.trail.note(at, actor, invoice.source, "invoice", invoice.number, total)
    return invoice


def _line(year: Year, invoice: Invoice, place: int, item: Item, extra: Decimal) -> None:
    amount = _amount(item) + extra
    year.rows.add(
        InvoiceLine(
            invoice=invoice,
            position=place,
            milestone=item if isinstance(item, Milestone) else None,
            hours=item if isinstance(item, HourEntry) else None,
            text=item.name
            if isinstance(item, Milestone)
            else f"{item.milestone.name}, {item.on.isoformat()}",
            quantity=Decimal(1) if isinstance(item, Milestone) else item.hours,
            price=item.rate if isinstance(item, HourEntry) else amount,
            amount=amount,
            accepted=_amount(item),
        )
    )


def _step(billing: Billing, items: Sequence[Item], verb: str, at: datetime, actor: Actor) -> None:
    """Let what is invoiced follow; hours know but two of the verbs."""
    for item in items:
        if isinstance(item, Milestone):
            before = item.state
            item.state = MILESTONE.after(MilestoneState(before), verb)
            state: dict[str, tuple[object, object]] = {"state": (before, item.state)}
            billing.year.trail.note(at, actor, TRAIL[verb], "milestone", item.name, state)
        elif verb in HOURS.steps:
            item.state = HOURS.after(HoursState(item.state), verb)


def _undo(billing: Billing, invoice: Invoice, items: Sequence[Item], how: str, at: datetime) -> None:
    year, engagement = billing.year, billing.agreed.engagement
    verb, told = ("reject", "rejected") if how == "rejected" else ("void", "voided")
    actor: Actor = year.finance if how == "rejected" else year.of(engagement.contractor)
    invoice.state = INVOICE.after(InvoiceState(invoice.state), verb)
    invoice.changed_at = at
    invoice.reason = "It asks for 60.00 more than was accepted." if how == "rejected" else "The wrong month."
    for item in items:
        year.books.move(at, "invoiced", "accepted", _amount(item), invoice, told, engagement)
    _step(billing, items, "release", at, actor)
    reason: dict[str, tuple[object, object]] = {"reason": (None, invoice.reason)}
    year.trail.note(at, actor, told, "invoice", invoice.number, reason)


def _approve(billing: Billing, invoice: Invoice, at: datetime) -> None:
    year = billing.year
    invoice.state = INVOICE.after(InvoiceState(invoice.state), "approve")
    invoice.approved_by, invoice.approved_at, invoice.changed_at = year.finance, at, at
    invoice.rate, invoice.rate_source = billing.bank.rate(invoice.currency, year.calendar.day_of(at))
    worth = invoice.total * invoice.rate
    year.books.move(
        at, "invoiced", "approved", invoice.total, invoice, "approved", invoice.engagement, worth=worth
    )
    year.trail.note(at, year.finance, "approved", "invoice", invoice.number)
