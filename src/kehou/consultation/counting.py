"""From answers to counts, and from counts to what may be shown: no cell that points at a few families."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kehou.consultation.facts import FamilyAnswer
from kehou.rulebook.facts.consultation import Answer

Cells = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Tally:
    """Whole-school counts of answers, by question and option."""

    answered: int
    choices: Cells
    days: Cells = field(default_factory=dict)
    courses: Cells = field(default_factory=dict)
    price_views: Cells = field(default_factory=dict)
    transports: Cells = field(default_factory=dict)
    needs: Cells = field(default_factory=dict)


def tally(answers: Iterable[FamilyAnswer]) -> Tally:
    """Count answers. Questions that allow several options count each option once a pupil."""
    known = list(answers)
    choices = Counter(str(answer.choice) for answer in known)
    return Tally(
        answered=len(known),
        choices={choice.value: choices[choice.value] for choice in Answer},
        days=Counter(str(day) for answer in known for day in answer.days),
        courses=Counter(course for answer in known for course in answer.courses),
        price_views=Counter(answer.price_view for answer in known if answer.price_view),
        transports=Counter(answer.transport for answer in known if answer.transport),
        needs=Counter(need for answer in known for need in answer.pupil_needs),
    )


def safe_partition(cells: Cells, *, least: int) -> dict[str, int | None]:
    """Cells that add up to a published total, with those hidden (None) that are small.

    A hidden cell must not follow from the total and the others: where only one is hidden, or the hidden
    ones together are small, the smallest shown cell is hidden too.
    """
    shown = {name for name, count in cells.items() if count >= least}
    hidden = set(cells) - shown
    while hidden and shown and (len(hidden) < 2 or sum(cells[name] for name in hidden) < least):
        smallest = min(shown, key=lambda name: (cells[name], name))
        shown.remove(smallest)
        hidden.add(smallest)
    return {name: count if name in shown else None for name, count in cells.items()}


def safe_each(cells: Cells, *, least: int) -> dict[str, int | None]:
    """Cells that stand each for itself (several options may be chosen), the small ones hidden (None)."""
    return {name: count if count >= least else None for name, count in cells.items()}


def safe_summary(counted: Tally, *, least: int) -> dict[str, dict[str, int | None]]:
    """Everything that may be shown of a tally, by question."""
    several = {"days": counted.days, "courses": counted.courses, "needs": counted.needs}
    single = {
        "choices": counted.choices,
        "price_views": counted.price_views,
        "transports": counted.transports,
    }
    return {
        **{question: safe_partition(cells, least=least) for question, cells in single.items()},
        **{question: safe_each(cells, least=least) for question, cells in several.items()},
    }
