"""The book's own laws, kept by the database: append-only, numbered, chained, complete and balanced."""

from django.db import migrations
from django.db.migrations import RunSQL

from kehou.platform.database.protection import Readers, append_only, frozen_columns, row_security, same_school

# The next number and the chain: an entry fits only behind the last one, and moves the ledger's head.
ENTRY_FOLLOWS = RunSQL(
    """
    CREATE FUNCTION funds_entry_follows() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE funds_termledger SET last_number = NEW.number, head = NEW.chain_hash
            WHERE id = NEW.ledger_id AND last_number = NEW.number - 1 AND head = NEW.previous_hash;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'entry % does not follow the last entry of its ledger', NEW.number
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER funds_entry_follows AFTER INSERT ON funds_ledgerentry
        FOR EACH ROW EXECUTE FUNCTION funds_entry_follows();
    """,
    "DROP TRIGGER funds_entry_follows ON funds_ledgerentry; DROP FUNCTION funds_entry_follows()",
)
# A head is the hash of a stored entry and only moves on by one.
HEAD_IS_AN_ENTRY = RunSQL(
    """
    CREATE FUNCTION funds_head_is_an_entry() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.last_number <> OLD.last_number + 1 OR NOT EXISTS (
            SELECT 1 FROM funds_ledgerentry
            WHERE ledger_id = NEW.id AND number = NEW.last_number AND chain_hash = NEW.head
        ) THEN
            RAISE EXCEPTION 'the head of a ledger follows its entries'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER funds_head_is_an_entry BEFORE UPDATE ON funds_termledger
        FOR EACH ROW WHEN (OLD.last_number IS DISTINCT FROM NEW.last_number OR OLD.head IS DISTINCT FROM NEW.head)
        EXECUTE FUNCTION funds_head_is_an_entry();
    """,
    "DROP TRIGGER funds_head_is_an_entry ON funds_termledger; DROP FUNCTION funds_head_is_an_entry()",
)
# A line takes one of its entry's places, so that a complete entry takes no line any more.
LINE_HAS_ITS_PLACE = RunSQL(
    """
    CREATE FUNCTION funds_line_has_its_place() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT EXISTS (
            SELECT 1 FROM funds_ledgerentry e
            WHERE e.id = NEW.entry_id AND e.ledger_id = NEW.ledger_id AND e.number = NEW.number
                AND e.entry_date = NEW.entry_date AND e.event = NEW.event AND NEW.position < e.line_count
        ) THEN
            RAISE EXCEPTION 'line % has no place in its entry', NEW.position
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER funds_line_has_its_place BEFORE INSERT ON funds_ledgerline
        FOR EACH ROW EXECUTE FUNCTION funds_line_has_its_place();
    """,
    "DROP TRIGGER funds_line_has_its_place ON funds_ledgerline; DROP FUNCTION funds_line_has_its_place()",
)
# At commit an entry is complete, and each fund at each point adds up to nothing. The scope of the transaction
# is over by then, so the function looks in the entry's own county; it shows nothing.
ENTRY_BALANCES = RunSQL(
    """
    CREATE FUNCTION funds_entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        scope text := coalesce(current_setting('kehou.areas', true), '');
        is_sound boolean;
    BEGIN
        PERFORM set_config('kehou.areas', NEW.county_code, true);
        is_sound := NEW.line_count >= 2
            AND (SELECT count(*) FROM funds_ledgerline WHERE entry_id = NEW.id) = NEW.line_count
            AND NOT EXISTS (
                SELECT 1 FROM funds_ledgerline WHERE entry_id = NEW.id
                GROUP BY fund, point_code HAVING sum(amount_fen) <> 0
            );
        PERFORM set_config('kehou.areas', scope, true);
        IF NOT is_sound THEN
            RAISE EXCEPTION 'entry % is not complete or does not balance', NEW.number
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER funds_entry_balances AFTER INSERT ON funds_ledgerentry
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION funds_entry_balances();
    """,
    "DROP TRIGGER funds_entry_balances ON funds_ledgerentry; DROP FUNCTION funds_entry_balances()",
)


class Migration(migrations.Migration):
    dependencies = [
        ("funds", "0001_ledgers"),
        ("platform", "0002_guards"),
        ("registry", "0002_guards"),
    ]

    operations = [
        row_security("funds_moneyaccount", readers=Readers.HOME),
        row_security("funds_termledger", readers=Readers.ALL),
        row_security("funds_ledgerentry"),
        row_security("funds_ledgerline"),
        frozen_columns("funds_moneyaccount", "code", "kind", "holder", "bank", "account_text", "registered_by"),
        frozen_columns(
            "funds_termledger", "county_code", "school_id", "term_id", "points", "first_hash", "opened_by"
        ),
        append_only("funds_ledgerentry"),
        append_only("funds_ledgerline"),
        same_school("funds_ledgerentry", "ledger_id", "funds_termledger"),
        ENTRY_FOLLOWS,
        HEAD_IS_AN_ENTRY,
        LINE_HAS_ITS_PLACE,
        ENTRY_BALANCES,
    ]
