"""What later steps may ask about the afternoons of a school."""

from kehou.delivery.facts import Attendance, CancelCause, Custody, SessionState
from kehou.delivery.public.afternoon import Afternoon, AfternoonPart, afternoon_of
from kehou.delivery.public.attendance import (
    AttendanceInfo,
    ExpectedSession,
    attendance_facts,
    expected_sessions,
)
from kehou.delivery.public.duties import DutyInfo, duty_facts
from kehou.delivery.public.gate import GateCount, gate_counts
from kehou.delivery.public.incidents import pupils_with_open_incident
from kehou.delivery.public.leading import HeldSession, held_by
from kehou.delivery.public.pay import PayUnits, ProvidedSession, pay_units, provided_sessions, unpaid_months
from kehou.delivery.public.places import SessionPlaces, sessions_by_id
from kehou.delivery.public.resources import resources_used
from kehou.delivery.public.sessions import (
    SessionInfo,
    asked_open_sessions,
    meets_on,
    open_session_count,
    roster_of,
    session_facts,
)
from kehou.delivery.public.staying import KeptDay, kept_days
from kehou.delivery.rolls import Roster
from kehou.delivery.staying import care_price

__all__ = [
    "Afternoon",
    "AfternoonPart",
    "Attendance",
    "AttendanceInfo",
    "CancelCause",
    "Custody",
    "DutyInfo",
    "ExpectedSession",
    "GateCount",
    "HeldSession",
    "KeptDay",
    "PayUnits",
    "ProvidedSession",
    "Roster",
    "SessionInfo",
    "SessionPlaces",
    "SessionState",
    "afternoon_of",
    "asked_open_sessions",
    "attendance_facts",
    "care_price",
    "duty_facts",
    "expected_sessions",
    "gate_counts",
    "held_by",
    "kept_days",
    "meets_on",
    "open_session_count",
    "pay_units",
    "provided_sessions",
    "pupils_with_open_incident",
    "resources_used",
    "roster_of",
    "session_facts",
    "sessions_by_id",
    "unpaid_months",
]
