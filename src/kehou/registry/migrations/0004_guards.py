"""Links end and are not rewritten; two links of the same people never overlap."""

from django.db import migrations

from kehou.platform.database.protection import frozen_columns, no_overlap, row_security, same_school


class Migration(migrations.Migration):
    dependencies = [("registry", "0003_roll_reports_and_leavers")]

    operations = [
        row_security("registry_leaverproposal"),
        same_school("registry_leaverproposal", "pupil_id", "registry_pupil"),
        same_school("registry_leaverproposal", "roll_import_id", "registry_rollimport"),
        frozen_columns(
            "registry_guardianship",
            "pupil_id",
            "guardian_id",
            "kind",
            "relation",
            "may_sign",
            "may_collect",
            "must_not_collect",
            "proof_id",
            "from_date",
        ),
        no_overlap("registry_guardianship", "pupil_id", "guardian_id"),
    ]
