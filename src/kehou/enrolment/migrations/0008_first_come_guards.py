"""What a family did in a choice in order of arrival is seen by the child's school; places and lines stay."""

from django.db import migrations

from kehou.platform.database.protection import append_only, frozen_columns, row_security, same_school

TABLES = ("rush", "turndraw", "party", "entrant", "coursecount", "claim", "inline")
KEPT = ("rush", "turndraw", "claim", "inline")
OF_PUPIL = ("entrant", "claim", "inline")
OF_RUSH = ("turndraw", "party", "entrant", "coursecount", "claim", "inline")
OF_PARTY = ("entrant", "claim", "inline")


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0007_first_come"), ("registry", "0002_guards")]

    operations = [
        *(row_security(f"enrolment_{table}") for table in TABLES),
        *(append_only(f"enrolment_{table}") for table in KEPT),
        frozen_columns("enrolment_party", "rush_id", "guardian_id", "arrived_at"),
        frozen_columns("enrolment_entrant", "rush_id", "party_id", "pupil_id"),
        frozen_columns("enrolment_coursecount", "rush_id", "option_key", "capacity"),
        same_school("enrolment_rush", "window_id", "enrolment_choicewindow"),
        *(same_school(f"enrolment_{table}", "rush_id", "enrolment_rush") for table in OF_RUSH),
        *(same_school(f"enrolment_{table}", "party_id", "enrolment_party") for table in OF_PARTY),
        *(same_school(f"enrolment_{table}", "pupil_id", "registry_pupil") for table in OF_PUPIL),
    ]
