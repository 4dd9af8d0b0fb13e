"""All rows of plans, gathered where Django looks for them."""

from kehou.plans.models.arrangements import Arrangement
from kehou.plans.models.decisions import CoSignature, Decision, PartComment, Review, Standing
from kehou.plans.models.drafts import DraftStep
from kehou.plans.models.plans import Plan, PlanVersion, Submission

__all__ = [
    "Arrangement",
    "CoSignature",
    "Decision",
    "DraftStep",
    "PartComment",
    "Plan",
    "PlanVersion",
    "Review",
    "Standing",
    "Submission",
]
