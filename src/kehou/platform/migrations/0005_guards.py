"""Row security of duties, messages and the outbox."""

from django.db import migrations

from kehou.platform.database.protection import row_security


class Migration(migrations.Migration):
    dependencies = [("platform", "0004_duties_messages_outbox")]

    operations = [
        row_security("platform_duty"),
        row_security("platform_message"),
        row_security("platform_outboxevent"),
    ]
