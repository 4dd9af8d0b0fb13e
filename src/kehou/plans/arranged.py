"""What an approved version says today: as approved, with the details that followed."""

from __future__ import annotations

from kehou.plans.content import from_json
from kehou.plans.facts import PlanContent
from kehou.plans.models import Arrangement, PlanVersion


def latest_arrangement(version: PlanVersion) -> Arrangement | None:
    """The details that followed last, or None where all is as approved."""
    return version.arrangements.defer("verdicts").order_by("number").last()


def arranged_content(version: PlanVersion) -> PlanContent:
    """The content that the service runs by."""
    arrangement = latest_arrangement(version)
    return from_json(arrangement.content if arrangement else version.content)
