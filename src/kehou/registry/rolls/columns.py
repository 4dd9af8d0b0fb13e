"""What the headings of a roll mean: canonical fields, headings that are never stored, required ones."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from kehou.registry.data.packaged import packaged_toml
from kehou.registry.rolls.table import RollKind

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_DECORATION = re.compile(r"[\s*★☆:：、,，.。\"'‘’“”\u200b\ufeff]+")


def normal_heading(heading: str) -> str:
    """A heading without bracketed hints, stars, spaces and full-width forms."""
    text = unicodedata.normalize("NFKC", heading)
    return _DECORATION.sub("", _BRACKETED.sub("", text))


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings known for one kind of list."""

    fields: dict[str, str]
    never: frozenset[str]
    own: frozenset[str]
    required: tuple[tuple[str, ...], ...]

    def field_of(self, heading: str) -> str | None:
        """The canonical field of a heading, or None."""
        return self.fields.get(normal_heading(heading))

    def is_known(self, heading: str) -> bool:
        """Whether a heading is one of a roll at all, stored or not."""
        normal = normal_heading(heading)
        return normal in self.fields or normal in self.never


@cache
def headings_for(kind: RollKind) -> Headings:
    """The headings of a kind of list, from the packaged column map."""
    data = packaged_toml("roll_columns.toml")
    fields = {
        normal_heading(spelling): field
        for field, spellings in data["fields"].items()
        for spelling in spellings
    }
    if kind is RollKind.NEW_PUPILS:
        for field, spellings in data["new_pupils"].items():
            fields.update({normal_heading(spelling): field for spelling in spellings})
    return Headings(
        fields=fields,
        never=frozenset(map(normal_heading, data["never"]["headings"])),
        own=frozenset(map(normal_heading, data["own"]["headings"])),
        required=tuple(tuple(choice) for choice in data["required"][kind.value]),
    )


@cache
def label_of(field: str) -> str:
    """The heading by which people know a canonical field."""
    return str(packaged_toml("roll_columns.toml")["fields"][field][0])


def missing_fields(kind: RollKind, present: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """The choices of required columns of which a file has none, as labels."""
    return tuple(
        tuple(map(label_of, choice))
        for choice in headings_for(kind).required
        if not present.intersection(choice)
    )
