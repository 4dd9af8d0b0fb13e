"""All rows of plans, gathered where Django looks for them."""

from kehou.plans.models.decisions import CoSignature, Decision, PartComment, Review, Standing
from kehou.plans.models.plans import Plan, PlanVersion, Submission

__all__ = [
    "CoSignature",
    "Decision",
    "PartComment",
    "Plan",
    "PlanVersion",
    "Review",
    "Standing",
    "Submission",
]
