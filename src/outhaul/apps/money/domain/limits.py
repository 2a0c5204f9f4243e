"""Who may approve how much alone (§MONEY-8): the owner anything, other roles up to a limit, else nothing."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.money.domain.rates import rate_of
from outhaul.apps.money.models import ApprovalLimit, Invoice
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import POWERS, Power
from outhaul.apps.people.models import Role

LIMITED = tuple(role for role in Role if role is not Role.OWNER and Power.PAY in POWERS[role])


def limits_of(visit: Visit) -> dict[Role, Decimal]:
    """Return role -> the most it may approve, in the business's own currency; nothing told is zero."""
    told = dict(ApprovalLimit.objects.filter(business=visit.business).values_list("role", "most"))
    return {role: told.get(role, Decimal(0)) for role in LIMITED}


@transaction.atomic
def set_limit(visit: Visit, role: Role, most: Decimal) -> None:
    """Set up to which amount a role may approve; records `changed`. Nothing happens where it is that.

    Raises:
        PermissionDenied: only an owner sets limits.
    """
    if visit.role is not Role.OWNER:
        raise PermissionDenied
    before = limits_of(visit)[role]
    if before == most:
        return
    ApprovalLimit.objects.update_or_create(business=visit.business, role=role, defaults={"most": most})
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="changed",
        thing="approval limit",
        name=role,
        changes={"most": (str(before), str(most))},
    )


def within_limit(visit: Visit, invoice: Invoice) -> bool:
    """Whether the role may approve this invoice alone; one of unknown worth only the owner may."""
    if visit.role is Role.OWNER:
        return True
    if not visit.may(Power.PAY):
        return False
    rate = rate_of(visit.business, invoice.currency, invoice.issued_on)
    return rate is not None and invoice.total * rate.rate <= limits_of(visit).get(visit.role, Decimal(0))
