"""Whether an own teacher goes on is seen by the school, belongs to it, and stays as it was said."""

from django.db import migrations

from kehou.platform.database.protection import append_only, row_security, same_school


class Migration(migrations.Migration):
    dependencies = [("delivery", "0014_staying_on")]

    operations = [
        row_security("delivery_stayingon"),
        append_only("delivery_stayingon"),
        same_school("delivery_stayingon", "substitution_id", "delivery_substitution"),
    ]
