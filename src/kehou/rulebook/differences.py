"""What differs between two versions of a plan: rows by the key that they keep over all versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum

from kehou.rulebook.facts.fees import CostLine, FeeFacts
from kehou.rulebook.facts.plan import PlanFacts


class Part(StrEnum):
    """What kind of row of a plan a change is about."""

    GRADE = "grade"
    BELL = "bell"
    COURSE = "course"
    SLOT = "slot"
    LEADER = "leader"
    ROUTE = "route"
    BOARDER = "boarder"
    CARE = "care"
    PRICE = "price"
    COST = "cost"
    SOURCE = "source"
    FEES = "fees"
    SAFETY = "safety"
    PLAN = "plan"


class ChangeKind(StrEnum):
    """What became of a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a row that has another value."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Change:
    """One row that was added, removed or changed; ``fields`` only where it changed."""

    part: Part
    key: str
    kind: ChangeKind
    fields: tuple[FieldChange, ...] = ()

    @property
    def path(self) -> str:
        """The row as a subject of verdicts (``slot/<key>``)."""
        return f"{self.part}/{self.key}"

    @property
    def names(self) -> frozenset[str]:
        """The fields that changed."""
        return frozenset(field.name for field in self.fields)


_FEE_ROWS = frozenset({"prices", "cost_lines", "sources"})
_TEXTS = (
    "goals",
    "complaint_channel",
    "flexible_hours_rule",
    "third_party_need",
    "has_demand_survey",
    "has_work_plan",
    "five_management",
)


def differences(before: PlanFacts, after: PlanFacts) -> tuple[Change, ...]:
    """Every row in which two versions differ, part by part; empty where they say the same.

    School, term and the versions' own ids are left out, so that a plan can be compared with last term's.
    """
    old, new = _rows(before), _rows(after)
    return tuple(change for part in Part for change in _changes(part, old[part], new[part]))


def _changes(part: Part, old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[Change]:
    for key in (*old, *(key for key in new if key not in old)):
        if key not in new:
            yield Change(part, key, ChangeKind.REMOVED)
        elif key not in old:
            yield Change(part, key, ChangeKind.ADDED)
        elif old[key] != new[key]:
            yield Change(part, key, ChangeKind.CHANGED, _field_changes(old[key], new[key]))


def _field_changes(old: object, new: object) -> tuple[FieldChange, ...]:
    if not is_dataclass(old) or isinstance(old, type):
        return (FieldChange("value", old, new),)
    pairs = ((field.name, getattr(old, field.name), getattr(new, field.name)) for field in fields(old))
    return tuple(FieldChange(name, was, now) for name, was, now in pairs if was != now)


def _rows(plan: PlanFacts) -> Mapping[Part, Mapping[str, object]]:
    fees = plan.fees
    return {
        Part.GRADE: {str(row.grade): row for row in plan.grades},
        Part.BELL: {str(row.grade): row for row in plan.bells},
        Part.COURSE: {row.key: row for row in plan.courses},
        Part.SLOT: {row.key: row for row in plan.slots},
        Part.LEADER: {row.key: row for row in plan.leaders},
        Part.ROUTE: {row.key: row for row in plan.transport},
        Part.BOARDER: {f"{row.weekday}/{row.starts:%H%M}": row for row in plan.boarders},
        Part.CARE: {row.key: row for row in plan.care_requests},
        Part.PRICE: {row.stage: row for row in fees.prices},
        Part.COST: dict(_numbered(fees.cost_lines)),
        Part.SOURCE: {row.source: row for row in fees.sources},
        Part.FEES: {name: getattr(fees, name) for name in _plain_fields(fees)},
        Part.SAFETY: {field.name: getattr(plan.safety, field.name) for field in fields(plan.safety)},
        Part.PLAN: {name: getattr(plan, name) for name in _TEXTS},
    }


def _plain_fields(fees: FeeFacts) -> Iterator[str]:
    return (field.name for field in fields(fees) if field.name not in _FEE_ROWS)


def _numbered(lines: Iterable[CostLine]) -> Iterator[tuple[str, CostLine]]:
    """Cost lines by what they are and what for; several alike are counted."""
    seen: Counter[str] = Counter()
    for line in lines:
        key = f"{line.category}/{line.link}"
        seen[key] += 1
        yield (key if seen[key] == 1 else f"{key}/{seen[key]}"), line
