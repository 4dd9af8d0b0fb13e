"""A body's consent to a tariff is read by anyone, written in its own city, and stays as it was given."""

from django.db import migrations

from kehou.platform.database.protection import Readers, append_only, row_security


class Migration(migrations.Migration):
    dependencies = [("authority", "0004_tariff_consents")]

    operations = [
        row_security("authority_tariffconsent", code="city_code", has_school=False, readers=Readers.ALL),
        append_only("authority_tariffconsent"),
    ]
