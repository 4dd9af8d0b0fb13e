"""The guardians of a roll as people: one person for phone and name alike, and what looks wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kehou.registry.rolls.pupils import Guardian, RollRow


@dataclass(frozen=True, slots=True)
class Child:
    """One link of a guardian: the row of the child and what the guardian is to it."""

    row: int
    guardian: Guardian


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """One person over all rows. More than one child means a merge, which a class teacher confirms."""

    name: str
    phone: str
    children: tuple[Child, ...]

    @property
    def is_merged(self) -> bool:
        """Whether rows of several children were taken to name the same person."""
        return len(self.children) > 1


@dataclass(frozen=True, slots=True)
class SharedPhone:
    """A phone under different names: nobody is merged, somebody should look."""

    phone: str
    names: tuple[str, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Families:
    """The guardians of a roll, phones that several names share, and rows with a staff member's phone."""

    members: tuple[FamilyMember, ...]
    shared_phones: tuple[SharedPhone, ...]
    staff_phone_rows: tuple[int, ...]


def gather_families(
    rows: Iterable[RollRow], *, staff_phone_tokens: frozenset[str], token_of: Callable[[str], str]
) -> Families:
    """Merge guardians whose phone and name both agree; question phones that do not fit (A2.1).

    ``token_of`` hashes a phone as the tokens of the staff's phones were hashed; their numbers are not needed.
    A guardian without a phone is never merged.
    """
    by_person: dict[tuple[str, str], list[Child]] = defaultdict(list)
    alone: list[FamilyMember] = []
    for row in rows:
        for guardian in row.pupil.guardians:
            child = Child(row.row, guardian)
            if guardian.phone:
                by_person[guardian.phone, guardian.name].append(child)
            else:
                alone.append(FamilyMember(guardian.name, "", (child,)))
    merged = [FamilyMember(name, phone, tuple(children)) for (phone, name), children in by_person.items()]
    return Families(
        members=(*merged, *alone),
        shared_phones=_shared(merged),
        staff_phone_rows=_of_staff(merged, staff_phone_tokens, token_of),
    )


def _rows(members: Iterable[FamilyMember]) -> tuple[int, ...]:
    return tuple(sorted({child.row for member in members for child in member.children}))


def _shared(members: list[FamilyMember]) -> tuple[SharedPhone, ...]:
    by_phone: dict[str, list[FamilyMember]] = defaultdict(list)
    for member in members:
        by_phone[member.phone].append(member)
    return tuple(
        SharedPhone(phone, tuple(member.name for member in sharing), _rows(sharing))
        for phone, sharing in by_phone.items()
        if len(sharing) > 1
    )


def _of_staff(
    members: list[FamilyMember], tokens: frozenset[str], token_of: Callable[[str], str]
) -> tuple[int, ...]:
    if not tokens:
        return ()
    return _rows(member for member in members if token_of(member.phone) in tokens)
