"""From when a place counts is as frozen as the rest of it."""

from django.db import migrations

from kehou.platform.database.protection import frozen_columns

_CLAIM = ("rush_id", "party_id", "pupil_id", "band", "option_key", "number", "chosen_by", "chosen_at")


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0016_protected_turns")]

    operations = [
        migrations.RunSQL(
            frozen_columns("enrolment_claim", *_CLAIM).reverse_sql, frozen_columns("enrolment_claim", *_CLAIM).sql
        ),
        frozen_columns("enrolment_claim", *_CLAIM, "counts_at"),
    ]
