"""The pupils of a school: places in classes, filled with the children of families."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from random import Random

from stdnum.cn import ric

from kehou.demo.rolls.county import COUNTY_CODE, NEIGHBOUR_CODE, DemoSchool
from kehou.demo.rolls.families import DemoFamily, FamilyMaker
from kehou.demo.rolls.naming import given_name
from kehou.demo.rolls.people import DemoPupil

SCHOOL_YEAR = 2025
_JUNIOR_GRADE = 7
_BOY, _GIRL = "1", "2"
_CHILDREN_WEIGHTS = {1: 72, 2: 24, 3: 4}
_DISABLED_PER_MILLE = 9
_WALK, _BICYCLE, _PUBLIC, _FAMILY, _SCHOOL_BUS = "1", "2", "3", "4", "5"


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in a class; ``entry_year`` is that of the stage."""

    grade: int
    class_number: int
    entry_year: int
    youngest_birth_year: int


def seat(grade: int, class_number: int, school_year: int) -> Seat:
    """A place in a class of a grade in a school year."""
    years_in_stage = grade - (_JUNIOR_GRADE if grade >= _JUNIOR_GRADE else 1)
    return Seat(grade, class_number, school_year - years_in_stage, school_year - grade - 5)


def seats_of(school: DemoSchool) -> list[Seat]:
    """All places of a school, classes filled evenly."""
    classes = [(grade, number) for grade in school.grades for number in range(1, school.classes_a_grade + 1)]
    full, over = divmod(school.pupils, len(classes))
    return [
        seat(grade, number, SCHOOL_YEAR)
        for place, (grade, number) in enumerate(classes)
        for _ in range(full + (place < over))
    ]


class PupilMaker:
    """Makes the pupils of one school from one source of chance."""

    def __init__(self, school: DemoSchool, chance: Random) -> None:
        self.school = school
        self._chance = chance
        self._families = FamilyMaker(school, chance)
        self._order_codes: dict[tuple[date, str], Iterator[int]] = defaultdict(self._codes)
        self._subnumbers: dict[int, Iterator[int]] = defaultdict(lambda: count(1))

    def fill(self, seats: list[Seat]) -> list[tuple[DemoPupil, DemoFamily]]:
        """A pupil for each place, siblings in different grades, in the order of classes."""
        waiting = list(seats)
        self._chance.shuffle(waiting)
        pupils = []
        while waiting:
            family = self._families.family()
            for place in self._siblings_seats(waiting):
                pupils.append((self.pupil(place, family), family))
        return sorted(pupils, key=lambda made: (made[0].grade, made[0].class_number, made[0].subnumber))

    def _siblings_seats(self, waiting: list[Seat]) -> list[Seat]:
        (children,) = self._chance.choices(list(_CHILDREN_WEIGHTS), list(_CHILDREN_WEIGHTS.values()))
        taken = [waiting.pop()]
        for place in range(len(waiting) - 1, max(-1, len(waiting) - 20), -1):
            if len(taken) < children and waiting[place].grade not in {seat.grade for seat in taken}:
                taken.append(waiting.pop(place))
        return taken

    def pupil(self, place: Seat, family: DemoFamily) -> DemoPupil:
        """A child of a family on a place."""
        chance, shares = self._chance, self.school.shares
        sex = chance.choice(_BOY + _GIRL)
        birth = date(place.youngest_birth_year - 1, 9, 1) + timedelta(days=chance.randrange(365))
        migrant = chance.randrange(100) < shares.migrant
        number = self._id_number(NEIGHBOUR_CODE if migrant else COUNTY_CODE, birth, sex)
        boards = self._boards(place.grade)
        rides_bus = not boards and chance.randrange(100) < shares.bus
        return DemoPupil(
            name=family.surname + given_name(chance, "child", "boy" if sex == _BOY else "girl"),
            sex=sex,
            birth_date=birth,
            id_number=number,
            roll_number=f"G{number}",
            subnumber=f"{COUNTY_CODE}{place.entry_year}{next(self._subnumbers[place.entry_year]):05d}",
            grade=place.grade,
            class_number=place.class_number,
            entry_year=place.entry_year,
            boards=boards,
            left_behind=family.left_behind,
            migrant=migrant,
            disability=chance.choice("1234") if chance.randrange(1000) < _DISABLED_PER_MILLE else "0",
            orphan=family.orphaned,
            aid=family.orphaned or chance.randrange(100) < shares.aid,
            travel=_SCHOOL_BUS if rides_bus else self._travel(),
            rides_bus=rides_bus,
            members=family.members,
        )

    def _boards(self, grade: int) -> bool:
        starts = self.school.boarding_from_grade
        return bool(starts) and grade >= starts and self._chance.randrange(100) < self.school.shares.boarding

    def _travel(self) -> str:
        ways = {_WALK: 48, _BICYCLE: 6, _PUBLIC: 8, _FAMILY: 38}
        return self._chance.choices(list(ways), list(ways.values()))[0]

    def _codes(self) -> Iterator[int]:
        return count(self.school.first_sequence + 2, 2)

    def _id_number(self, region: str, birth: date, sex: str) -> str:
        """A number with a right check digit, its order code odd for a boy."""
        order = next(self._order_codes[birth, sex]) + (sex == _BOY)
        first = f"{region}{birth:%Y%m%d}{order:03d}"
        return first + ric.calc_check_digit(first + "0")
