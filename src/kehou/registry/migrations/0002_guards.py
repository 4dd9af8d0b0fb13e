"""Row security of the registry, and links that cannot cross schools."""

from django.db import migrations

from kehou.platform.database.protection import Readers, row_security, same_school


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial"), ("platform", "0002_guards")]

    operations = [
        row_security("registry_school", has_school=False, readers=Readers.ALL),
        row_security("registry_term", has_school=False, readers=Readers.ALL),
        row_security("registry_calendarday", readers=Readers.ALL),
        row_security("registry_schoolclass"),
        row_security("registry_identity"),
        row_security("registry_pupil"),
        row_security("registry_guardianship"),
        row_security("registry_staffmember"),
        row_security("registry_rollimport"),
        same_school("registry_pupil", "school_class_id", "registry_schoolclass"),
        same_school("registry_guardianship", "pupil_id", "registry_pupil"),
    ]
