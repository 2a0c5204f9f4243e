"""A bank statement is brought in once, and its lines find their payments (§MONEY-13, §MONEY-14)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from rapidfuzz.fuzz import token_set_ratio

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.money.domain import paying
from outhaul.apps.money.domain.access import access_bank_lines, access_payments
from outhaul.apps.money.domain.following import open_amount
from outhaul.apps.money.domain.pay_runs import end_to_end, payable
from outhaul.apps.money.domain.payer import payee_of
from outhaul.apps.money.lifecycles import PaymentState
from outhaul.apps.money.models import BankLine, BankStatement, Invoice, Payment
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain.sealing import CannotOpen
from outhaul.apps.work.models import Contractor
from outhaul.documents.bank.entries import BankEntry
from outhaul.faults import Fault, InputError
from outhaul.lifecycle import NotNow

SURE = 80
"""Points from which a line is matched without asking, where nothing else comes near."""
MAYBE = 40
"""Points from which a match is proposed."""
BY_PAYMENT, BY_INVOICE, BY_AMOUNT, BY_IBAN, BY_NAME = 60, 40, 30, 25, 15
ALIKE = 85
"""Of 100, how alike names have to be."""
MOST_PROPOSED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a line could be, a payment or an approved invoice, and how sure that is."""

    payment: Payment | None
    invoice: Invoice
    points: int
    returns: bool = False
    """Whether the money came back."""

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"p{self.payment.key}" if self.payment else f"i{self.invoice.key}"


@transaction.atomic
def bring_statement(visit: Visit, name: str, content: bytes, entries: Sequence[BankEntry]) -> BankStatement:
    """Keep the lines of a bank's file and match those that are sure; records `imported`.

    The same file brought again is known: nothing happens, and the statement that is there is returned. A
    line that another file had already is left out.

    Raises:
        PermissionDenied: the role may not pay.
        InputError: there is no new line in it.
    """
    if not visit.may(Power.PAY):
        raise PermissionDenied
    hashed = sha256(content).hexdigest()
    there = BankStatement.objects.filter(business=visit.business, sha256=hashed).first()
    if there is not None:
        return there
    statement = BankStatement.objects.create(
        business=visit.business, name=name[:200], sha256=hashed, made_by=visit.user
    )
    fresh = _fresh(visit, entries)
    if not fresh:
        raise InputError([Fault("file", _("Every line of it is here already"), _("Bring a newer one"))])
    lines = BankLine.objects.bulk_create(
        BankLine(
            statement=statement,
            position=place,
            on=entry.on,
            amount=entry.amount,
            currency=entry.currency[:3],
            counterpart=entry.counterpart[:200],
            account_hash=account_hash(entry.iban),
            reference=entry.reference[:300],
            fingerprint=fingerprint,
        )
        for place, (entry, fingerprint) in enumerate(fresh)
    )
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="imported",
        thing="bank statement",
        name=statement.name,
        changes={"lines": (None, len(lines))},
    )
    _match_the_sure(visit, lines)
    return statement


def _fresh(visit: Visit, entries: Sequence[BankEntry]) -> list[tuple[BankEntry, str]]:
    seen: Counter[str] = Counter()
    found = []
    for entry in entries:
        seen[entry.fingerprint()] += 1
        found.append((entry, entry.fingerprint(seen[entry.fingerprint()])))
    known = set(
        BankLine.objects.filter(
            statement__business=visit.business, fingerprint__in=[fingerprint for _entry, fingerprint in found]
        ).values_list("fingerprint", flat=True)
    )
    return [(entry, fingerprint) for entry, fingerprint in found if fingerprint not in known]


def account_hash(iban: str) -> str:
    """Return a keyed hash of an IBAN: enough to know it again, not to read it."""
    return salted_hmac("outhaul.bank", iban, algorithm="sha256").hexdigest() if iban else ""


def _match_the_sure(visit: Visit, lines: Sequence[BankLine]) -> None:
    for line in lines:
        found = proposals(visit, line)
        is_alone = len(found) == 1 or (len(found) > 1 and found[1].points < MAYBE + BY_AMOUNT)
        if found and found[0].points >= SURE and is_alone:
            try:
                with transaction.atomic():
                    match(visit, line, found[0])
            except (InputError, NotNow):
                continue  # left for a person, who reads why


def proposals(visit: Visit, line: BankLine) -> list[Match]:
    """Return what a line could be, the surest first."""
    if line.payment_id is not None or line.ignored_at is not None:
        return []
    found = [*_payments(visit, line), *([] if line.amount > 0 else _invoices(visit, line))]
    likely = [one for one in found if one.points >= MAYBE]
    return sorted(likely, key=lambda one: -one.points)[:MOST_PROPOSED]


