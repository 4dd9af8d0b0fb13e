"""The family's questionnaire one question at a time, as a draft until the family has checked it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kehou.consultation.facts import FamilyAnswer, QuestionnaireContent
from kehou.rulebook.facts.consultation import Answer

AFTER_JOINING = ("days", "courses", "price", "transport", "pupil")


def steps_for(asked: QuestionnaireContent, *, choice: str, asks_pupil: bool) -> tuple[str, ...]:
    """The questions of one sitting. A no ends at the first: nothing more is asked, no reason least of all."""
    if choice == Answer.NO:
        return ("join",)
    skipped = {
        "days": not asked.days,
        "courses": not asked.courses,
        "price": not asked.price_note,
        "pupil": not (asks_pupil and asked.asks_pupil_needs),
    }
    return ("join", *(step for step in AFTER_JOINING if not skipped.get(step, False)))


def draft_of(given: FamilyAnswer | None) -> dict[str, Any]:
    """A stored answer as the draft to change; empty before the first."""
    if given is None:
        return {}
    return {
        "join": given.choice.value,
        "days": [str(day) for day in given.days],
        "courses": list(given.courses),
        "price": given.price_view,
        "transport": given.transport,
        "pupil": list(given.pupil_needs),
    }


def answer_of(draft: Mapping[str, Any], *, steps: tuple[str, ...]) -> FamilyAnswer | None:
    """The answer that a draft comes to, of the questions asked; None before the first is answered."""
    if not draft.get("join"):
        return None
    kept = {step: draft.get(step) for step in steps}
    return FamilyAnswer(
        choice=Answer(draft["join"]),
        days=tuple(int(day) for day in kept.get("days") or ()),
        courses=tuple(kept.get("courses") or ()),
        price_view=kept.get("price") or "",
        transport=kept.get("transport") or "",
        pupil_needs=tuple(kept.get("pupil") or ()),
    )
