"""What is secret at rest: sealed with a key that is derived from the installation's own.

A sealed value begins with the name of its key, so that after a change of the secret it is known which
key opens it. Secrets from before (`OUTHAUL_OLD_SECRET_KEYS`) still open; see docs/how-to.
"""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from functools import cache

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"outhaul papers of contractors"
BETWEEN = b":"


class CannotOpen(Exception):  # noqa: N818 -- told to a person
    """It was sealed with a secret that this installation no longer knows."""


def seal(values: Mapping[str, object]) -> bytes:
    """Return plain values encrypted (AES-128-CBC with HMAC-SHA256), with the name of the key before them."""
    plain = json.dumps(values, ensure_ascii=False).encode()
    name = key_name(settings.SECRET_KEY)
    return name + BETWEEN + _fernet(settings.SECRET_KEY).encrypt(plain)


def open_sealed(sealed: bytes | memoryview) -> dict[str, object]:
    """Return the plain values. Raises CannotOpen where the key is gone."""
    name, _, token = bytes(sealed).partition(BETWEEN)
    fernet = _known().get(name)
    if fernet is None:
        raise CannotOpen(name.decode(errors="replace"))
    values: dict[str, object] = json.loads(fernet.decrypt(token))
    return values


def sealed_anew(sealed: bytes | memoryview) -> bytes | None:
    """Return the same values sealed with the present key; None where they are, or cannot be opened."""
    name, _, token = bytes(sealed).partition(BETWEEN)
    present = key_name(settings.SECRET_KEY)
    fernet = _known().get(name)
    if name == present or fernet is None:
        return None
    both = MultiFernet([_fernet(settings.SECRET_KEY), fernet])
    return present + BETWEEN + both.rotate(token)


def key_name(secret: str) -> bytes:
    """Return how values sealed under `secret` name their key; it tells nothing of the secret."""
    return (
        HKDF(algorithm=SHA256(), length=4, salt=None, info=PURPOSE + b" name")
        .derive(secret.encode())
        .hex()
        .encode()
    )


@cache
def _fernet(secret: str) -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return Fernet(urlsafe_b64encode(key))


def _known() -> dict[bytes, Fernet]:
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return {key_name(secret): _fernet(secret) for secret in secrets}
