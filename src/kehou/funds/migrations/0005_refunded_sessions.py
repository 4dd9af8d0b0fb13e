"""Refunds name the sessions they give back; how many periods that is settles when they are decided."""

from django.db import migrations, models
from django.db.migrations import RunSQL

from kehou.platform.database.protection import frozen_columns

BEFORE = ("bill_id", "receipt_id", "cause", "source", "units", "requested_by")
NOW = tuple(column for column in BEFORE if column != "units")


class Migration(migrations.Migration):
    dependencies = [("funds", "0004_money_guards")]

    operations = [
        migrations.AddField("refund", "sessions", models.JSONField(default=list)),
        RunSQL(
            frozen_columns("funds_refund", *BEFORE).reverse_sql,
            frozen_columns("funds_refund", *BEFORE).sql,
        ),
        frozen_columns("funds_refund", *NOW),
    ]
