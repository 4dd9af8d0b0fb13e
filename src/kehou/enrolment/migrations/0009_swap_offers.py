import django.db.models.deletion
from django.db import migrations, models

import kehou.platform.database.rows


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0008_first_come_guards")]

    operations = [
        migrations.CreateModel(
            name="SwapOffer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kehou.platform.database.rows.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("county_code", models.CharField(max_length=6)),
                ("school_id", models.UUIDField()),
                ("pupil_id", models.UUIDField()),
                ("band", models.CharField(max_length=20)),
                ("gives", models.CharField(max_length=80)),
                ("wants", models.CharField(max_length=80)),
                ("offered_by", models.UUIDField()),
                ("offered_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("taken_by_pupil", models.UUIDField(null=True)),
                ("taken_by", models.UUIDField(null=True)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="swap_offers",
                        to="enrolment.run",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        models.F("school_id"), models.F("id"), name="enrolment_swapoffer_in_school"
                    ),
                    models.UniqueConstraint(
                        models.F("run"),
                        models.F("pupil_id"),
                        models.F("band"),
                        condition=models.Q(("ended_at", None)),
                        name="one_open_offer_a_band",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("taken_by_pupil", None), ("ended_at__isnull", False), _connector="OR"
                        ),
                        name="a_taken_offer_is_ended",
                    ),
                ],
            },
        ),
    ]
