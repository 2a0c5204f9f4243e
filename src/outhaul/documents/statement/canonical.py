"""The one way to write a statement as bytes: what both sides sign is the hash of these."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import msgspec

from outhaul.documents.statement.content import Statement


def statement_of(plain: Mapping[str, Any]) -> Statement:
    """Return the statement that `plain` values say. Raises msgspec.ValidationError where they say none."""
    return msgspec.convert(plain, Statement, strict=False)


def plain_of(content: Statement) -> dict[str, Any]:
    """Return `content` as plain values, to be kept.

    English is not named, as before there was a choice: what was signed then keeps its hash.
    """
    plain: dict[str, Any] = msgspec.to_builtins(content)
    if content.language == "en":
        del plain["language"]
    return plain


def canonical(content: Statement) -> bytes:
    """Return `content` as JSON in UTF-8: keys in order of the alphabet, no space between."""
    text = json.dumps(
        plain_of(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode()


def content_hash(content: Statement) -> str:
    """Return the SHA-256 of `canonical(content)`: what a signature names."""
    return sha256(canonical(content)).hexdigest()
