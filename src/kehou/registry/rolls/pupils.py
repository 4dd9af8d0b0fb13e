"""What a checked row says about a pupil."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Sex(StrEnum):
    """As the register records it."""

    MALE = "male"
    FEMALE = "female"


class IdKind(StrEnum):
    """The kinds of identity document of the register."""

    IDENTITY_CARD = "identity_card"
    HONG_KONG = "hong_kong"
    MACAU = "macau"
    TAIWAN = "taiwan"
    PERMANENT_RESIDENCE = "permanent_residence"
    PASSPORT = "passport"
    OTHER = "other"


class Travel(StrEnum):
    """How a pupil comes to school and goes home (A4.8)."""

    WALK = "walk"
    BICYCLE = "bicycle"
    PUBLIC = "public"
    FAMILY = "family"
    SCHOOL_BUS = "school_bus"
    OTHER = "other"


class Relation(StrEnum):
    """What a family member is to the pupil."""

    FATHER = "father"
    MOTHER = "mother"
    GRANDFATHER = "grandfather"
    GRANDMOTHER = "grandmother"
    MATERNAL_GRANDFATHER = "maternal_grandfather"
    MATERNAL_GRANDMOTHER = "maternal_grandmother"
    SIBLING = "sibling"
    RELATIVE = "relative"
    OTHER = "other"


PARENTS = frozenset({Relation.FATHER, Relation.MOTHER})


@dataclass(frozen=True, slots=True)
class Guardian:
    """A family member on the roll; ``phone`` is "" where none is given."""

    name: str
    relation: Relation
    phone: str
    is_guardian: bool


@dataclass(frozen=True, slots=True)
class PupilIdentity:
    """Numbers by which later files are matched: sealed where stored, never a key. "" where not given."""

    id_kind: IdKind
    id_number: str
    roll_number: str
    roll_subnumber: str

    def match_keys(self) -> frozenset[str]:
        """The texts that identify the pupil among files and schools; empty without a number."""
        keys = {f"roll:{self.roll_number}"} if self.roll_number else set()
        return frozenset(keys | ({f"id:{self.id_kind.value}:{self.id_number}"} if self.id_number else set()))


@dataclass(frozen=True, slots=True)
class Schooling:
    """Where a pupil sits: grade 1 to 9, class number where it can be told, class name, month of entry.

    ``entry_month`` is the month in which the pupil entered primary or junior school, as 2023-09.
    """

    grade: int
    class_number: int | None
    class_label: str
    entry_month: str


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What decides priority, waivers and the way home (A3.4, A4.8, A4.18, A9.39); None where not said."""

    boarding: bool | None
    left_behind: bool | None
    migrant: bool | None
    disabled: bool | None
    orphan: bool | None
    aid: bool | None
    travel: Travel | None
    bus: bool | None


@dataclass(frozen=True, slots=True)
class PupilContent:
    """What the roll says of a pupil. None or empty means that the file does not say."""

    name: str
    sex: Sex
    birth_date: date
    schooling: Schooling
    circumstances: Circumstances
    guardians: tuple[Guardian, ...]


@dataclass(frozen=True, slots=True)
class RollRow:
    """One accepted row, by its number in the file (from 1)."""

    row: int
    identity: PupilIdentity
    pupil: PupilContent

    def match_keys(self) -> frozenset[str]:
        """The texts that identify the pupil; a caller hashes each with its key before storing or comparing.

        Name, birth date and sex serve only where the row has no number at all.
        """
        pupil = self.pupil
        return self.identity.match_keys() or frozenset(
            {f"who:{pupil.name}:{pupil.birth_date}:{pupil.sex.value}"}
        )
