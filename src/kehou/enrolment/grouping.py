"""From the pupils of one option to groups of a size and span of grades that can be led. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

Member = TypeVar("Member")


@dataclass(frozen=True, slots=True)
class GroupLimits:
    """The most pupils of a group, and the most grades from the lowest to the highest; None is no limit."""

    size: int
    span: int | None


def split(members: Sequence[tuple[int, Member]], limits: GroupLimits) -> list[list[Member]]:
    """Members with their grades, split into as few and as even groups as the limits allow (A7.8).

    Members of equal grade stay in the order given, so that whoever comes from one class stays together.
    """
    groups: list[list[Member]] = []
    for stretch in _by_span(sorted(members, key=lambda member: member[0]), limits.span):
        count = -(-len(stretch) // limits.size)
        base, more = divmod(len(stretch), count)
        start = 0
        for number in range(count):
            end = start + base + (number < more)
            groups.append([member for _, member in stretch[start:end]])
            start = end
    return groups


def _by_span(members: Sequence[tuple[int, Member]], span: int | None) -> list[list[tuple[int, Member]]]:
    stretches: list[list[tuple[int, Member]]] = []
    for grade, member in members:
        if not stretches or (span is not None and grade - stretches[-1][0][0] >= span):
            stretches.append([])
        stretches[-1].append((grade, member))
    return stretches
