"""Who may do what in oversight."""

from kehou.kernel.actor import Role
from kehou.platform.access.actions import grants

_OFFICERS = frozenset({Role.COUNTY_OFFICER, Role.COUNTY_APPROVER})
_SCHOOL = frozenset({Role.SCHOOL_HEAD, Role.SCHOOL_PLAN})

REPORT = grants("case.report", anyone=True)
READ_ANSWER = grants("case.read_answer", anyone=True)
SEE_CASE = grants("case.see", _OFFICERS | {Role.COUNTY_MARKET})
WORK_CASE = grants("case.work", _OFFICERS)
DECIDE_CASE = grants("case.decide", {Role.COUNTY_APPROVER})
CONCLUDE_TRANSFER = grants("case.conclude_transfer", {Role.COUNTY_APPROVER, Role.COUNTY_MARKET})
SEE_CORRECTION = grants("correction.see", _SCHOOL | _OFFICERS)
ANSWER_COUNTY = grants("correction.answer", _SCHOOL)
COMPUTE = grants("indicator.compute", _OFFICERS | {Role.SYSTEM})
SEE_INDICATORS = grants("indicator.see", _OFFICERS | _SCHOOL | {Role.SCHOOL_TEACHING})
NOTE_SIGNAL = grants("signal.note", _SCHOOL)
END_SIGNAL = grants("signal.end", _OFFICERS)
RUN_SURVEY = grants("survey.run", _OFFICERS)
OPEN_SURVEY = grants("survey.open", _OFFICERS | _SCHOOL)
ANSWER_SURVEY = grants("survey.answer", family=True)
PLAN_INSPECTION = grants("inspection.plan", _OFFICERS)
DECIDE_INSPECTION = grants("inspection.decide", {Role.COUNTY_APPROVER})
ANSWER_INSPECTION = grants("inspection.answer", _SCHOOL)
SEE_STATEMENT = grants(
    "statement.see", {Role.TEACHER, Role.CLASS_TEACHER, Role.SCHOOL_HEAD, Role.SCHOOL_TEACHING}
)
ANSWER_CONTEST = grants("statement.answer", {Role.SCHOOL_HEAD, Role.SCHOOL_TEACHING})
SEE_COUNTY_BOARD = grants("board.county", _OFFICERS | {Role.COUNTY_MARKET, Role.COUNTY_FINANCE})
SEE_PROVINCE_BOARD = grants("board.province", {Role.PROVINCE_EDU, Role.CITY_EDU})
PROPOSE_ERASURE = grants("erasure.propose", {Role.SCHOOL_HEAD, Role.SCHOOL_TEACHING})
DECIDE_ERASURE = grants("erasure.decide", {Role.COUNTY_APPROVER})
SEE_ERASURES = grants("erasure.see", PROPOSE_ERASURE.roles | _OFFICERS)
REPORT_YEAR = grants("report.year", {Role.COUNTY_APPROVER})
