"""Judging a text in one call: read, find the edition and its parameters, judge, put into words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kehou.kernel.verdict import Verdict
from kehou.rulebook.documents import parse, read_document
from kehou.rulebook.engine import Edition, Explanation, Pack
from kehou.rulebook.engine.layers import Layer
from kehou.rulebook.engine.loading import layer_from
from kehou.rulebook.packs import HUNAN
from kehou.rulebook.reading import Fault, Unreadable


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a text: every verdict, and the edition that gave them on a day."""

    kind: str
    on: date
    edition: Edition
    verdicts: tuple[Verdict, ...]

    @property
    def is_refused(self) -> bool:
        """Whether anything stops the act."""
        return any(verdict.stops for verdict in self.verdicts)

    @property
    def unmet(self) -> tuple[tuple[Verdict, Explanation], ...]:
        """Each verdict that is not met, with its words."""
        return tuple(
            (verdict, self.edition.explain(verdict)) for verdict in self.verdicts if verdict.met is not True
        )


def check(
    text: str,
    suffix: str = ".toml",
    *,
    on: date | None = None,
    layers: Iterable[Layer] = (),
    pack: Pack = HUNAN,
) -> Checked:
    """Judge a TOML or JSON text by the edition in force on a day, by default the day that the text names.

    Raises Unreadable with each fault and its line, NotInForce for a day that no edition governs, and
    UnableToFold for a layer that is looser than what stands above it.
    """
    found = read_document(text, suffix, pack.editions[-1])
    day = on or found.on
    if day is None:
        raise Unreadable((Fault("", "no day; write on = 2026-03-02 or give one"),))
    edition = pack.edition_on(day)
    parameters = edition.parameters_at(layers, on=day)
    try:
        return Checked(found.kind, day, edition, edition.judge(found.facts, parameters))
    except ValueError as broken:
        raise Unreadable((Fault("facts", str(broken)),)) from broken


def layer(text: str, name: str, suffix: str = ".toml", *, pack: Pack = HUNAN) -> Layer:
    """A layer of local values from a text; ``name`` is shown where it is refused.

    Raises Unreadable, and BadValue for an unknown parameter or a value of another kind.
    """
    return layer_from(name, parse(text, suffix), pack.editions[-1].definitions)
