"""Families with one to three children at a school, and who of them stands on the roll."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from random import Random

from kehou.demo.rolls.county import PHONE_RANGE, DemoSchool
from kehou.demo.rolls.naming import given_name, surname
from kehou.demo.rolls.people import DemoMember

_NO_PHONE_PERCENT = 30  # of grandparents
_ORPHANS_PER_MILLE = 4
FATHER, MOTHER = "51", "52"
_GRANDFATHER, _GRANDMOTHER, _MATERNAL_GRANDMOTHER = "61", "62", "64"
_SCHOOL_DIGIT = {"urban": 1, "township": 2, "point": 3, "river": 4, "maple": 5}


@dataclass(frozen=True, slots=True)
class DemoFamily:
    """A family: the children's surname, left-behind code (0 no, 1 one parent away, 2 both), the members."""

    surname: str
    left_behind: str
    orphaned: bool
    members: tuple[DemoMember, ...]


class FamilyMaker:
    """Makes families for one school; phones run on, so that no two people share one by chance."""

    def __init__(self, school: DemoSchool, chance: Random) -> None:
        self._school = school
        self._chance = chance
        self._phones = count(1)

    def phone(self) -> str:
        """The next phone of the made-up range."""
        return f"{PHONE_RANGE}{_SCHOOL_DIGIT[self._school.key]}{next(self._phones) * 7 % 10**7:07d}"

    def family(self) -> DemoFamily:
        """A family; where parents are away, a grandparent takes a place on the roll."""
        chance = self._chance
        name = surname(chance)
        if chance.randrange(1000) < _ORPHANS_PER_MILLE:
            return DemoFamily(name, "0", True, (self._grandmother(), self._grandfather(name)))
        away = "0"
        if chance.randrange(100) < self._school.shares.left_behind:
            away = chance.choice("112")
        father = DemoMember(name + given_name(chance, "parent", "man"), FATHER, self.phone(), True)
        mother = DemoMember(
            surname(chance) + given_name(chance, "parent", "woman"), MOTHER, self.phone(), True
        )
        return DemoFamily(name, away, False, self._on_roll(name, away, father, mother))

    def _on_roll(
        self, name: str, away: str, father: DemoMember, mother: DemoMember
    ) -> tuple[DemoMember, ...]:
        if away == "2":
            return (father, self._grandmother())
        if away == "1" and self._chance.random() < 0.5:
            return (mother, self._grandfather(name))
        return (father, mother)

    def _grandmother(self) -> DemoMember:
        paternal = self._chance.random() < 0.7
        own_name = surname(self._chance) + given_name(self._chance, "grandparent", "woman")
        return DemoMember(
            own_name, _GRANDMOTHER if paternal else _MATERNAL_GRANDMOTHER, self._old_phone(), False
        )

    def _grandfather(self, name: str) -> DemoMember:
        own_name = name + given_name(self._chance, "grandparent", "man")
        return DemoMember(own_name, _GRANDFATHER, self._old_phone(), False)

    def _old_phone(self) -> str:
        return "" if self._chance.randrange(100) < _NO_PHONE_PERCENT else self.phone()
