"""A county's register of resources is written at its desk, read by anyone, and stays as it was written."""

from django.db import migrations

from kehou.platform.database.protection import Readers, append_only, row_security


class Migration(migrations.Migration):
    dependencies = [("authority", "0008_resources")]

    operations = [
        row_security("authority_resource", has_school=False, readers=Readers.ALL),
        append_only("authority_resource"),
        row_security("authority_resourcereview", has_school=False, readers=Readers.ALL),
        append_only("authority_resourcereview"),
    ]
