"""The family members of a row, and how to call them."""

from __future__ import annotations

import re

from kehou.registry.rolls.cleaning import compact
from kehou.registry.rolls.codes import read_code, read_flag
from kehou.registry.rolls.identity import lost_digits
from kehou.registry.rolls.names import read_name
from kehou.registry.rolls.pupils import PARENTS, Guardian, Relation
from kehou.registry.rolls.view import RowView

_COUNTRY_CODE = re.compile(r"(\+|00)?86(?=1\d{10}$)")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"0\d{2,3}[2-9]\d{6,7}")
_TWO_NUMBERS = re.compile(r"\d{7,}\D+\d{7,}|\d{22}")
_MOBILE_DIGITS = 11
_NUMBERED = ("guardian1", "guardian2")
_IMPLIED = {"father": Relation.FATHER, "mother": Relation.MOTHER}


def read_guardians(view: RowView) -> tuple[Guardian, ...]:
    """The family members of a row, each once. What is missing is a question, what is wrong a refusal."""
    found = [_member(view, slot, None) for slot in _NUMBERED]
    found += [
        _member(view, slot, relation) for slot, relation in _IMPLIED.items() if view.has(f"{slot}_name")
    ]
    guardians: dict[tuple[str, str], Guardian] = {}
    for guardian in found:
        if guardian and (guardian.name, guardian.phone) in guardians:
            view.remark("guardian2_name", "guardian_twice", twice=guardian.name)
        elif guardian:
            guardians[guardian.name, guardian.phone] = guardian
    _question(view, tuple(guardians.values()))
    return tuple(guardians.values())


def _question(view: RowView, guardians: tuple[Guardian, ...]) -> None:
    if not guardians:
        view.remark("guardian1_name", "guardian_missing")
    elif not any(guardian.phone for guardian in guardians):
        view.remark("guardian1_phone", "guardian_phone_missing")
    elif not any(guardian.is_guardian for guardian in guardians):
        view.remark("guardian1_is_guardian", "no_guardian_flagged")


def _member(view: RowView, slot: str, implied: Relation | None) -> Guardian | None:
    name = read_name(view, f"{slot}_name")
    phone = read_phone(view, f"{slot}_phone")
    if not name:
        if phone:
            view.refuse(f"{slot}_name", "guardian_name_missing", phone=phone)
        return None
    relation = implied or Relation(_relation(view, slot) or Relation.OTHER)
    flagged = None if implied else read_flag(view, f"{slot}_is_guardian")
    return Guardian(name, relation, phone, relation in PARENTS if flagged is None else flagged)


def _relation(view: RowView, slot: str) -> str | None:
    return read_code(view, f"{slot}_relation", "relation")


def read_phone(view: RowView, field: str) -> str:
    """The phone in a field as digits, "" where it is empty; refused where it cannot be called.

    A mobile number that the file holds as a number has all its digits; a landline has lost its zero.
    """
    text = view.text(field)
    if not text:
        return ""
    number = compact(text)
    if not isinstance(view.cell(field), str):
        if len(number) != _MOBILE_DIGITS:
            view.refuse(field, "number_lost_digits")
            return ""
    elif lost_digits(view, field):
        return ""
    return _called(view, field, text, number)


def _called(view: RowView, field: str, text: str, number: str) -> str:
    number = _COUNTRY_CODE.sub("", number.replace("(", "").replace(")", ""))
    if _MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number):
        return number
    view.refuse(field, "phone_two_numbers" if _TWO_NUMBERS.search(text) else "phone_form")
    return ""
