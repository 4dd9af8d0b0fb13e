from datetime import UTC, datetime

from django.db import migrations, models

BEFORE = datetime(2026, 1, 1, tzinfo=UTC)  # of rows from before, all alike: then the number decides


class Migration(migrations.Migration):

    dependencies = [
        ('enrolment', '0015_number_source'),
    ]

    operations = [
        migrations.AddField(
            model_name='rush',
            name='protected_minutes',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='claim',
            name='counts_at',
            field=models.DateTimeField(default=BEFORE),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='inline',
            name='counts_at',
            field=models.DateTimeField(default=BEFORE),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(condition=models.Q(('ended_at', None)), fields=['rush', 'option_key', 'counts_at'], name='places_of_a_course'),
        ),
        migrations.AddIndex(
            model_name='inline',
            index=models.Index(fields=['rush', 'option_key', 'counts_at'], name='line_of_a_course'),
        ),
    ]
