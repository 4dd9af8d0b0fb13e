from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('enrolment', '0017_protected_turn_guards'),
    ]

    operations = [
        migrations.AddField(
            model_name='choicewindow',
            name='max_paid',
            field=models.PositiveSmallIntegerField(null=True),
        ),
    ]
