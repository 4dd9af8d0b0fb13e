"""Writing wishes and the input of a draw down as JSON."""

from __future__ import annotations

from typing import Any

from kehou.allocation import Policy, Pupil, Section
from kehou.allocation.form import policy_form, pupil_form, section_form
from kehou.allocation.hashing import FORMAT
from kehou.enrolment.facts import Otherwise, Wishes

Written = dict[str, Any]


def wishes_to_json(wishes: Wishes) -> Written:
    """Wishes as plain JSON."""
    return {
        "ranked": {band: list(keys) for band, keys in wishes.ranked.items()},
        "otherwise": wishes.otherwise.value,
        "own_words": wishes.own_words,
    }


def wishes_from_json(written: Written) -> Wishes:
    """Wishes from JSON; what is missing stands at its default."""
    return Wishes(
        ranked={band: tuple(keys) for band, keys in written.get("ranked", {}).items()},
        otherwise=Otherwise(written.get("otherwise") or Otherwise.ROOM),
        own_words=written.get("own_words", ""),
    )


def draw_to_json(sections: tuple[Section, ...], pupils: tuple[Pupil, ...], policy: Policy) -> Written:
    """The input of a draw, ordered, as published; ``kehou.allocation.reading`` reads it back."""
    return {
        "format": FORMAT,
        "sections": [section_form(section) for section in sorted(sections, key=lambda s: s.id)],
        "pupils": [pupil_form(pupil) for pupil in sorted(pupils, key=lambda p: p.id)],
        "policy": policy_form(policy),
    }
