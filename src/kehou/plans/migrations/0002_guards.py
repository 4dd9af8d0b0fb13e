"""Plans are seen by their school and the authorities above it; what was submitted or decided stays."""

from django.db import migrations

from kehou.platform.database.protection import append_only, row_security, same_school

TABLES = ("plan", "planversion", "submission", "review", "partcomment", "cosignature", "decision", "standing")
OF_VERSION = ("submission", "review", "partcomment", "cosignature", "decision")

KEEP_SUBMITTED = migrations.RunSQL(
    "CREATE TRIGGER plans_planversion_frozen BEFORE UPDATE ON plans_planversion FOR EACH ROW"
    " WHEN (OLD.frozen_at IS NOT NULL) EXECUTE FUNCTION kehou_refuse_change()",
    "DROP TRIGGER plans_planversion_frozen ON plans_planversion",
)


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial"), ("platform", "0002_guards")]

    operations = [
        *(row_security(f"plans_{table}") for table in TABLES),
        *(append_only(f"plans_{table}") for table in TABLES if table not in ("plan", "planversion")),
        same_school("plans_planversion", "plan_id", "plans_plan"),
        same_school("plans_standing", "plan_id", "plans_plan"),
        *(same_school(f"plans_{table}", "version_id", "plans_planversion") for table in OF_VERSION),
        KEEP_SUBMITTED,
    ]
