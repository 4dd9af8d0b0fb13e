"""Rows stay in their school; rolls, signatures and results stay as written; nobody answers after closing."""

from django.db import migrations

from kehou.platform.database.protection import (
    Readers,
    append_only,
    frozen_columns,
    row_security,
    same_school,
)

OWN = (
    "consultation",
    "invitation",
    "storedanswer",
    "objection",
    "petition",
    "petitionpupil",
    "petitionsignature",
    "signaturecheck",
)
KEPT = ("invitation", "publishedresult", "petitionpupil", "petitionsignature", "signaturecheck")
OF_CONSULTATION = ("invitation", "storedanswer", "objection", "publishedresult")

# Both kinds of closing happen once: what was counted then stands.
CLOSED_ONCE = [
    migrations.RunSQL(
        f"CREATE TRIGGER consultation_{table}_closed_once BEFORE UPDATE ON consultation_{table} FOR EACH ROW"
        f" WHEN (OLD.closed_at IS NOT NULL AND OLD.closed_at IS DISTINCT FROM NEW.closed_at)"
        f" EXECUTE FUNCTION kehou_refuse_change()",
        f"DROP TRIGGER consultation_{table}_closed_once ON consultation_{table}",
    )
    for table in ("consultation", "petition")
]

WHILE_OPEN = migrations.RunSQL(
    """
    CREATE FUNCTION consultation_refuse_late() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE closed timestamptz;
    BEGIN
        EXECUTE format('SELECT closed_at FROM %I WHERE id = $1', TG_ARGV[0]) INTO closed
            USING (to_jsonb(NEW) ->> TG_ARGV[1])::uuid;
        IF closed IS NOT NULL THEN
            RAISE EXCEPTION 'rows of % are taken until closing', TG_TABLE_NAME
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER consultation_storedanswer_in_time BEFORE INSERT OR UPDATE ON consultation_storedanswer
        FOR EACH ROW EXECUTE FUNCTION consultation_refuse_late('consultation_consultation', 'consultation_id');
    CREATE TRIGGER consultation_petitionsignature_in_time BEFORE INSERT ON consultation_petitionsignature
        FOR EACH ROW EXECUTE FUNCTION consultation_refuse_late('consultation_petition', 'petition_id');
    CREATE TRIGGER consultation_petitionpupil_in_time BEFORE INSERT ON consultation_petitionpupil
        FOR EACH ROW EXECUTE FUNCTION consultation_refuse_late('consultation_petition', 'petition_id');
    """,
    """
    DROP TRIGGER consultation_petitionpupil_in_time ON consultation_petitionpupil;
    DROP TRIGGER consultation_petitionsignature_in_time ON consultation_petitionsignature;
    DROP TRIGGER consultation_storedanswer_in_time ON consultation_storedanswer;
    DROP FUNCTION consultation_refuse_late();
    """,
)


class Migration(migrations.Migration):
    dependencies = [("consultation", "0001_initial"), ("platform", "0002_guards")]

    operations = [
        *(row_security(f"consultation_{table}") for table in OWN),
        row_security("consultation_publishedresult", readers=Readers.ALL),
        *(append_only(f"consultation_{table}") for table in KEPT),
        frozen_columns(
            "consultation_consultation",
            *("term_id", "basis", "petition_id", "questionnaire", "opened_by", "opened_at", "closes_date"),
        ),
        frozen_columns(
            "consultation_petition",
            *("term_id", "route", "roll_id", "opened_by", "opened_at", "closes_date"),
        ),
        frozen_columns("consultation_objection", "consultation_id", "text", "raised_by", "raised_at"),
        *CLOSED_ONCE,
        WHILE_OPEN,
        *(
            same_school(f"consultation_{table}", "consultation_id", "consultation_consultation")
            for table in OF_CONSULTATION
        ),
        same_school("consultation_consultation", "petition_id", "consultation_petition"),
        same_school("consultation_petitionpupil", "petition_id", "consultation_petition"),
        same_school("consultation_petitionsignature", "petition_id", "consultation_petition"),
        same_school("consultation_signaturecheck", "signature_id", "consultation_petitionsignature"),
    ]
