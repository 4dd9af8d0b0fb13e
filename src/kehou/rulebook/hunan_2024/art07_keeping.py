"""Article 7, how long records name a pupil: as the province says, and until all is settled (A7.10)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kehou.rulebook.engine import Parameters, Verdict, cites
from kehou.rulebook.facts.keeping import FormerPupil
from kehou.rulebook.hunan_2024.plan_parts import Fault, each_fault
from kehou.rulebook.hunan_2024.register import verdict

NAMING = ("pupil_detail", "consent", "gate")
"""The records that need a pupil's name. The others go on under an opaque key."""


def kept_until(left: date, parameters: Parameters) -> date:
    """The first day on which nothing needs the name any more of a pupil who left on a day."""
    years = max(parameters.count("keep_years", kind) for kind in NAMING)
    try:
        return left.replace(year=left.year + years)
    except ValueError:  # 29 February in a year that has none
        return date(left.year + years, 3, 1)


@cites("A7.10")
def pupil_was_kept_long_enough(pupil: FormerPupil, parameters: Parameters) -> Iterator[Verdict]:
    """Nobody is erased who is on the roll, or whose records are still to be kept (A7.10)."""
    subject = f"pupil/{pupil.key}"
    yield verdict("A7.10", "erasing_on_roll", pupil.left_date is not None, subject=subject)
    if pupil.left_date is None:
        return
    required = kept_until(pupil.left_date, parameters)
    met = pupil.today >= required
    yield verdict(
        "A7.10", "erasing_too_early", met, subject=subject, found=pupil.left_date, required=required
    )


@cites("A7.10")
def nothing_of_a_pupil_is_open(pupil: FormerPupil, _: Parameters) -> Iterator[Verdict]:
    """Money that is owed, an accident or a case keeps the name until it is settled (A7.10)."""
    faults: Iterator[Fault] = (
        (f"matter/{matter}", {"found": matter.value}) for matter in sorted(pupil.open_matters)
    )
    yield from each_fault("A7.10", "erasing_with_open_matter", faults)
