"""Coded columns: the register's code values and the words that stand for them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kehou.registry.data.packaged import packaged_toml
from kehou.registry.rolls.cleaning import plain
from kehou.registry.rolls.table import Cell
from kehou.registry.rolls.view import RowView

_CODE_AND_WORD = re.compile(r"([0-9A-Z]{1,2})[-.、 ]+(\S.*)")
_SPACES = re.compile(r"\s+")


@cache
def _book(kind: str) -> dict[str, str]:
    values: dict[str, list[str]] = packaged_toml("roll_values.toml")[kind]
    return {_normal(spelling): value for value, spellings in values.items() for spelling in spellings}


@cache
def words_of(kind: str) -> tuple[str, ...]:
    """One understood spelling for each value of a coded column, as words where there are any."""
    values: dict[str, list[str]] = packaged_toml("roll_values.toml")[kind]
    return tuple(
        next((word for word in spellings if not word.isascii()), spellings[0])
        for spellings in values.values()
    )


def _normal(text: str) -> str:
    return _SPACES.sub("", text).upper()


@lru_cache(maxsize=4096)
def meaning(kind: str, cell: Cell) -> str | None:
    """The value that a cell spells by code, word or both (``1-男``); "" for blank, None for unknown."""
    text = plain(cell)
    found = _book(kind).get(_normal(text)) if text else ""
    if found is None and (pair := _CODE_AND_WORD.fullmatch(text)):
        code, word = _book(kind).get(pair[1]), _book(kind).get(_normal(pair[2]))
        return word if code == word else None
    return found


def read_code(view: RowView, name: str, kind: str) -> str | None:
    """The value of a coded field; None where it is empty, and where it is refused as unknown."""
    cell = view.cell(name)
    found = "" if cell == "" else meaning(kind, cell)
    if found is None:
        view.refuse(name, "value_unknown", allowed=words_of(kind))
    return found or None


def read_flag(view: RowView, name: str, kind: str = "flag") -> bool | None:
    """A yes or no; None where the file does not say."""
    value = read_code(view, name, kind)
    return None if value is None else value == "yes"
