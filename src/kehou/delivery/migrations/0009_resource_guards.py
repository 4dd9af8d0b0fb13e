"""What a session used is seen by its school, belongs to it, and stays as it was written."""

from django.db import migrations

from kehou.platform.database.protection import append_only, row_security, same_school


class Migration(migrations.Migration):
    dependencies = [("delivery", "0008_resource_use")]

    operations = [
        row_security("delivery_resourceuse"),
        append_only("delivery_resourceuse"),
        same_school("delivery_resourceuse", "session_id", "delivery_session"),
    ]
