"""A swap offer is seen by the child's school."""

from django.db import migrations

from kehou.platform.database.protection import row_security, same_school


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0009_swap_offers"), ("registry", "0002_guards")]

    operations = [
        row_security("enrolment_swapoffer"),
        same_school("enrolment_swapoffer", "pupil_id", "registry_pupil"),
        same_school("enrolment_swapoffer", "run_id", "enrolment_run"),
    ]
