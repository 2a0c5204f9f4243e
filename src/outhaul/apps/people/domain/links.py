"""Addresses that open one thing to whoever has them: unguessable, shown again, taken back at once.

A token names its thing and carries a proof over the number of the present link. So nothing secret is
kept, and counting that number up makes every address from before open nothing.
"""

from base64 import urlsafe_b64encode

from django.utils.crypto import constant_time_compare, salted_hmac

PROOF_BYTES = 18
"""144 bits: nobody guesses them."""


def link_token(kind: str, key: str, number: int) -> str:
    """Return the token of link `number` to the thing `key`; tokens of different kinds differ."""
    digest = salted_hmac(f"outhaul.link.{kind}", f"{key}|{number}", algorithm="sha256").digest()
    return f"{key}.{urlsafe_b64encode(digest[:PROOF_BYTES]).decode()}"


def key_of(token: str) -> str:
    """Return the key of the thing that `token` says to open: to look its row up, not yet to show it."""
    return token.partition(".")[0]


def opens(token: str, kind: str, key: str, number: int) -> bool:
    """Whether `token` is the present link to the thing."""
    return constant_time_compare(token, link_token(kind, key, number))
