"""What was done with groups, and whom a school could not take, is seen by the school and stays."""

from django.db import migrations

from kehou.platform.database.protection import append_only, row_security, same_school

TABLES = ("regrouping", "turnedaway")


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0003_changes"), ("registry", "0002_guards")]

    operations = [
        *(row_security(f"enrolment_{table}") for table in TABLES),
        *(append_only(f"enrolment_{table}") for table in TABLES),
        same_school("enrolment_regrouping", "group_id", "enrolment_group"),
        same_school("enrolment_turnedaway", "pupil_id", "registry_pupil"),
    ]
