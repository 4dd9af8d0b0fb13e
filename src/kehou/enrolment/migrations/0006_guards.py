"""A change of course is seen by the child's school and stays as it was."""

from django.db import migrations

from kehou.platform.database.protection import append_only, row_security, same_school


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0005_course_changes"), ("registry", "0002_guards")]

    operations = [
        row_security("enrolment_coursechange"),
        append_only("enrolment_coursechange"),
        same_school("enrolment_coursechange", "pupil_id", "registry_pupil"),
        same_school("enrolment_coursechange", "run_id", "enrolment_run"),
    ]
