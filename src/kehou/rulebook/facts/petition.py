"""Facts about a rural school's petition, the gate before its consultation (A7.12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from kehou.kernel.ids import PupilId
from kehou.rulebook.facts.plan import ExceptionFacts
from kehou.rulebook.facts.signer import Signer


class PetitionRoute(StrEnum):
    """Which of the two ways of A7.12 a petition takes."""

    SIGN_ALL = "sign_all"  # signatures of more than two thirds open the whole school
    APPLICANTS_ONLY = "applicants_only"  # each application opens the service for its pupil


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature or application for one pupil."""

    pupil_id: PupilId
    signer: Signer
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class SignatureEntry:
    """A signature at the moment it is handed in.

    ``base`` holds the pupils of the frozen roll without leavers, ``already_signed`` those for whom
    a signature stands; the petition runs from ``opened_at`` until ``closed_at`` (None while open).
    """

    signature: Signature
    base: frozenset[PupilId]
    already_signed: frozenset[PupilId]
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class PetitionFacts:
    """A petition with the roll as frozen when it opened.

    ``roll`` and ``leavers`` are the snapshot taken at ``opened_at``; ``counted_roll`` is the roll
    by which the result is counted, and has to be that same snapshot. ``households`` gives each pupil's
    household where the city has signatures counted by household.
    """

    route: PetitionRoute
    opened_at: datetime
    closed_at: datetime | None
    roll: frozenset[PupilId]
    leavers: frozenset[PupilId]
    counted_roll: frozenset[PupilId]
    signatures: tuple[Signature, ...] = ()
    households: Mapping[PupilId, str] = field(default_factory=dict)

    @property
    def base(self) -> frozenset[PupilId]:
        """The pupils by whom the two thirds are counted: the frozen roll without leavers."""
        return self.roll - self.leavers


@dataclass(frozen=True, slots=True)
class RuralGateFacts:
    """What stands at the gate of A7.12 when a school opens its consultation or submits its plan.

    ``exceptions`` are the county's recorded leaves, with reason and last day.
    """

    urban_rural_code: str
    petition: PetitionFacts | None
    consultation_opened_at: datetime
    exceptions: tuple[ExceptionFacts, ...] = ()
