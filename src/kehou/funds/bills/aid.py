"""The aid list of a term: who pays less, by how much. The category stays sealed (A9.39, A3.4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from kehou.funds.models import AidEntry
from kehou.platform.sealed.cipher import seal
from kehou.platform.sealed.keyring import keys_of, open_all

_COLUMN = "aid"


@dataclass(frozen=True, slots=True)
class Aid:
    """A confirmed entry: the category for the rulebook, and the part waived."""

    category: str
    ratio: Fraction


def sealed_category(pupil_id: UUID, category: str) -> bytes:
    """A category sealed with the pupil's key. Raises KeyError for a pupil without one."""
    return seal(category, key=keys_of([pupil_id])[pupil_id], bound_to=f"{_COLUMN}:{pupil_id}")


def aid_of(term_id: UUID, pupils: Iterable[UUID]) -> dict[UUID, Aid]:
    """The confirmed entries of some pupils, opened with two queries."""
    rows = list(
        AidEntry.objects.filter(term_id=term_id, pupil_id__in=list(pupils)).exclude(confirmed_at=None)
    )
    sealed = {row.pupil_id: bytes(row.category) for row in rows}
    opened = open_all(sealed, keys=keys_of(sealed), column=_COLUMN)
    return {
        row.pupil_id: Aid(opened[row.pupil_id], Fraction(row.ratio)) for row in rows if row.pupil_id in opened
    }
