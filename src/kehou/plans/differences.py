"""What differs between two contents of a plan, part by part. Pure; the words are said elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from kehou.plans.facts import PlanContent


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs. ``part`` names the row as a path (``course/chess``), ``field`` its value.

    A row that is only in one of the contents has an empty ``field``, and None on the other side.
    """

    part: str
    field: str
    before: Any
    after: Any

    @property
    def kind(self) -> str:
        """What kind of row differs: ``course``, ``slot``, ``price``."""
        return self.part.partition("/")[0]


# Which lists a content holds, what a row of each is called, and by what it is known again.
_LISTS: Mapping[str, tuple[str, str]] = {
    "grades": ("grade", "grade"),
    "bells": ("bell", "grade"),
    "courses": ("course", "key"),
    "slots": ("slot", "key"),
    "leaders": ("leader", "key"),
    "transport": ("transport", "key"),
    "care_requests": ("care", "key"),
}
_WHOLE = ("goals", "boarders", "flexible_hours_rule", "third_party_need", "five_management")
_FEE_LISTS: Mapping[str, tuple[str, str]] = {"prices": ("price", "stage"), "sources": ("source", "source")}
_FEE_ELSEWHERE = frozenset({*_FEE_LISTS, "cost_lines"})
_NOT_WRITTEN = frozenset({"tariff"})  # cited by the authority's acts, not written by the school


def differences(before: PlanContent, after: PlanContent) -> tuple[Difference, ...]:
    """All differences in the order in which a plan is read. Equal contents have none."""
    return tuple(_all(before, after))


def _all(before: PlanContent, after: PlanContent) -> Iterator[Difference]:
    for name in _WHOLE:
        yield from _value("plan", name, getattr(before, name), getattr(after, name))
    for name, (kind, key) in _LISTS.items():
        yield from _rows(kind, key, getattr(before, name), getattr(after, name))
    for name, (kind, key) in _FEE_LISTS.items():
        yield from _rows(kind, key, getattr(before.fees, name), getattr(after.fees, name))
    yield from _cost(before, after)
    yield from _values("fees", before.fees, after.fees, without=_FEE_ELSEWHERE)
    yield from _values("safety", before.safety, after.safety)


def _rows(kind: str, key: str, before: Iterable[Any], after: Iterable[Any]) -> Iterator[Difference]:
    old = {getattr(row, key): row for row in before}
    new = {getattr(row, key): row for row in after}
    for name in dict.fromkeys([*old, *new]):
        part = f"{kind}/{name}"
        if name not in old or name not in new:
            yield Difference(part, "", old.get(name), new.get(name))
        else:
            yield from _values(part, old[name], new[name], without=_NOT_WRITTEN)


def _cost(before: PlanContent, after: PlanContent) -> Iterator[Difference]:
    """Lines of the cost sheet have no key: each is known by its place."""
    old, new = before.fees.cost_lines, after.fees.cost_lines
    for place in range(max(len(old), len(new))):
        was = old[place] if place < len(old) else None
        now = new[place] if place < len(new) else None
        if was != now:
            yield Difference(f"cost/{place + 1}", "", was, now)


def _values(
    part: str, before: Any, after: Any, *, without: frozenset[str] = frozenset()
) -> Iterator[Difference]:
    if before == after:
        return
    for field in fields(before):
        if field.name not in without:
            yield from _value(part, field.name, getattr(before, field.name), getattr(after, field.name))


def _value(part: str, field: str, before: Any, after: Any) -> Iterator[Difference]:
    if before != after:
        yield Difference(part, field, before, after)
