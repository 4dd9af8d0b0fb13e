"""What was done for safety is seen by its school and stays as it was written."""

from django.db import migrations

from kehou.platform.database.protection import append_only, row_security


class Migration(migrations.Migration):
    dependencies = [("delivery", "0003_safety_activities")]

    operations = [row_security("delivery_safetyactivity"), append_only("delivery_safetyactivity")]
