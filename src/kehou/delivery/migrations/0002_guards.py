"""An afternoon is seen by the children's school; what was marked, recorded and reported stays."""

from django.db import migrations

from kehou.platform.database.protection import append_only, frozen_columns, row_security, same_school

KEPT = (
    "sessionstep",
    "substitution",
    "supervision",
    "cancellation",
    "servicerecord",
    "lateconfirmation",
    "storedmark",
    "handover",
    "dayclosing",
    "dutyrecord",
    "boardercare",
    "leaveanswer",
    "aloneconsent",
    "incident",
    "incidentstep",
    "latepickup",
    "visitorpass",
    "visit",
    "hazard",
    "hazardclearing",
)
OF_SESSION = (
    "sessionstep",
    "substitution",
    "supervision",
    "cancellation",
    "servicerecord",
    "lateconfirmation",
)
OF_PUPIL = ("storedmark", "leaverequest", "aloneconsent", "latepickup", "incident")
LINKS = (
    ("leaveanswer", "request_id", "leaverequest"),
    ("incidentstep", "incident_id", "incident"),
    ("visit", "visitor_pass_id", "visitorpass"),
    ("hazardclearing", "hazard_id", "hazard"),
)


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0001_initial"),
        ("platform", "0002_guards"),
        ("registry", "0002_guards"),
        ("plans", "0002_guards"),
        ("enrolment", "0002_guards"),
    ]

    operations = [
        *(row_security(f"delivery_{table}") for table in ("session", "leaverequest", *KEPT)),
        *(append_only(f"delivery_{table}") for table in KEPT),
        frozen_columns("delivery_session", "term_id", "group_id", "school_id"),
        frozen_columns(
            "delivery_leaverequest", "pupil_id", "from_date", "until_date", "reason", "asked_by", "asked_at"
        ),
        *(same_school(f"delivery_{table}", "session_id", "delivery_session") for table in OF_SESSION),
        *(same_school(f"delivery_{table}", "pupil_id", "registry_pupil") for table in OF_PUPIL),
        *(same_school(f"delivery_{table}", column, f"delivery_{to}") for table, column, to in LINKS),
        same_school("delivery_session", "group_id", "enrolment_group"),
        same_school("delivery_session", "version_id", "plans_planversion"),
    ]
