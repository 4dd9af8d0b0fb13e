"""Names of people: rare characters and the middle dot are names, digits and lost characters are not."""

from __future__ import annotations

import re
import unicodedata

from kehou.registry.rolls.view import RowView

_USUAL = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]{2,4}")
_DOTS = re.compile(r"\s*[·•‧∙・･．.。]\s*")
_SPACES_AMONG_HAN = re.compile(
    r"(?<=[\u3400-\u9fff\U00020000-\U000323af])\s+(?=[\u3400-\u9fff\U00020000-\U000323af])"
)
_LOST = re.compile(r"[?？*＊�□■〓]")
_LETTERS = ("L", "M")
_BETWEEN = frozenset("·-' ")
_LONGEST_NAME = 50


def tidy_name(text: str) -> str:
    """A name with one kind of middle dot and no spaces among Han characters."""
    if _USUAL.fullmatch(text):
        return text
    return _SPACES_AMONG_HAN.sub("", _DOTS.sub("·", text)).strip("· ")


def name_fault(name: str) -> str | None:
    """The reason code for what is wrong with a tidy name, or None."""
    if _USUAL.fullmatch(name):
        return None
    if _LOST.search(name):
        return "name_lost_characters"
    if not all(
        unicodedata.category(sign)[0] in _LETTERS or sign in _BETWEEN or _is_private(sign) for sign in name
    ):
        return "name_characters"
    if not 2 <= len(name) <= _LONGEST_NAME:
        return "name_length"
    return None


def _is_private(sign: str) -> bool:
    return unicodedata.category(sign) == "Co"


def read_name(view: RowView, field: str) -> str:
    """The name in a field, "" where it is empty; refused where it cannot be one."""
    name = tidy_name(view.text(field))
    if not name:
        return ""
    if fault := name_fault(name):
        view.refuse(field, fault)
    elif any(map(_is_private, name)):
        view.remark(field, "name_private_character")
    return name
