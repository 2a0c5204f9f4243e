"""Codes that prove a mailbox: six digits, kept as a hash, for 15 minutes and five tries (§SIGN-7)."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

DIGITS = 6
GOOD_FOR = timedelta(minutes=15)
PAUSE = timedelta(minutes=1)
"""Before another code is sent."""
MOST_TRIES = 5


class TooSoon(Exception):  # noqa: N818 -- told to a person
    """Another code, or another try, has to wait."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"not before {until}")
        self.until = until

    @property
    def seconds(self) -> float:
        """How long to wait from now."""
        return max(1.0, (self.until - timezone.now()).total_seconds())


class WrongCode(Exception):  # noqa: N818 -- told to a person
    """The code is not the one that was sent, or too old; `left` tries remain."""

    def __init__(self, left: int) -> None:
        super().__init__(f"{left} tries left")
        self.left = left


@dataclass(frozen=True, slots=True)
class Asked:
    """The code that was sent last: its hash, until when it is good, and how often it was tried."""

    hash: str = ""
    until: datetime | None = None
    tries: int = 0

    def next(self, about: str) -> tuple[str, "Asked"]:
        """Return a new code about something, and what to keep of it; tries of the same while still count.

        Raises:
            TooSoon: one was sent a moment ago, or too many wrong ones were tried.
        """
        now = timezone.now()
        is_live = self.until is not None and self.until > now
        if self.until and is_live and self.tries >= MOST_TRIES:
            raise TooSoon(self.until)
        if self.until and self.hash and self.until - GOOD_FOR + PAUSE > now:
            raise TooSoon(self.until - GOOD_FOR + PAUSE)
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        return code, Asked(_hash(about, code), now + GOOD_FOR, self.tries if is_live else 0)

    def fits(self, about: str, code: str) -> bool:
        """Whether `code` is the one about this, still good, with tries left."""
        is_live = self.until is not None and self.until > timezone.now()
        digits = "".join(letter for letter in code if letter.isdigit())
        is_same = constant_time_compare(self.hash, _hash(about, digits))
        return bool(self.hash) and is_live and self.tries < MOST_TRIES and is_same


def _hash(about: str, code: str) -> str:
    return salted_hmac("outhaul.code", f"{about}|{code}", algorithm="sha256").hexdigest()
