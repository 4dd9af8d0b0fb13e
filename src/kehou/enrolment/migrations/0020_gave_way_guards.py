"""That a family was told is seen by its child's school, and stays."""

from django.db import migrations

from kehou.platform.database.protection import append_only, row_security, same_school

TABLE = "enrolment_passednotice"


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0019_gave_way"), ("registry", "0002_guards")]

    operations = [
        row_security(TABLE),
        append_only(TABLE),
        same_school(TABLE, "rush_id", "enrolment_rush"),
        same_school(TABLE, "pupil_id", "registry_pupil"),
    ]
