"""A county's records are read within the county, written there, and stay as they were written."""

from django.db import migrations

from kehou.platform.database.protection import append_only, row_security


class Migration(migrations.Migration):
    dependencies = [("authority", "0006_county_records")]

    operations = [
        row_security("authority_countyrecord", has_school=False),
        append_only("authority_countyrecord"),
    ]
