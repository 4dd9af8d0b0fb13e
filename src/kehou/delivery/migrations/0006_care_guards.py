"""Who is kept longer is seen by the school; what was asked and answered stays as it was written."""

from django.db import migrations

from kehou.platform.database.protection import append_only, row_security, same_school

TABLES = ("delivery_carerequest", "delivery_careanswer")


class Migration(migrations.Migration):
    dependencies = [("delivery", "0005_longer_care"), ("registry", "0002_guards")]

    operations = [
        *(row_security(table) for table in TABLES),
        *(append_only(table) for table in TABLES),
        same_school("delivery_carerequest", "pupil_id", "registry_pupil"),
        same_school("delivery_careanswer", "request_id", "delivery_carerequest"),
    ]
