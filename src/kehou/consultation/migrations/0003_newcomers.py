"""A later round may ask new pupils' families alone; whom a round asks never changes."""

from django.db import migrations, models

AUDIENCE_STAYS = migrations.RunSQL(
    "CREATE TRIGGER consultation_consultation_audience BEFORE UPDATE ON consultation_consultation"
    " FOR EACH ROW WHEN (OLD.newcomers_only IS DISTINCT FROM NEW.newcomers_only)"
    " EXECUTE FUNCTION kehou_refuse_change()",
    "DROP TRIGGER consultation_consultation_audience ON consultation_consultation",
)


class Migration(migrations.Migration):
    dependencies = [("consultation", "0002_guards")]

    operations = [
        migrations.AddField("consultation", "newcomers_only", models.BooleanField(default=False)),
        AUDIENCE_STAYS,
    ]
