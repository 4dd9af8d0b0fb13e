"""What a parameter is: its kind, its clause, who may set it and which direction is tighter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from fractions import Fraction
from typing import Any

from kehou.kernel.fen import Fen
from kehou.kernel.places import Tier

Value = int | bool | str | Fraction | time | Fen | frozenset[int] | frozenset[str] | tuple[str, ...]


class Kind(StrEnum):
    """The type of a parameter's value. How each is written in TOML stands beside it."""

    COUNT = "count"  # 3
    MINUTES = "minutes"  # 40
    RATIO = "ratio"  # "2/3" or "0.80"
    FLAG = "flag"  # true
    CHOICE = "choice"  # "floor"
    TIME = "time"  # 18:30:00
    FEN = "fen"  # 5000
    NUMBERS = "numbers"  # [1, 2]
    CODES = "codes"  # ["210", "220"]
    WORDS = "words"  # ["one", "two"], in an order


class Tighter(StrEnum):
    """Which direction is tighter. A lower level may move a value that way only."""

    LOWER = "lower"
    HIGHER = "higher"
    SUBSET = "subset"
    SUPERSET = "superset"
    FIXED = "fixed"  # nobody below may change it
    FREE = "free"  # whoever may set it may set anything


class Status(StrEnum):
    """How sure the value is."""

    TEXT = "text"  # the Measures say it
    FOUND = "found"  # a public document says it
    DEFAULT = "default"  # shipped, to be confirmed by an authority


class BadValue(ValueError):
    """A value does not fit its parameter's kind."""


def _time(raw: time | str) -> time:
    return raw if isinstance(raw, time) else time.fromisoformat(raw)


_READERS: Mapping[Kind, tuple[tuple[type, ...], Any]] = {
    Kind.COUNT: ((int,), int),
    Kind.MINUTES: ((int,), int),
    Kind.RATIO: ((str,), Fraction),
    Kind.FLAG: ((bool,), bool),
    Kind.CHOICE: ((str,), str),
    Kind.TIME: ((time, str), _time),
    Kind.FEN: ((int,), Fen),
    Kind.NUMBERS: ((list,), frozenset),
    Kind.CODES: ((list,), frozenset),
    Kind.WORDS: ((list,), tuple),
}


def read_value(kind: Kind, raw: object) -> Value:
    """A value as written in TOML or stored as JSON, in its own type. Raises BadValue.

    Time is TOML's own or text (``18:30``), a ratio text (``2/3``), money whole fen.
    """
    written, read = _READERS[kind]
    if type(raw) not in written:
        raise BadValue(f"{raw!r} is not a {kind} value")
    try:
        value: Value = read(raw)
    except ValueError as error:
        raise BadValue(f"{raw!r} is not a {kind} value") from error
    return value


@dataclass(frozen=True, slots=True)
class Definition:
    """One parameter of the rulebook, without its values.

    ``set_by`` is the lowest tier that may fill it; those above may too, and those below may tighten.
    ``default_binds`` is whether a shipped default already limits the first authority that fills
    it. ``options`` of a choice stand from the loosest to the tightest. ``keys`` name the entries
    of a parameter that has several values. ``unread`` says of a parameter that no rule, step or page
    acts on why it is for information only.
    """

    name: str
    kind: Kind
    unit: str
    clause: str
    set_by: Tier
    tighter: Tighter
    title: str
    default_binds: bool = False
    options: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    unread: str = ""

    def read(self, raw: object) -> Value:
        """A value of this parameter as written in TOML or stored as JSON. Raises BadValue."""
        value = read_value(self.kind, raw)
        if self.options and value not in self.options:
            raise BadValue(f"{self.name}: {value!r} is not one of {', '.join(self.options)}")
        return value

    @property
    def keyed(self) -> bool:
        """Whether the parameter has an entry for each of several keys."""
        return bool(self.keys)


def is_looser(definition: Definition, value: Any, above: Any) -> bool:
    """Whether a value is looser than the one that holds above it."""
    match definition.tighter:
        case Tighter.FREE:
            return False
        case Tighter.FIXED:
            return bool(value != above)
        case Tighter.SUBSET:
            return not set(value) <= set(above)
        case Tighter.SUPERSET:
            return not set(value) >= set(above)
    if definition.kind is Kind.CHOICE:
        value, above = definition.options.index(value), definition.options.index(above)
    return bool(value > above if definition.tighter is Tighter.LOWER else value < above)
