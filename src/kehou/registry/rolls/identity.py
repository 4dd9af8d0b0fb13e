"""The numbers and birth date of a row, checked against each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kehou.registry.rolls.cleaning import compact
from kehou.registry.rolls.codes import read_code
from kehou.registry.rolls.context import RollContext
from kehou.registry.rolls.dates import ImpossibleDate, MalformedDate, parse_day
from kehou.registry.rolls.numbers import NumberFault, NumberParts, identity_parts, roll_number_parts
from kehou.registry.rolls.pupils import IdKind, PupilIdentity, Sex
from kehou.registry.rolls.view import RowView

_SCIENTIFIC = re.compile(r"[0-9]+(\.[0-9]+)?E\+?[0-9]+")
_OTHER_DOCUMENT = re.compile(r"[0-9A-Z()/]{5,20}")
_SUBNUMBER = re.compile(r"[0-9A-Z]{1,30}")
_YOUNGEST, _OLDEST = 4, 20
_LEAST_INEXACT = 10**15


@dataclass(frozen=True, slots=True)
class Person:
    """Who a row is about; None for what is missing or refused."""

    identity: PupilIdentity
    sex: Sex | None
    birth_date: date | None


def read_person(view: RowView, context: RollContext) -> Person:
    """Numbers, sex and birth date of a row, each refused where it is wrong or contradicts another."""
    id_kind = IdKind(read_code(view, "id_kind", "id_kind") or IdKind.IDENTITY_CARD)
    id_number, id_parts = _id_number(view, context, id_kind)
    roll_number, roll_parts = _roll_number(view, context)
    if id_kind is not IdKind.OTHER and not view.text("id_number") and not view.text("roll_number"):
        view.refuse("id_number", "id_missing")
    sex = _sex(view, id_parts)
    birth = _birth_date(view, context, id_parts)
    _compare_roll_number(view, id_number, roll_number, roll_parts, birth)
    return Person(PupilIdentity(id_kind, id_number, roll_number, _subnumber(view)), sex, birth)


def lost_digits(view: RowView, field: str) -> bool:
    """Refuse a long number that the file holds as a number, or as text in scientific notation."""
    if not isinstance(view.cell(field), str):
        view.refuse(field, "number_lost_digits")
        return True
    if _SCIENTIFIC.fullmatch(compact(view.text(field))):
        view.refuse(field, "number_scientific")
        return True
    return False


def _id_number(view: RowView, context: RollContext, kind: IdKind) -> tuple[str, NumberParts | None]:
    number = compact(view.text("id_number"))
    if not number or lost_digits(view, "id_number"):
        return "", None
    if kind is not IdKind.IDENTITY_CARD:
        if not _OTHER_DOCUMENT.fullmatch(number):
            view.refuse("id_number", "document_form")
        return number, None
    try:
        return number, identity_parts(number, context.extra_regions)
    except NumberFault as fault:
        view.refuse("id_number", f"id_{fault.reason}")
        return number, None


def _roll_number(view: RowView, context: RollContext) -> tuple[str, NumberParts | None]:
    number = compact(view.text("roll_number"))
    if not number or lost_digits(view, "roll_number"):
        return "", None
    try:
        return number, roll_number_parts(number, context.extra_regions)
    except NumberFault as fault:
        view.refuse("roll_number", f"roll_number_{fault.reason}")
        return number, None


def _subnumber(view: RowView) -> str:
    """The school's own number; one short enough to be held as a number has lost nothing."""
    number = compact(view.text("roll_subnumber"))
    cell = view.cell("roll_subnumber")
    if not number or (not isinstance(cell, str) and abs(cell) < _LEAST_INEXACT):
        return number
    if not lost_digits(view, "roll_subnumber") and not _SUBNUMBER.fullmatch(number):
        view.refuse("roll_subnumber", "subnumber_form")
    return number


def _sex(view: RowView, parts: NumberParts | None) -> Sex | None:
    said = read_code(view, "sex", "sex")
    if said is None:
        if parts and not view.has("sex"):
            return parts.sex
        if not view.text("sex"):
            view.refuse("sex", "sex_missing")
        return None
    if parts and parts.sex != said:
        view.refuse("sex", "sex_differs_from_id", in_id=parts.sex.value)
    return Sex(said)


def _birth_date(view: RowView, context: RollContext, parts: NumberParts | None) -> date | None:
    if parts and not view.has("birth_date"):
        return _of_school_age(view, context, parts.birth_date, "id_number")
    if not view.text("birth_date"):
        view.refuse("birth_date", "birth_missing")
        return None
    try:
        birth = parse_day(view.cell("birth_date"))
    except MalformedDate:
        view.refuse("birth_date", "birth_malformed")
    except ImpossibleDate:
        view.refuse("birth_date", "birth_impossible")
    else:
        if parts and parts.birth_date != birth:
            view.refuse("birth_date", "birth_differs_from_id", in_id=parts.birth_date)
        return _of_school_age(view, context, birth, "birth_date")
    return None


def _of_school_age(view: RowView, context: RollContext, birth: date, field: str) -> date:
    if not _YOUNGEST <= context.term_first_day.year - birth.year <= _OLDEST:
        view.refuse(field, "birth_outside_school_age", birth=birth)
    return birth


def _compare_roll_number(
    view: RowView, id_number: str, roll_number: str, parts: NumberParts | None, birth: date | None
) -> None:
    """A roll number stays when an identity number is corrected, so a difference is a question only."""
    if not parts:
        return
    if roll_number[0] == "G" and id_number and roll_number[1:] != id_number:
        view.remark("roll_number", "roll_number_differs_from_id")
    elif birth and parts.birth_date != birth:
        view.remark("roll_number", "roll_number_other_birth", birth=birth)
