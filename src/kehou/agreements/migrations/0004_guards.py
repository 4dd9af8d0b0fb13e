"""A meeting on record is seen by its school and stays as it was written."""

from django.db import migrations

from kehou.platform.database.protection import append_only, row_security, same_school


class Migration(migrations.Migration):
    dependencies = [("agreements", "0003_parents_meetings"), ("registry", "0002_guards")]

    operations = [
        row_security("agreements_parentsmeeting"),
        append_only("agreements_parentsmeeting"),
        same_school("agreements_parentsmeeting", "class_id", "registry_schoolclass"),
    ]
