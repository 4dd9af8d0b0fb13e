"""A checked input with the look-ups that a draw needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kehou.allocation.checking import check
from kehou.allocation.faults import UnusableInput
from kehou.allocation.form import input_root
from kehou.allocation.model import Policy, Pupil, Section


@dataclass(frozen=True, slots=True)
class Instance:
    """Sections and pupils by id, in order of id, and the policy."""

    sections: Mapping[str, Section]
    pupils: Mapping[str, Pupil]
    policy: Policy

    @property
    def slots(self) -> tuple[str, ...]:
        """Every slot on offer, in order of name."""
        return tuple(sorted({slot for section in self.sections.values() for slot in section.slots}))

    @property
    def root(self) -> str:
        """The input root."""
        return input_root(self.sections.values(), self.pupils.values(), self.policy)


def instance(sections: Iterable[Section], pupils: Iterable[Pupil], policy: Policy) -> Instance:
    """Check an input and index it, in one order whatever order it came in.

    Raises UnusableInput with every fault.
    """
    offered, asking = list(sections), list(pupils)
    faults = check(offered, asking, policy)
    if faults:
        raise UnusableInput(faults)
    return Instance(
        {
            section.id: replace(section, slots=tuple(sorted(section.slots)))
            for section in sorted(offered, key=lambda section: section.id)
        },
        {pupil.id: pupil for pupil in sorted(asking, key=lambda pupil: pupil.id)},
        policy,
    )
