"""Links are kept from overlapping under one lock a school, so that a roll of any size can be accepted."""

from django.db import migrations

from kehou.platform.database.protection import no_overlap


class Migration(migrations.Migration):
    dependencies = [("registry", "0004_guards")]

    operations = [no_overlap("registry_guardianship", "pupil_id", "guardian_id")]
