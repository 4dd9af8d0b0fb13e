"""What was closed, shared, shown and archived stays; anchors are the county's; a ledger's state only moves on."""

from django.db import migrations
from django.db.migrations import RunSQL

from kehou.platform.database.protection import Readers, append_only, frozen_columns, row_security, same_school

KEPT = ("monthclose", "closingstep", "surplusshare", "sharenotice", "shareparking", "publicaccount", "ledgerarchive")
LINKS = (
    ("monthclose", "ledger_id", "termledger"),
    ("termclosing", "ledger_id", "termledger"),
    ("closingstep", "closing_id", "termclosing"),
    ("returnbatch", "ledger_id", "termledger"),
    ("publicaccount", "ledger_id", "termledger"),
    ("ledgerarchive", "ledger_id", "termledger"),
    ("sharenotice", "share_id", "surplusshare"),
    ("sharereturn", "share_id", "surplusshare"),
    ("shareparking", "share_id", "surplusshare"),
)

STATE_MOVES_ON = RunSQL(
    """
    CREATE FUNCTION funds_state_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        way text[] := ARRAY['open', 'soft_closed', 'surplus_fixed', 'returned', 'disclosed', 'archived'];
    BEGIN
        IF array_position(way, NEW.state) IS DISTINCT FROM array_position(way, OLD.state) + 1 THEN
            RAISE EXCEPTION 'a ledger does not go from % to %', OLD.state, NEW.state
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER funds_state_moves_on BEFORE UPDATE ON funds_termledger
        FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION funds_state_moves_on();
    """,
    "DROP TRIGGER funds_state_moves_on ON funds_termledger; DROP FUNCTION funds_state_moves_on()",
)


class Migration(migrations.Migration):
    dependencies = [("funds", "0006_closings"), ("platform", "0002_guards")]

    operations = [
        *(row_security(f"funds_{table}") for table in KEPT if table != "publicaccount"),
        *(row_security(f"funds_{table}") for table in ("termclosing", "returnbatch", "sharereturn")),
        row_security("funds_publicaccount", readers=Readers.ALL),
        row_security("funds_ledgeranchor", has_school=False, readers=Readers.ALL),
        *(append_only(f"funds_{table}") for table in (*KEPT, "ledgeranchor")),
        frozen_columns("funds_termclosing", "ledger_id", "requested_by", "requested_at"),
        frozen_columns("funds_returnbatch", "ledger_id", "kind", "purse_code", "prepared_by", "prepared_at"),
        frozen_columns("funds_sharereturn", "batch_id", "share_id"),
        *(same_school(f"funds_{table}", column, f"funds_{to}") for table, column, to in LINKS),
        STATE_MOVES_ON,
    ]
