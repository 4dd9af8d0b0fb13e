"""What became of cancelled sessions is seen by their school, belongs to it, and stays as it was written."""

from django.db import migrations

from kehou.platform.database.protection import append_only, row_security, same_school

KEPT = ("arrangement", "restoration", "familynotice", "earlyconsent")
OF_SESSION = ("arrangement", "restoration", "earlyconsent")


class Migration(migrations.Migration):
    dependencies = [("delivery", "0010_changed_afternoons")]

    operations = [
        *(row_security(f"delivery_{table}") for table in KEPT),
        *(append_only(f"delivery_{table}") for table in KEPT),
        *(same_school(f"delivery_{table}", "session_id", "delivery_session") for table in OF_SESSION),
        same_school("delivery_restoration", "cancellation_id", "delivery_cancellation"),
        same_school("delivery_earlyconsent", "pupil_id", "registry_pupil"),
        same_school("delivery_session", "joined_id", "delivery_session"),
    ]
