"""A place in order of arrival may end, and never otherwise change; a held turn is seen by its school."""

from django.db import migrations

from kehou.platform.database.protection import append_only, frozen_columns, row_security, same_school

_CLAIM = ("rush_id", "party_id", "pupil_id", "band", "option_key", "number", "chosen_by", "chosen_at")
_HELD = ("rush_id", "party_id", "slip_id", "pupil_id", "checked_by", "checked_at")


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0011_held_turns"), ("registry", "0002_guards")]

    operations = [
        migrations.RunSQL(
            append_only("enrolment_claim").reverse_sql, append_only("enrolment_claim").sql
        ),
        frozen_columns("enrolment_claim", *_CLAIM),
        row_security("enrolment_heldturn"),
        frozen_columns("enrolment_heldturn", *_HELD),
        same_school("enrolment_heldturn", "rush_id", "enrolment_rush"),
        same_school("enrolment_heldturn", "party_id", "enrolment_party"),
        same_school("enrolment_heldturn", "slip_id", "enrolment_paperwishes"),
        same_school("enrolment_heldturn", "pupil_id", "registry_pupil"),
    ]
