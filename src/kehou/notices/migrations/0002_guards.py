"""A published notice is read by anyone; what was said and answered stays as it was written."""

from django.db import migrations

from kehou.platform.database.protection import Readers, append_only, frozen_columns, row_security, same_school

PARTS = ("familynotice", "objection")


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("platform", "0002_guards")]

    operations = [
        row_security("notices_notice", readers=Readers.ALL),
        frozen_columns("notices_notice", "code", "version_id", "content", "content_hash", "opened_at"),
        *(row_security(f"notices_{table}") for table in (*PARTS, "reply")),
        *(append_only(f"notices_{table}") for table in (*PARTS, "reply")),
        *(same_school(f"notices_{table}", "notice_id", "notices_notice") for table in PARTS),
        same_school("notices_reply", "objection_id", "notices_objection"),
    ]
