"""The rows of oversight."""

from kehou.oversight.models.cases import Case, CaseRating, CaseStep, FurtherWords, Report
from kehou.oversight.models.corrections import Brief, BriefAnswer, Correction, CorrectionOrder, Recheck
from kehou.oversight.models.erasures import ErasedPupil, Erasure
from kehou.oversight.models.indicators import Signal, SignalEnd, SignalNote, Snapshot
from kehou.oversight.models.inspections import (
    Finding,
    Inspection,
    InspectionPlan,
    InspectionSheet,
    InspectionStep,
    SheetReply,
)
from kehou.oversight.models.reports import AnnualReport, Contest, ContestAnswer
from kehou.oversight.models.surveys import (
    BodyAnswer,
    Hearing,
    Survey,
    SurveyAnswer,
    SurveyOutcome,
    SurveyToken,
)

__all__ = [
    "AnnualReport",
    "BodyAnswer",
    "Brief",
    "BriefAnswer",
    "Case",
    "CaseRating",
    "CaseStep",
    "Contest",
    "ContestAnswer",
    "Correction",
    "CorrectionOrder",
    "ErasedPupil",
    "Erasure",
    "Finding",
    "FurtherWords",
    "Hearing",
    "Inspection",
    "InspectionPlan",
    "InspectionSheet",
    "InspectionStep",
    "Recheck",
    "Report",
    "SheetReply",
    "Signal",
    "SignalEnd",
    "SignalNote",
    "Snapshot",
    "Survey",
    "SurveyAnswer",
    "SurveyOutcome",
    "SurveyToken",
]
