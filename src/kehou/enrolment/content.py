"""Writing wishes and the input of a draw down as JSON and reading them back."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from kehou.allocation import Policy, Pupil, Refill, Section, TierMode
from kehou.allocation.form import policy_form, pupil_form, section_form
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
    """The input of a draw, ordered, as published."""
    return {
        "sections": [section_form(section) for section in sorted(sections, key=lambda s: s.id)],
        "pupils": [pupil_form(pupil) for pupil in sorted(pupils, key=lambda p: p.id)],
        "policy": policy_form(policy),
    }


def draw_from_json(written: Written) -> tuple[tuple[Section, ...], tuple[Pupil, ...], Policy]:
    """The input of a draw from JSON."""
    return (
        tuple(_section(row) for row in written["sections"]),
        tuple(_pupil(row) for row in written["pupils"]),
        _policy(written["policy"]),
    )


def _section(row: Written) -> Section:
    return Section(
        **{
            **row,
            "slots": tuple(row["slots"]),
            "grades": frozenset(row["grades"]),
            "requires": frozenset(row["requires"]),
        }
    )


def _pupil(row: Written) -> Pupil:
    return Pupil(
        **{
            **row,
            "wishes": {slot: tuple(keys) for slot, keys in row["wishes"].items()},
            "qualifications": frozenset(row["qualifications"]),
            "attends": frozenset(row["attends"]),
            "any_suitable": frozenset(row["any_suitable"]),
        }
    )


def _policy(row: Written) -> Policy:
    return Policy(
        max_paid=row["max_paid"],
        min_x_share=Fraction(*row["min_x_share"]),
        tier_mode=TierMode(row["tier_mode"]),
        reserves=Fraction(*row["reserves"]),
        course_class={key: tuple(ranked) for key, ranked in row["course_class"].items()},
        refill=Refill(row["refill"]),
    )
