"""Row security and append-only guards of the common base."""

from django.db import migrations

from kehou.platform.database.protection import CREATE_REFUSE_CHANGE, append_only, row_security


class Migration(migrations.Migration):
    dependencies = [("platform", "0001_initial")]

    operations = [
        CREATE_REFUSE_CHANGE,
        row_security("platform_auditevent"),
        append_only("platform_auditevent"),
        row_security("platform_frozendocument"),
        append_only("platform_frozendocument"),
        row_security("platform_numberseries"),
        row_security("platform_storedfile"),
        row_security("platform_idempotencykey"),
        row_security("platform_personkey"),
    ]
