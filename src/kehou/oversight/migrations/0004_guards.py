"""Numbers, answers and findings stay as they were; an answer is the county's alone and leads to nobody."""

from django.db import migrations

from kehou.platform.database.protection import Readers, append_only, frozen_columns, row_security, same_school

OF_COUNTY = (
    "survey",
    "surveytoken",
    "surveyanswer",
    "hearing",
    "inspectionplan",
    "inspection",
    "inspectionstep",
    "finding",
    "annualreport",
)
OF_SCHOOL = (
    "snapshot",
    "signal",
    "signalnote",
    "signalend",
    "inspectionsheet",
    "sheetreply",
    "contest",
    "contestanswer",
)
KEPT = (
    "surveyanswer",
    "surveyoutcome",
    "hearing",
    "inspectionplan",
    "inspectionstep",
    "finding",
    "annualreport",
    *OF_SCHOOL,
)


class Migration(migrations.Migration):
    dependencies = [("oversight", "0003_indicators_surveys_inspections"), ("platform", "0002_guards")]

    operations = [
        *(row_security(f"oversight_{table}", has_school=False) for table in OF_COUNTY),
        *(row_security(f"oversight_{table}") for table in OF_SCHOOL),
        row_security("oversight_surveyoutcome", readers=Readers.ALL),
        *(append_only(f"oversight_{table}") for table in KEPT),
        frozen_columns("oversight_survey", "term_id", "number", "opened_by", "opened_at", "closes_date"),
        frozen_columns("oversight_inspection", "plan_id", "term_id", "concerned_school_id", "is_announced"),
        same_school("oversight_sheetreply", "sheet_id", "oversight_inspectionsheet"),
        same_school("oversight_contestanswer", "contest_id", "oversight_contest"),
    ]
