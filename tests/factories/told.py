"""A county as a chapter of the demo's story knows it, of one school."""

from __future__ import annotations

from dataclasses import dataclass, field

from kehou.kernel.actor import Actor
from kehou.registry.public import SchoolInfo, TermInfo


@dataclass
class OneSchool:
    """A county as the story knows it, of one school."""

    term: TermInfo
    schools: dict[str, SchoolInfo]
    people: dict[str, Actor] = field(default_factory=dict)

    def actor(self, key: str) -> Actor:
        """Somebody of the county by the story's name for them."""
        return self.people[key]
