"""The database's own refusal to change or to take out an event, whatever asks it to."""

from collections.abc import Mapping, Sequence

REFUSAL = "the audit trail is append-only"

_SQLITE = "CREATE TRIGGER {name} BEFORE {change} ON audit_event BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
_FUNCTION = (
    "CREATE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
)
_POSTGRES = (
    "CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event"
    " FOR EACH ROW EXECUTE FUNCTION audit_event_refuse()"
)

TRIGGERS: Mapping[str, Sequence[str]] = {
    "sqlite": (
        _SQLITE.format(name="audit_event_no_update", change="UPDATE", refusal=REFUSAL),
        _SQLITE.format(name="audit_event_no_delete", change="DELETE", refusal=REFUSAL),
    ),
    "postgresql": (_FUNCTION, _POSTGRES),
}
"""Vendor of the database -> what makes it refuse."""

UNDONE: Mapping[str, Sequence[str]] = {
    "sqlite": ("DROP TRIGGER audit_event_no_update", "DROP TRIGGER audit_event_no_delete"),
    "postgresql": (
        "DROP TRIGGER audit_event_append_only ON audit_event",
        "DROP FUNCTION audit_event_refuse()",
    ),
}
"""Vendor of the database -> what takes the refusal away again."""