def _payments(visit: Visit, line: BankLine) -> list[Match]:
    returns = line.amount > 0
    states = [PaymentState.SENT, PaymentState.PAID] if returns else [PaymentState.PLANNED, PaymentState.SENT]
    found = access_payments(visit).filter(
        state__in=states, amount=abs(line.amount), invoice__currency=line.currency
    )
    return [
        Match(payment=one, invoice=one.invoice, points=_points(line, one.invoice, one), returns=returns)
        for one in found[:50]
    ]


def _invoices(visit: Visit, line: BankLine) -> list[Match]:
    found = payable(visit).filter(currency=line.currency, total__gte=abs(line.amount))
    return [
        Match(payment=None, invoice=one, points=_points(line, one, None))
        for one in found[:50]
        if abs(line.amount) <= open_amount(one)
    ]


def _points(line: BankLine, invoice: Invoice, payment: Payment | None) -> int:
    """Return how sure it is that a line is of this payment or invoice, 0 to 100."""
    said = "".join(f"{line.reference} {line.counterpart}".upper().split())
    points = 0
    if payment is not None and end_to_end(payment.key) in said:
        points += BY_PAYMENT
    elif "".join(invoice.number.upper().split()) in said:
        points += BY_INVOICE
    amount = payment.amount if payment else invoice.total
    points += BY_AMOUNT if amount == abs(line.amount) else 0
    if line.account_hash and constant_time_compare(line.account_hash, _own_hash(invoice.contractor)):
        points += BY_IBAN
    elif token_set_ratio(line.counterpart, invoice.contractor.name) >= ALIKE:
        points += BY_NAME
    return min(100, points)


def _own_hash(contractor: Contractor) -> str:
    try:
        return account_hash(payee_of(contractor).iban)
    except CannotOpen:
        return ""


@transaction.atomic
def match(visit: Visit, line: BankLine, found: Match) -> BankLine:
    """Let a line show a payment, paid on the line's day or come back; records that and `matched`.

    Raises:
        PermissionDenied: the role may not pay.
        NotNow: the line is matched, or the payment is no longer to be paid.
        InputError: papers are missing, or more would be paid than is open.
    """
    if not visit.may(Power.PAY):
        raise PermissionDenied
    row = _held(visit, line)
    if row.payment_id is not None:
        raise NotNow("bank line", "matched", "match")
    if found.returns and found.payment is not None:
        payment = paying.fail(
            visit, found.payment, reason=_("Returned by the bank: %(why)s") % {"why": row.reference}
        )
    else:
        told = paying.Told(paid_on=row.on, reference=row.reference[:140])
        if found.payment is not None:
            payment = paying.settle(found.payment, told, actor=visit.user)
        else:
            payment = paying.pay_by_hand(visit, found.invoice, abs(row.amount), told)
    row.payment, row.ignored_at = payment, None
    row.save(update_fields=["payment", "ignored_at"])
    _tell(visit, row, "matched", payment)
    return row


@transaction.atomic
def unmatch(visit: Visit, line: BankLine) -> BankLine:
    """Undo a match: what it marked as paid is no longer; records `unmatched`. The line waits again.

    Raises:
        PermissionDenied: the role may not pay.
        NotNow: the line is not matched, or shows a return, which is not undone but paid again.
    """
    if not visit.may(Power.PAY):
        raise PermissionDenied
    row = _held(visit, line)
    payment = row.payment
    if payment is None or payment.state != PaymentState.PAID:
        raise NotNow("bank line", payment.state if payment else "open", "unmatch")
    paying.take_back(visit, payment)
    row.payment = None
    row.save(update_fields=["payment"])
    _tell(visit, row, "unmatched", payment)
    return row


@transaction.atomic
def ignore(visit: Visit, line: BankLine, *, is_ignored: bool = True) -> BankLine:
    """Say that a line is none of ours, or take that back; records `ignored` or `restored`.

    Raises:
        PermissionDenied: the role may not pay.
        NotNow: it is matched.
    """
    if not visit.may(Power.PAY):
        raise PermissionDenied
    row = _held(visit, line)
    if row.payment_id is not None:
        raise NotNow("bank line", "matched", "ignore")
    row.ignored_at = timezone.now() if is_ignored else None
    row.save(update_fields=["ignored_at"])
    _tell(visit, row, "ignored" if is_ignored else "restored")
    return row


def still_open(visit: Visit) -> int:
    """Return how many lines that left the account wait for a person."""
    return access_bank_lines(visit).filter(payment=None, ignored_at=None, amount__lt=Decimal(0)).count()


def _held(visit: Visit, line: BankLine) -> BankLine:
    BankLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    return BankLine.objects.select_related("payment").get(pk=line.pk, statement__business=visit.business)


def _tell(visit: Visit, line: BankLine, verb: str, payment: Payment | None = None) -> None:
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb=verb,
        thing="bank line",
        name=f"{line.on.isoformat()}, {line.amount} {line.currency}",
        changes={"invoice": (None, payment.invoice.number)} if payment else None,
    )
