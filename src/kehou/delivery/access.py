"""Who may do what in an afternoon."""

from kehou.kernel.actor import Role
from kehou.platform.access.actions import grants

OFFICE = frozenset({Role.SCHOOL_HEAD, Role.SCHOOL_PLAN, Role.SCHOOL_TEACHING})
_TEACHERS = frozenset({Role.TEACHER, Role.CLASS_TEACHER})
_SAFETY = frozenset({Role.SCHOOL_SAFETY})
_STAFF = OFFICE | _TEACHERS | _SAFETY

PLAN_SESSIONS = grants("session.plan", OFFICE)
LEAD_SESSION = grants("session.lead", _STAFF | {Role.PROVIDER})
CHANGE_SESSION = grants("session.change", OFFICE)
ACCEPT_SESSION = grants("session.accept", OFFICE)
CONFIRM_LATE = grants("session.confirm_late", {Role.SCHOOL_HEAD})
SUPERVISE = grants("session.supervise", _STAFF)
HAND_OVER = grants("class.hand_over", {Role.CLASS_TEACHER} | OFFICE)
SEE_DAY = grants("day.see", OFFICE | _SAFETY)
SEE_BOARD = grants("board.see", _STAFF)
GATE_OFFICE = frozenset({Role.SCHOOL_HEAD, Role.SCHOOL_TEACHING}) | _SAFETY
KEEP_GATE = grants("gate.keep", _STAFF)
CLOSE_DAY = grants("day.close", OFFICE | _SAFETY)
SEE_LOG = grants("log.see", OFFICE | _SAFETY)
ASK_LEAVE = grants("leave.ask", family=True)
ANSWER_LEAVE = grants("leave.answer", OFFICE | {Role.CLASS_TEACHER})
SEE_TODAY = grants("today.see", family=True)
CONSENT_ALONE = grants("alone.consent", family=True)
ASK_CARE = grants("care.ask", family=True)
ANSWER_CARE = grants("care.answer", OFFICE | _SAFETY)
EXPLAIN_ABSENCE = grants("absence.explain", _STAFF, family=True)
REPORT_INCIDENT = grants("incident.report", _STAFF)
KEEP_INCIDENTS = grants("incident.keep", OFFICE | _SAFETY)
KEEP_VISITORS = grants("visitor.keep", OFFICE | _SAFETY)
KEEP_HAZARDS = grants("hazard.keep", _STAFF)
LEAD_DAY = grants("duty.record", OFFICE | _SAFETY)
KEEP_BOARDERS = grants("boarders.keep", OFFICE | _SAFETY)
