"""The JSON form of the input, and its root.

The root is the hash of one line for the offer and one line for each pupil, so that a family finds the
line of its own wishes in the published list without seeing those of others.
"""

from __future__ import annotations

from collections.abc import Iterable

from kehou.allocation.canonical import digest
from kehou.allocation.hashing import line_hash
from kehou.allocation.model import Policy, Pupil, Section

Form = dict[str, object]


def section_form(section: Section) -> Form:
    """A section as JSON."""
    return {
        "id": section.id,
        "slots": sorted(section.slots),
        "capacity": section.capacity,
        "min_size": section.min_size,
        "paid": section.paid,
        "is_x": section.is_x,
        "grades": sorted(section.grades),
        "requires": sorted(section.requires),
        "fallback": section.fallback,
    }


def pupil_form(pupil: Pupil) -> Form:
    """A pupil as JSON."""
    return {
        "id": pupil.id,
        "family": pupil.family,
        "grade": pupil.grade,
        "tier": pupil.tier,
        "qualifications": sorted(pupil.qualifications),
        "attends": sorted(pupil.attends),
        "any_suitable": sorted(pupil.any_suitable),
        "wishes": {slot: list(ranked) for slot, ranked in pupil.wishes.items() if ranked},
    }


def policy_form(policy: Policy) -> Form:
    """A policy as JSON; a fraction is text, as ``1/2``."""
    return {
        "max_paid": policy.max_paid,
        "min_x_share": str(policy.min_x_share),
        "tier_mode": policy.tier_mode.value,
        "reserves": str(policy.reserves),
        "course_class": {section: list(ranked) for section, ranked in policy.course_class.items()},
        "refill": policy.refill.value,
    }


def offer_hash(sections: Iterable[Section], policy: Policy) -> str:
    """The hash of everything that is the same for all families."""
    rows = [section_form(section) for section in sorted(sections, key=lambda section: section.id)]
    return digest({"policy": policy_form(policy), "sections": rows})


def row_hash(pupil: Pupil) -> str:
    """The line of one pupil in the published list."""
    return digest(pupil_form(pupil))


def input_root(sections: Iterable[Section], pupils: Iterable[Pupil], policy: Policy) -> str:
    """The hash of the whole closed list, the same for any order of rows."""
    return line_hash("input", offer_hash(sections, policy), *sorted(row_hash(pupil) for pupil in pupils))
