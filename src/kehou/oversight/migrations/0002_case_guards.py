"""Cases are the county's alone; what was reported, ordered and answered stays as it was written."""

from django.db import migrations

from kehou.platform.database.protection import append_only, frozen_columns, row_security, same_school

OF_COUNTY = ("case", "report", "casestep", "caserating")
OF_SCHOOL = ("brief", "briefanswer", "correctionorder", "correction", "recheck")
KEPT = ("report", "casestep", "caserating", *OF_SCHOOL)
LINKS = (
    ("briefanswer", "brief_id", "brief"),
    ("correction", "order_id", "correctionorder"),
    ("recheck", "correction_id", "correction"),
)


class Migration(migrations.Migration):
    dependencies = [("oversight", "0001_initial"), ("platform", "0002_guards")]

    operations = [
        *(row_security(f"oversight_{table}", has_school=False) for table in OF_COUNTY),
        *(row_security(f"oversight_{table}") for table in OF_SCHOOL),
        *(append_only(f"oversight_{table}") for table in KEPT),
        frozen_columns(
            "oversight_case",
            "origin",
            "concerned_school_id",
            "subject",
            "receipt_token",
            "is_anonymous",
            "received_date",
            "outer_number",
            "outer_due_date",
        ),
        *(same_school(f"oversight_{table}", column, f"oversight_{to}") for table, column, to in LINKS),
    ]
