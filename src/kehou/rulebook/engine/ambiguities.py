"""What a document leaves open: the question, its readings, the one taken, and who can decide otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kehou.rulebook.engine.definitions import Definition
from kehou.rulebook.engine.packaged import packaged_toml
from kehou.rulebook.engine.parameters import Parameters

UNSET, ANY = "unset", "*"


class Weight(StrEnum):
    """What the answer changes: who is served or gets money, results at the edge, or wording only."""

    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """One question that the text leaves open, with the reading that holds until an authority decides.

    ``parameters`` maps the parameters that hold the answer to their recommended values as written in a file;
    a star stands for a table or a list that is looked up where it is, ``unset`` for one that nobody gives.
    """

    number: int
    clauses: tuple[str, ...]
    asks: str
    readings: tuple[str, ...]
    taken: str
    parameters: Mapping[str, Any]
    weight: Weight

    def departures(
        self, definitions: Mapping[str, Definition], in_force: Parameters
    ) -> Iterator[tuple[str, object]]:
        """The parameters whose value in force is another than the recommended one, with that value."""
        for name, written in self.parameters.items():
            found = in_force.values.get((name, ""))
            if written == ANY:
                continue
            wanted = None if written == UNSET else definitions[name].read(written)
            if (found.value if found else None) != wanted:
                yield name, found.value if found else None


def ambiguities_of(package: str) -> tuple[Ambiguity, ...]:
    """The questions in ``ambiguities.toml`` of a pack's package, in their order."""
    return tuple(_read(packaged_toml(package, "ambiguities.toml").items()))


def _read(tables: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[Ambiguity]:
    for number, row in tables:
        yield Ambiguity(
            number=int(number),
            clauses=tuple(row["clauses"]),
            asks=row["asks"],
            readings=tuple(row["readings"]),
            taken=row["taken"],
            parameters=row["parameters"],
            weight=Weight(row["weight"]),
        )
