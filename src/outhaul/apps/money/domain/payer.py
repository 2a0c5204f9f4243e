"""The accounts of both sides: the business's own, sealed like papers, and those that contractors gave."""

import msgspec
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.money.models import Payer, PayRun
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.people.models import Business
from outhaul.apps.work.domain.sealing import CannotOpen, open_sealed, seal, sealed_anew
from outhaul.apps.work.models import Contractor, Paper
from outhaul.documents.sepa.order import Account, Address


@transaction.atomic
def set_payer(visit: Visit, account: Account, *, currency: str) -> Payer:
    """Keep the account that the business pays from, sealed; records `changed`, without a digit of it.

    Raises:
        PermissionDenied: the role may not pay.
    """
    if not visit.may(Power.PAY):
        raise PermissionDenied
    shown = masked(account)
    payer, _ = Payer.objects.update_or_create(
        business=visit.business,
        defaults={
            "sealed": seal({"account": msgspec.to_builtins(account)}),
            "masked": shown,
            "currency": currency,
            "changed_at": timezone.now(),
        },
    )
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="changed",
        thing="payer account",
        changes={"account": (None, shown)},
    )
    return payer


def masked(account: Account) -> str:
    """Return what may be shown of an account.

    >>> masked(Account(holder="A", iban="DE89370400440532013000"))
    'DE89 •••• 3000'
    """
    told = account.iban or account.number
    return f"{told[:4]} •••• {told[-4:]}" if account.iban else f"•••• {told[-4:]}"


def account_of(business: Business) -> Account | None:
    """Return the account that the business pays from; None where none was told."""
    payer = Payer.objects.filter(business=business).first()
    return None if payer is None else msgspec.convert(open_sealed(payer.sealed)["account"], Account)


def payee_of(contractor: Contractor) -> Account:
    """Return the account that a contractor gave, with the address that is known of them.

    Raises:
        CannotOpen: there is none, or it was sealed with a secret that is gone.
    """
    paper = Paper.objects.filter(contractor=contractor, kind="bank", replaced_at=None).first()
    if paper is None:
        raise CannotOpen(contractor.name)
    told = {name: str(value) for name, value in open_sealed(paper.sealed).items()}
    return Account(
        holder=told.get("holder", contractor.name),
        iban=told.get("iban", ""),
        bic=told.get("bic", ""),
        number=told.get("account", ""),
        bank=told.get("bank", ""),
        branch=told.get("routing", "") or told.get("branch", ""),
        country=told.get("bank_country", ""),
        address=address_of(contractor),
    )


def address_of(contractor: Contractor) -> Address:
    """Return town and country of a contractor, which SEPA wants, from the address as it was written.

    The last part after a comma or in a line of its own is taken for the town, without its postcode; the
    country is the contractor's.
    """
    parts = [part.strip() for part in contractor.address.replace("\n", ",").split(",") if part.strip()]
    words = parts[-1].split() if parts else []
    code = next((word for word in words if any(letter.isdigit() for letter in word)), "")
    town = " ".join(word for word in words if word != code)
    street = parts[0] if len(parts) > 1 else ""
    return Address(street=street, postcode=code, town=town, country=contractor.country)


def reseal_accounts() -> int:
    """Seal with the present key what was sealed with one from before; return how many."""
    count = 0
    for model in (Payer, PayRun):
        for row in model.objects.exclude(sealed=None).only("sealed").iterator(chunk_size=200):
            anew = sealed_anew(row.sealed) if row.sealed else None
            if anew is not None:
                count += model.objects.filter(pk=row.pk).update(sealed=anew)
    return count
