"""What a pay run tells the bank."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A structured address; SEPA wants town and country at least."""

    street: str = ""
    number: str = ""
    postcode: str = ""
    town: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account with an IBAN, or with a number at a bank elsewhere."""

    holder: str
    iban: str = ""
    bic: str = ""
    number: str = ""
    bank: str = ""
    branch: str = ""
    """Routing number, sort code or whatever the country has."""
    country: str = ""
    address: Address = field(default_factory=Address)

    @property
    def is_in_sepa(self) -> bool:
        """Whether it can pay and be paid by SEPA."""
        from schwifty import IBAN  # noqa: PLC0415 -- reads its table of banks

        return bool(self.iban) and IBAN(self.iban).in_sepa_zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """One payment."""

    key: str
    amount: Decimal
    payee: Account
    about: str
    """What the payee reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Payments from one account on one day, in one currency."""

    key: str
    number: int
    made_at: datetime
    executes_on: date
    currency: str
    is_sepa: bool
    payer: Account
    transfers: tuple[Transfer, ...]
