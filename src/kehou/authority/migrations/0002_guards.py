"""What authorities lay down is written in their own area and read by anyone (A0.2)."""

from django.db import migrations

from kehou.platform.database.protection import Readers, append_only, row_security


class Migration(migrations.Migration):
    dependencies = [("authority", "0001_initial"), ("platform", "0002_guards")]

    operations = [
        row_security("authority_tariff", code="city_code", has_school=False, readers=Readers.ALL),
        row_security("authority_tariffline", code="city_code", has_school=False, readers=Readers.ALL),
        row_security("authority_countypolicy", has_school=False, readers=Readers.ALL),
        row_security("authority_waiverrule", has_school=False, readers=Readers.ALL),
        row_security("authority_parametersetting", code="place_code", readers=Readers.ALL),
        row_security("authority_departuregrant", readers=Readers.ALL),
        append_only("authority_departuregrant"),
    ]
