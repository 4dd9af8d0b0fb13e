"""Who signs or answers for a pupil, and how that person stands to the pupil."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kehou.kernel.ids import PersonId


class Standing(StrEnum):
    """How a person stands to one pupil on the day of the act."""

    GUARDIAN = "guardian"  # 监护人, on record
    CARER = "carer"  # 受委托照护人, entrusted by a guardian with proof
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Signer:
    """A person as seen from one pupil at one moment.

    ``may_sign`` is what the guardian allowed a carer for this kind of act on that day; it is
    True for a guardian. ``is_school_staff`` is whether the person works at the pupil's school.
    """

    person_id: PersonId
    standing: Standing
    may_sign: bool
    is_school_staff: bool
    identity_checked: bool
