"""The database's own refusal to change what is out to be signed, or was signed (§SIGN-6).

It is laid down anew after each migration, because SQLite forgets triggers when it rebuilds a table. A
business that is taken out takes its papers with it; that is no change of them.
"""

from collections.abc import Mapping, Sequence

REFUSAL = "what was sent to be signed never changes"

SENT = ("engagement_id", "number", "issue", "content", "content_hash", "sent_at")
"""Columns of a statement that stand as soon as it is sent."""
FINISHED = ("paper", "paper_hash", "signed_at", "state")
"""Columns of a statement that stand as soon as both signed."""

_DIFFERS = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}


def _changed(columns: Sequence[str], vendor: str) -> str:
    return " OR ".join(f"NEW.{column} {_DIFFERS[vendor]} OLD.{column}" for column in columns)


def _statement_refusal(vendor: str) -> str:
    sent, finished = _changed(SENT, vendor), _changed(FINISHED, vendor)
    return f"(OLD.sent_at IS NOT NULL AND ({sent})) OR (OLD.paper IS NOT NULL AND ({finished}))"


SIGNATURE_REFUSAL = "OLD.signed_at IS NOT NULL OR OLD.declined_at IS NOT NULL"


def _sqlite(name: str, table: str, when: str) -> str:
    return (
        f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE UPDATE ON {table} WHEN {when}"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def _postgres(name: str, table: str, when: str) -> str:
    return (
        f"CREATE OR REPLACE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({when})"
        " EXECUTE FUNCTION work_refuse()"
    )


_FUNCTION = (
    "CREATE OR REPLACE FUNCTION work_refuse() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
)
TRIGGERS: Mapping[str, Sequence[str]] = {
    "sqlite": (
        _sqlite("work_statement_sealed", "work_statement", _statement_refusal("sqlite")),
        _sqlite("work_signature_sealed", "work_signature", SIGNATURE_REFUSAL),
    ),
    "postgresql": (
        _FUNCTION,
        _postgres("work_statement_sealed", "work_statement", _statement_refusal("postgresql")),
        _postgres("work_signature_sealed", "work_signature", SIGNATURE_REFUSAL),
    ),
}
"""Vendor of the database -> what makes it refuse; can be said again and again."""
