"""The rows of oversight."""

from kehou.oversight.models.cases import Case, CaseRating, CaseStep, Report
from kehou.oversight.models.corrections import Brief, BriefAnswer, Correction, CorrectionOrder, Recheck

__all__ = [
    "Brief",
    "BriefAnswer",
    "Case",
    "CaseRating",
    "CaseStep",
    "Correction",
    "CorrectionOrder",
    "Recheck",
    "Report",
]
