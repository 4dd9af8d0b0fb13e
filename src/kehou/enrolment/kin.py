"""Who is one family: the pupils that the roll's links tie together (A7.8). Pure.

One family has one number in the draw and one turn in the order of arrival. Two parents with a child each on
the phone are one where the roll ties the children; so are half-siblings, by the parent in common.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

GUARDIAN = "guardian"


class Link(Protocol):
    """A pupil and one guardian or carer, as the roll has them."""

    @property
    def pupil_id(self) -> UUID:
        """The child."""

    @property
    def guardian_id(self) -> UUID:
        """Who may act for it."""

    @property
    def kind(self) -> str:
        """``guardian``, or who was entrusted with the child."""


def families(links: Iterable[Link]) -> dict[UUID, UUID]:
    """Pupil to family. An entrusted carer ties a child only where the roll has no guardian of it.

    A neighbour who cares for the children of three families makes them no family.
    """
    known = list(links)
    guarded = {link.pupil_id for link in known if link.kind == GUARDIAN}
    parent: dict[UUID, UUID] = {link.pupil_id: link.pupil_id for link in known}

    def root(person: UUID) -> UUID:
        while parent.setdefault(person, person) != person:
            person = parent[person]
        return person

    for link in known:
        if link.kind == GUARDIAN or link.pupil_id not in guarded:
            one, other = sorted((root(link.pupil_id), root(link.guardian_id)))
            parent[other] = one
    return {link.pupil_id: root(link.pupil_id) for link in known}


def family_of(pupil: UUID, links: Iterable[Link]) -> frozenset[UUID]:
    """A child with all children of its family; alone where the roll has nobody for it."""
    found = families(links)
    return frozenset({pupil, *(each for each, home in found.items() if home == found.get(pupil))})


def who_acts(links: Iterable[Link]) -> dict[UUID, list[UUID]]:
    """Pupil to its guardians and carers."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for link in links:
        found[link.pupil_id].append(link.guardian_id)
    return found
