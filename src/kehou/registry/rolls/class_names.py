"""What the names and numbers of classes and grades say: 202303, 三（2）班, 302, 初一3班, 2023级."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

ALL_GRADES = frozenset(range(1, 10))
_PRIMARY_YEARS = 6
_JUNIOR_YEARS = 3

_ONES = "一二三四五六七八九"
_COHORT = r"(?P<cohort>20\d\d)"
_SHORT_COHORT = r"(?P<short_cohort>[12]\d)"
_JUNIOR_SIGN = "初中|初"
_PRIMARY_SIGN = "小学"
_STAGE = rf"(?:{_PRIMARY_SIGN})?(?P<junior>{_JUNIOR_SIGN})?"
_CLASS = "班?"
_TEN = "十"
_NUMBER = rf"(?P<number>\d{{1,2}}|[{_ONES}{_TEN}]{{1,3}})"
_LONE_NUMBER = rf"(?P<number>\d{{1,2}}|[{_ONES}]?{_TEN}[{_ONES}]?|[{_ONES}])"
_GRADE_SIGN = rf"(?P<grade>[{_ONES}])"
_GRADE_DIGIT = r"(?P<grade>[1-9])"
_CLASS_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_COHORT}(?:级|[-.])?\(?{_NUMBER}\)?{_CLASS}",
        rf"\(?{_LONE_NUMBER}\)?{_CLASS}",
        rf"{_STAGE}{_GRADE_SIGN}(?:年级|年)?\(?{_NUMBER}\)?{_CLASS}",
        rf"{_STAGE}{_GRADE_DIGIT}(?:年级|年|[-.])\(?{_NUMBER}\)?{_CLASS}",
        rf"{_GRADE_DIGIT}\((?P<number>\d{{1,2}})\){_CLASS}",
        rf"0?{_GRADE_DIGIT}(?P<number>\d\d){_CLASS}",
        rf"{_SHORT_COHORT}(?P<number>\d\d){_CLASS}",
    )
)
_GRADE_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_COHORT}级?",
        rf"{_STAGE}{_GRADE_SIGN}(?:年级|年)?",
        rf"{_STAGE}{_GRADE_DIGIT}(?:年级|年)?",
    )
)
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class ClassName:
    """What a class name says: the grades that it leaves open, and the class number."""

    grades: frozenset[int]
    number: int


def grades_of_cohort(entry_year: int, school_year: int) -> frozenset[int]:
    """Grades now of those who entered in a year: from grade 1 straight on, or from grade 7."""
    years = school_year - entry_year + 1
    junior = {years + _PRIMARY_YEARS} if 1 <= years <= _JUNIOR_YEARS else set()
    return frozenset({years} & ALL_GRADES | junior)


@lru_cache(maxsize=2048)
def read_class_name(label: str, school_year: int) -> ClassName | None:
    """What a class name says, or None where it is a name of the school's own making."""
    text = _plain(label)
    for form in _CLASS_FORMS:
        if found := form.fullmatch(text):
            said = found.groupdict()
            return ClassName(_grades(said, school_year), _number(said["number"]))
    return None


def read_grade_name(label: str, school_year: int) -> frozenset[int] | None:
    """The grades that a grade's name leaves open, or None where it cannot be read."""
    text = _plain(label)
    for form in _GRADE_FORMS:
        if found := form.fullmatch(text):
            return _grades(found.groupdict(), school_year)
    return None


def _plain(label: str) -> str:
    text = unicodedata.normalize("NFKC", label)
    return _SPACES.sub("", text).replace("—", "-").replace("－", "-")


def _number(text: str) -> int:
    """A number in digits or in Chinese numerals up to 99."""
    if text.isdigit():
        return int(text)
    tens, has_tens, ones = text.partition(_TEN)
    if not has_tens:
        return int("".join(str(_ONES.index(sign) + 1) for sign in text))
    return (_ONES.index(tens[-1]) + 1 if tens else 1) * 10 + (_ONES.index(ones[0]) + 1 if ones else 0)


def _grades(said: dict[str, str | None], school_year: int) -> frozenset[int]:
    if cohort := said.get("cohort") or said.get("short_cohort"):
        return grades_of_cohort(int(cohort[-2:]) + 2000, school_year)
    if not (name := said.get("grade")):
        return ALL_GRADES
    grade = _number(name)
    counted_from_junior = said.get("junior") and grade <= _JUNIOR_YEARS
    return frozenset({grade + _PRIMARY_YEARS if counted_from_junior else grade})
