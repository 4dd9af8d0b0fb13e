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
