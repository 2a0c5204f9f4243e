"""Where data are kept: an embedded SQLite database, or PostgreSQL."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


def databases(address: str, data_dir: Path) -> dict[str, dict[str, Any]]:
    """Return Django's setting for the PostgreSQL `address`, or for the embedded database if it is empty."""
    return {"default": _postgres(address) if address else _embedded(data_dir)}


def _embedded(data_dir: Path) -> dict[str, Any]:
    """Write-ahead log, and transactions that lock when they begin: writers wait instead of failing."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": data_dir / "outhaul.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
        },
        "TEST": {"NAME": None},
    }


def _postgres(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    folder = parse_qs(parts.query).get("host", [""])[0]  # a socket's folder, as libpq writes it
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": folder or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 4}},
    }
