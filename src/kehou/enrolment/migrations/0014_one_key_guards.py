"""A place and a line point to the arrival of their child: one key that holds family, child and choice together."""

from django.db import migrations

from kehou.platform.database.protection import no_longer, same_key, same_school

TABLES = ("enrolment_claim", "enrolment_inline")
ONE_BY_ONE = {"rush_id": "enrolment_rush", "party_id": "enrolment_party", "pupil_id": "registry_pupil"}


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0013_one_key_a_place"), ("registry", "0002_guards")]

    operations = [
        *(same_key(table, ("rush_id", "party_id", "pupil_id"), "enrolment_entrant") for table in TABLES),
        *(
            no_longer(same_school(table, column, target))
            for table in TABLES
            for column, target in ONE_BY_ONE.items()
        ),
    ]
