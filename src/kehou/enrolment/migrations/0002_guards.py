"""Wishes and places are seen by the child's school; what was wished, closed and drawn stays."""

from django.db import migrations

from kehou.platform.database.protection import Readers, append_only, frozen_columns, row_security, same_school

TABLES = (
    "closing",
    "run",
    "wishlist",
    "paperwishes",
    "sittingdraft",
    "group",
    "seat",
    "outcome",
    "departure",
    "schoolseal",
    "agreementcopy",
)
KEPT = ("choicewindow", "closing", "run", "wishlist", "group", "outcome", "departure", "agreementcopy")
OF_PUPIL = ("wishlist", "paperwishes", "sittingdraft", "seat", "outcome", "departure", "agreementcopy")
LINKS = (
    ("closing", "window_id", "choicewindow"),
    ("run", "closing_id", "closing"),
    ("wishlist", "window_id", "choicewindow"),
    ("paperwishes", "window_id", "choicewindow"),
    ("group", "run_id", "run"),
    ("seat", "run_id", "run"),
    ("seat", "group_id", "group"),
    ("outcome", "run_id", "run"),
    ("departure", "run_id", "run"),
)


class Migration(migrations.Migration):
    dependencies = [
        ("enrolment", "0001_initial"),
        ("platform", "0002_guards"),
        ("registry", "0002_guards"),
        ("plans", "0002_guards"),
        ("agreements", "0002_guards"),
    ]

    operations = [
        row_security("enrolment_choicewindow", readers=Readers.ALL),
        *(row_security(f"enrolment_{table}") for table in TABLES),
        *(append_only(f"enrolment_{table}") for table in KEPT),
        frozen_columns("enrolment_paperwishes", "pupil_id", "content", "signed_by", "keyed_by"),
        frozen_columns("enrolment_seat", "run_id", "group_id", "pupil_id", "band", "option_key", "since_at"),
        *(same_school(f"enrolment_{table}", "pupil_id", "registry_pupil") for table in OF_PUPIL),
        *(same_school(f"enrolment_{table}", column, f"enrolment_{to}") for table, column, to in LINKS),
        same_school("enrolment_choicewindow", "version_id", "plans_planversion"),
        same_school("enrolment_agreementcopy", "agreement_id", "agreements_agreement"),
    ]
