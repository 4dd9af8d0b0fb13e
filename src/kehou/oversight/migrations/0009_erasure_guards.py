"""What was proposed stays as it was, and only its own school and the county above see it."""

from django.db import migrations

from kehou.platform.database.protection import frozen_columns, row_security, same_school


class Migration(migrations.Migration):
    dependencies = [("oversight", "0008_erasures"), ("platform", "0002_guards")]

    operations = [
        row_security("oversight_erasure"),
        row_security("oversight_erasedpupil"),
        same_school("oversight_erasedpupil", "erasure_id", "oversight_erasure"),
        frozen_columns("oversight_erasure", "reason", "proposed_by", "proposed_at"),
        frozen_columns("oversight_erasedpupil", "erasure_id", "pupil_id", "left_date"),
    ]
