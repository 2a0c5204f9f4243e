"""One line of a bank statement, whatever file it came in."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

MOST_LINES = 10_000
"""Lines of one file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankEntry:
    """What came (above zero) or went (below zero) on a day."""

    on: date
    amount: Decimal
    currency: str
    counterpart: str = ""
    iban: str = ""
    reference: str = ""

    def fingerprint(self, nth: int = 1) -> str:
        """Return a hash by which the same line is known in a second file; `nth` counts equal ones of a file.

        >>> one = BankEntry(on=date(2027, 1, 4), amount=Decimal("-5.00"), currency="EUR")
        >>> one.fingerprint() == one.fingerprint(1), one.fingerprint() == one.fingerprint(2)
        (True, False)
        """
        said = (
            self.on.isoformat(),
            f"{self.amount:.2f}",
            self.currency,
            _plain(self.counterpart),
            self.iban,
            _plain(self.reference),
            str(nth),
        )
        return sha256("\x1f".join(said).encode()).hexdigest()


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
