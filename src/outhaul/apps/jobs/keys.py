"""Short names that nobody can guess or count."""

import secrets


def new_key() -> str:
    """Return a short name for an address."""
    return secrets.token_hex(6)
