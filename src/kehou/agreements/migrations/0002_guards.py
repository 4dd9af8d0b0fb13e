"""Agreements are seen by the family's school and stay as they were signed."""

from django.db import migrations

from kehou.platform.database.protection import append_only, frozen_columns, row_security, same_school

TABLES = ("agreement", "withdrawal", "decline", "dataconsent", "paperentry")
OF_PUPIL = ("agreement", "decline", "dataconsent", "paperentry")


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0001_initial"),
        ("platform", "0002_guards"),
        ("registry", "0002_guards"),
        ("plans", "0002_guards"),
    ]

    operations = [
        *(row_security(f"agreements_{table}") for table in TABLES),
        *(append_only(f"agreements_{table}") for table in TABLES if table != "paperentry"),
        frozen_columns("agreements_paperentry", "pupil_id", "version_id", "scan_id", "keyed_by", "signed_by"),
        *(same_school(f"agreements_{table}", "pupil_id", "registry_pupil") for table in OF_PUPIL),
        same_school("agreements_agreement", "version_id", "plans_planversion"),
        same_school("agreements_withdrawal", "agreement_id", "agreements_agreement"),
    ]
