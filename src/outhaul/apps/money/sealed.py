"""The database's own refusal to change or to take out an entry of the ledger (§MONEY-1).

It is laid down anew after each migration, because SQLite forgets triggers when it rebuilds a table. A
business that is taken out takes its ledger with it: only then may an entry go.
"""

from collections.abc import Mapping, Sequence

REFUSAL = "the ledger is append-only"

STANDS = "SELECT 1 FROM people_business WHERE id = OLD.business_id AND NOT is_sample"

_NO_UPDATE = (
    "CREATE TRIGGER IF NOT EXISTS money_ledger_no_update BEFORE UPDATE ON money_ledgerentry"
    f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
)
_NO_DELETE = (
    "CREATE TRIGGER IF NOT EXISTS money_ledger_no_delete BEFORE DELETE ON money_ledgerentry"
    f" WHEN EXISTS ({STANDS}) BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
)
_REFUSE = (
    "CREATE OR REPLACE FUNCTION money_refuse() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
)
_REFUSE_REMOVAL = (
    "CREATE OR REPLACE FUNCTION money_refuse_removal() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN IF EXISTS ({STANDS})"
    f" THEN RAISE EXCEPTION '{REFUSAL}'; END IF; RETURN OLD; END $$"
)
_ON_UPDATE = (
    "CREATE OR REPLACE TRIGGER money_ledger_no_update BEFORE UPDATE ON money_ledgerentry"
    " FOR EACH ROW EXECUTE FUNCTION money_refuse()"
)
_ON_DELETE = (
    "CREATE OR REPLACE TRIGGER money_ledger_no_delete BEFORE DELETE ON money_ledgerentry"
    " FOR EACH ROW EXECUTE FUNCTION money_refuse_removal()"
)
TRIGGERS: Mapping[str, Sequence[str]] = {
    "sqlite": (_NO_UPDATE, _NO_DELETE),
    "postgresql": (_REFUSE, _REFUSE_REMOVAL, _ON_UPDATE, _ON_DELETE),
}
"""Vendor of the database -> what makes it refuse; can be said again and again."""
