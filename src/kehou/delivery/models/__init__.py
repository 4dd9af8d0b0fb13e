"""All rows of delivery, gathered where Django looks for them."""

from kehou.delivery.models.changes import Arrangement, EarlyConsent, FamilyNotice, Restoration, StayingOn
from kehou.delivery.models.days import BoarderCare, DayClosing, DutyRecord, Handover
from kehou.delivery.models.families import (
    AloneConsent,
    CareAnswer,
    CareRequest,
    LeaveAnswer,
    LeaveRequest,
)
from kehou.delivery.models.marks import StoredMark
from kehou.delivery.models.resources import ResourceUse
from kehou.delivery.models.safety import (
    Hazard,
    HazardClearing,
    Incident,
    IncidentStep,
    LatePickup,
    SafetyActivity,
    Visit,
    VisitorPass,
)
from kehou.delivery.models.sessions import (
    Cancellation,
    LateConfirmation,
    ServiceRecord,
    Session,
    SessionStep,
    Substitution,
    Supervision,
)

__all__ = [
    "AloneConsent",
    "Arrangement",
    "BoarderCare",
    "Cancellation",
    "CareAnswer",
    "CareRequest",
    "DayClosing",
    "DutyRecord",
    "EarlyConsent",
    "FamilyNotice",
    "Handover",
    "Hazard",
    "HazardClearing",
    "Incident",
    "IncidentStep",
    "LateConfirmation",
    "LatePickup",
    "LeaveAnswer",
    "LeaveRequest",
    "ResourceUse",
    "Restoration",
    "SafetyActivity",
    "ServiceRecord",
    "Session",
    "SessionStep",
    "StayingOn",
    "StoredMark",
    "Substitution",
    "Supervision",
    "Visit",
    "VisitorPass",
]
