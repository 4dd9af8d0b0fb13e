"""Earlier drafts and late details are seen like their plan; late details stay as they were told."""

from django.db import migrations

from kehou.platform.database.protection import append_only, row_security, same_school


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_drafts_and_arrangements")]

    operations = [
        row_security("plans_draftstep"),
        row_security("plans_arrangement"),
        append_only("plans_arrangement"),
        same_school("plans_draftstep", "version_id", "plans_planversion"),
        same_school("plans_arrangement", "version_id", "plans_planversion"),
    ]
