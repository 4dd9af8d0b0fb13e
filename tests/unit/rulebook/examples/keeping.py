"""How long a pupil who left can still be named (A7.10)."""

from __future__ import annotations

from datetime import date

from kehou.rulebook.facts.keeping import FormerPupil, OpenMatter
from kehou.rulebook.hunan_2024.art07_keeping import nothing_of_a_pupil_is_open, pupil_was_kept_long_enough
from unit.rulebook.example import Example


def _left(left: date | None, *, today: date, matters: frozenset[OpenMatter] = frozenset()) -> FormerPupil:
    return FormerPupil("p1", today, left, matters)


JUNE, LEAP = date(2022, 6, 30), date(2024, 2, 29)

EXAMPLES = (
    Example("three years on", pupil_was_kept_long_enough, _left(JUNE, today=date(2025, 6, 30)), met=True),
    Example(
        "a day less",
        pupil_was_kept_long_enough,
        _left(JUNE, today=date(2025, 6, 29)),
        met=False,
        reason="erasing_too_early",
    ),
    Example("left on 29 February", pupil_was_kept_long_enough, _left(LEAP, today=date(2027, 3, 1)), met=True),
    Example(
        "its last day",
        pupil_was_kept_long_enough,
        _left(LEAP, today=date(2027, 2, 28)),
        met=False,
        reason="erasing_too_early",
    ),
    Example(
        "on the roll",
        pupil_was_kept_long_enough,
        _left(None, today=date(2030, 1, 1)),
        met=False,
        reason="erasing_on_roll",
    ),
    Example("all settled", nothing_of_a_pupil_is_open, _left(JUNE, today=date(2026, 1, 1)), met=True),
    *(
        Example(
            f"{matter.value} is open",
            nothing_of_a_pupil_is_open,
            _left(JUNE, today=date(2026, 1, 1), matters=frozenset({matter})),
            met=False,
            reason="erasing_with_open_matter",
            subject=f"matter/{matter.value}",
        )
        for matter in OpenMatter
    ),
)
