"""The parameters in force at a place on a day, read by name and type."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from fractions import Fraction
from typing import Any, TypeVar

from kehou.kernel.fen import Fen
from kehou.kernel.places import Tier
from kehou.rulebook.engine.definitions import Definition, Kind, Status, Value

ValueT = TypeVar("ValueT")


class UnknownParameter(LookupError):
    """A name, or a key of a parameter, is not in the rulebook; or it was read as another kind."""


class UndeterminedParameter(LookupError):
    """A parameter has no single value, so a rule that needs it cannot decide."""

    reason = "parameter_undetermined"

    def __init__(self, name: str, key: str = "") -> None:
        super().__init__(f"{name}[{key}]" if key else name)
        self.name = name
        self.key = key


class ParameterNotSet(UndeterminedParameter):
    """No authority has set a parameter that has no default (the caps of A6.16)."""

    reason = "parameter_not_set"


class ContradictoryParameter(UndeterminedParameter):
    """Two documents of one level give a parameter different values; a person must decide."""

    reason = "parameter_contradictory"


@dataclass(frozen=True, slots=True)
class InForce:
    """One value in force, and where it comes from. Several rivals mean a contradiction."""

    definition: Definition
    key: str
    value: Value
    tier: Tier
    layer: str
    source: str
    status: Status
    first_date: date
    last_date: date | None = None


Entry = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Parameters:
    """A read-only view of the parameters in force on a day.

    A parameter with several entries is read with its key: ``minutes("period_len", "primary")``.
    Every getter raises UnknownParameter for a name, key or kind that the rulebook does not have, and
    UndeterminedParameter where there is no single value; judging turns that into a verdict
    that says so. ``term_began`` is given where the day lies in a term that is already running.
    """

    on: date
    definitions: Mapping[str, Definition]
    values: Mapping[Entry, InForce]
    contradictions: Mapping[Entry, tuple[InForce, ...]]
    term_began: date | None = None
    _kept: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)

    def __iter__(self) -> Iterator[InForce]:
        return iter(self.values.values())

    def _read(self, kind: Kind, name: str, key: str) -> Any:
        found = self.values.get((name, key))
        if found is None or found.definition.kind is not kind:
            self._refuse(kind, name, key)
            raise ParameterNotSet(name, key)
        return found.value

    def _refuse(self, kind: Kind, name: str, key: str) -> None:
        definition = self.definitions.get(name)
        if definition is None or definition.kind is not kind:
            raise UnknownParameter(f"no {kind} parameter {name!r}")
        if key not in (definition.keys or ("",)):
            raise UnknownParameter(f"{name!r} has no entry {key!r}")
        if (name, key) in self.contradictions:
            raise ContradictoryParameter(name, key)

    def is_set(self, name: str, key: str = "") -> bool:
        """Whether a parameter has one value; False where it is unset or contradictory."""
        if name not in self.definitions:
            raise UnknownParameter(f"no parameter {name!r}")
        return (name, key) in self.values

    def in_force(self, name: str, key: str = "") -> InForce:
        """The value with its source."""
        definition = self.definitions.get(name)
        if definition is None:
            raise UnknownParameter(f"no parameter {name!r}")
        self._read(definition.kind, name, key)
        return self.values[name, key]

    def count(self, name: str, key: str = "") -> int:
        """A whole number: days, pupils, periods, years, as its unit says."""
        value: int = self._read(Kind.COUNT, name, key)
        return value

    def minutes(self, name: str, key: str = "") -> int:
        """A length of time in whole minutes."""
        value: int = self._read(Kind.MINUTES, name, key)
        return value

    def ratio(self, name: str, key: str = "") -> Fraction:
        """An exact share or factor."""
        value: Fraction = self._read(Kind.RATIO, name, key)
        return value

    def flag(self, name: str, key: str = "") -> bool:
        """A yes or no."""
        value: bool = self._read(Kind.FLAG, name, key)
        return value

    def choice(self, name: str, key: str = "") -> str:
        """One of the parameter's options."""
        value: str = self._read(Kind.CHOICE, name, key)
        return value

    def time_of_day(self, name: str, key: str = "") -> time:
        """A time of day in Shanghai, without a zone."""
        value: time = self._read(Kind.TIME, name, key)
        return value

    def fen(self, name: str, key: str = "") -> Fen:
        """An amount of money."""
        value: Fen = self._read(Kind.FEN, name, key)
        return value

    def numbers(self, name: str, key: str = "") -> frozenset[int]:
        """A set of whole numbers, such as grades or months."""
        value: frozenset[int] = self._read(Kind.NUMBERS, name, key)
        return value

    def codes(self, name: str, key: str = "") -> frozenset[str]:
        """A set of codes."""
        value: frozenset[str] = self._read(Kind.CODES, name, key)
        return value

    def words(self, name: str, key: str = "") -> tuple[str, ...]:
        """A list of words in its order."""
        value: tuple[str, ...] = self._read(Kind.WORDS, name, key)
        return value

    def once(self, make: Callable[[Parameters], ValueT]) -> ValueT:
        """What a pure function makes of these parameters, worked out once however often it is asked for."""
        if make not in self._kept:
            self._kept[make] = make(self)
        found: ValueT = self._kept[make]
        return found

    def table(self, name: str) -> Mapping[str, Value]:
        """All entries of a parameter that has several, by key, in the rulebook's order."""
        definition = self.definitions.get(name)
        if definition is None or not definition.keyed:
            raise UnknownParameter(f"no parameter {name!r} with several entries")
        return {
            key: self._read(definition.kind, name, key) for key in definition.keys if self.is_set(name, key)
        }
