"""How the invoices of the sample year were paid: pay runs each week, payments, rates, fees."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from random import Random

import msgspec

from outhaul.apps.money.domain.cents import rounded
from outhaul.apps.money.domain.pay_runs import end_to_end
from outhaul.apps.money.domain.payer import address_of, masked
from outhaul.apps.money.lifecycles import (
    INVOICE,
    PAY_RUN,
    PAYMENT,
    InvoiceState,
    PaymentState,
    PayRunState,
)
from outhaul.apps.money.models import ExchangeRate, Invoice, Payer, Payment, PayRun
from outhaul.apps.review.domain.sample_people import CONTRACTORS
from outhaul.apps.review.domain.sample_year import Year
from outhaul.apps.work.domain.sealing import seal
from outhaul.documents.sepa.order import Account, Address, Order, Transfer
from outhaul.documents.sepa.plain import plain_csv

WEDNESDAY = 2
FEE = Decimal("3.50")
"""What the bank takes for a transfer abroad."""
SOURCE = "Invented for the sample"
PLACES = Decimal("0.0001")
RETURNED = "Account closed"
AT_BANK = 2
"""Working days until the money arrives, or comes back."""
PAYER = Account(
    holder="Harbour Bakery",
    number="000123456789",
    bank="Sample Bank",
    branch="011000015",
    country="US",
    address=Address(street="Quay Street", number="1", postcode="97201", town="Portland", country="US"),
)


class Bank:
    """The account of the business, its pay runs, and the rates of the days on which it paid."""

    def __init__(self, year: Year) -> None:
        self._year = year
        self._runs: dict[tuple[str, date], PayRun] = {}
        self._payments: dict[str, list[Payment]] = {}
        self._rates: dict[tuple[str, date], ExchangeRate] = {}
        year.rows.add(
            Payer(
                business=year.business,
                sealed=seal({"account": msgspec.to_builtins(PAYER)}),
                masked=masked(PAYER),
                currency=year.currency,
            )
        )

    def rate(self, currency: str, on: date) -> tuple[Decimal, str]:
        """Return the rate of a day and where it comes from, as the application keeps it."""
        if currency == self._year.currency:
            return Decimal(1), ""
        row = self._rates.get((currency, on))
        if row is None:
            dice = Random(on.toordinal())  # noqa: S311 -- a sample: the same for the same day
            value = Decimal(str(dice.uniform(1.06, 1.12))).quantize(PLACES)
            row = ExchangeRate(
                business=self._year.business, on=on, currency=currency, rate=value, source=SOURCE
            )
            self._rates[currency, on] = self._year.rows.add(row)
        return row.rate, f"{SOURCE}, {on.isoformat()}"

    def pay(
        self, invoice: Invoice, day: date, *, fails: bool, again: bool, is_exact: bool
    ) -> datetime | None:
        """Pay an approved invoice by the next run from `day` on; return when all of it was paid.

        One that fails is owed again, and is paid by a later run where it is tried `again`.
        """
        calendar = self._year.calendar
        on = day if is_exact else self._run_day(day)
        payment = self._send(invoice, on)
        if payment is None:
            return None
        back = calendar.after(on, AT_BANK)
        at = calendar.at(back)
        if not calendar.has_come(at):
            return None
        if not fails:
            return self._settle(payment, at)
        self._fail(payment, at)
        return (
            self.pay(invoice, calendar.after(back, 1), fails=False, again=False, is_exact=False)
            if again
            else None
        )

    def _run_day(self, day: date) -> date:
        return self._year.calendar.working(day + timedelta(days=(WEDNESDAY - day.weekday()) % 7))

    def _send(self, invoice: Invoice, on: date) -> Payment | None:
        """Put the invoice into the run of a day and its currency, and that to the bank."""
        year = self._year
        run = self._runs.get((invoice.currency, on))
        made_at = run.made_at if run else year.calendar.at(on)
        sent_at = made_at + timedelta(minutes=30)
        if not year.calendar.has_come(sent_at):
            return None
        if run is None:
            run = self._run(invoice.currency, on, made_at, sent_at)
        payment = Payment(
            business=year.business,
            invoice=invoice,
            pay_run=run,
            amount=invoice.total,
            made_by=year.finance,
            made_at=made_at,
            was_sent=True,
        )
        year.rows.add(payment)
        self._payments.setdefault(run.key, []).append(payment)
        self._tell(payment, "planned", made_at)
        invoice.state = INVOICE.after(InvoiceState(invoice.state), "schedule")
        payment.state = PAYMENT.after(PaymentState(payment.state), "send")
        payment.changed_at = invoice.changed_at = sent_at
        self._tell(payment, "sent", sent_at)
        year.books.move(
            sent_at, "approved", "on the way", payment.amount, payment, "sent", invoice.engagement
        )
        return payment

    def _run(self, currency: str, on: date, made_at: datetime, sent_at: datetime) -> PayRun:
        run = PayRun(
            business=self._year.business,
            currency=currency,
            executes_on=on,
            state=PAY_RUN.after(PayRunState.DRAFT, "send"),
            made_by=self._year.finance,
            made_at=made_at,
            sent_at=sent_at,
        )
        self._runs[currency, on] = self._year.rows.add(run)
        return run

    def _settle(self, payment: Payment, at: datetime) -> datetime:
        year, invoice = self._year, payment.invoice
        payment.state = PAYMENT.after(PaymentState(payment.state), "pay")
        payment.paid_on, payment.fee = year.calendar.day_of(at), FEE
        payment.rate, payment.rate_source = self.rate(invoice.currency, payment.paid_on)
        payment.reference, payment.changed_at = end_to_end(payment.key), at
        invoice.state = INVOICE.after(InvoiceState(invoice.state), "pay")
        invoice.paid_at = invoice.changed_at = at
        worth = payment.amount * payment.rate
        year.books.move(
            at, "on the way", "paid", payment.amount, payment, "paid", invoice.engagement, worth=worth
        )
        self._cost(payment, at)
        self._tell(payment, "paid", at)
        return at

    def _cost(self, payment: Payment, at: datetime) -> None:
        """Book the fee, and what the payment cost more than its invoice was worth when approved."""
        invoice, home = payment.invoice, self._year.currency
        assert payment.rate is not None, "set where it was paid"  # noqa: S101 -- just before
        assert invoice.rate is not None, "set when it was approved"  # noqa: S101 -- likewise
        before = rounded(payment.amount * invoice.rate, home)
        difference = rounded(payment.amount * payment.rate, home) - before
        for account, amount in (("fees", payment.fee), ("exchange", difference)):
            self._year.books.move(
                at, "world", account, amount, payment, account, invoice.engagement, currency=home
            )

    def _fail(self, payment: Payment, at: datetime) -> None:
        year, invoice = self._year, payment.invoice
        payment.state = PAYMENT.after(PaymentState(payment.state), "fail")
        payment.reason, payment.changed_at = RETURNED, at
        invoice.state = INVOICE.after(InvoiceState(invoice.state), "fail")
        invoice.changed_at = at
        year.books.move(at, "on the way", "approved", payment.amount, payment, "failed", invoice.engagement)
        self._tell(payment, "failed", at)

    def _tell(self, payment: Payment, verb: str, at: datetime) -> None:
        amount = {"amount": (None, f"{payment.amount} {payment.invoice.currency}")}
        reason = {"reason": (None, payment.reason)} if payment.reason else {}
        name = payment.invoice.number
        self._year.trail.note(at, self._year.finance, verb, "payment", name, {**amount, **reason})

    def close(self) -> None:
        """Number the runs in order of time, let each be done of which nothing waits, and seal its file."""
        runs = sorted(self._runs.values(), key=lambda run: run.made_at)
        for number, run in enumerate(runs, 1):
            payments = self._payments[run.key]
            run.number = number
            order = self._order(run, payments)
            run.sealed = seal({"order": msgspec.to_builtins(order)})
            run.file_hash = sha256(plain_csv(order)).hexdigest()
            events = [("made", run.made_at), ("sent", run.sent_at)]
            if all(one.state != PaymentState.SENT for one in payments):
                run.state = PAY_RUN.after(PayRunState(run.state), "finish")
                events.append(("finished", max(one.changed_at for one in payments)))
            for verb, at in events:
                self._year.trail.note(at or run.made_at, self._year.finance, verb, "pay run", str(number))

    def _order(self, run: PayRun, payments: list[Payment]) -> Order:
        return Order(
            key=run.key,
            number=run.number,
            made_at=run.made_at.replace(microsecond=0),
            executes_on=run.executes_on,
            currency=run.currency,
            is_sepa=False,
            payer=PAYER,
            transfers=tuple(
                Transfer(
                    key=one.key,
                    amount=one.amount,
                    payee=_payee(one.invoice),
                    about=f"{one.invoice.number} {end_to_end(one.key)}",
                )
                for one in payments
            ),
        )


def _payee(invoice: Invoice) -> Account:
    told = next(one for one in CONTRACTORS if one.email == invoice.contractor.email)
    is_iban = told.account[:2].isalpha()
    return Account(
        holder=told.name,
        iban=told.account if is_iban else "",
        number="" if is_iban else told.account,
        bank="Sample Bank",
        country=told.country,
        address=address_of(invoice.contractor),
    )
