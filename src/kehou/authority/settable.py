"""Which parameters a place may set, each with the value that holds there now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from kehou.kernel.places import Tier
from kehou.platform.ui.pieces import Fact
from kehou.platform.ui.wording import article_number, full_day
from kehou.rulebook.engine import Parameters
from kehou.rulebook.engine.definitions import Definition, Status, Tighter
from kehou.rulebook.engine.layers import ORDER
from kehou.rulebook.packs import HUNAN

DIRECTIONS = {
    Tighter.LOWER: "只能调低",
    Tighter.HIGHER: "只能调高",
    Tighter.SUBSET: "只能减少项目",
    Tighter.SUPERSET: "只能增加项目",
    Tighter.FREE: "可以另定",
    Tighter.FIXED: "可以另定",
}


@dataclass(frozen=True, slots=True)
class SettableRow:
    """One value that a place may set; ``since`` is None where nobody has filled it yet."""

    name: str
    key: str
    title: str
    clause: str
    value: str
    source: str
    since: date | None
    direction: str


def settable(found: Parameters, tier: Tier) -> list[SettableRow]:
    """The parameters that a tier may fill or tighten, in the rulebook's order."""
    return [
        _row(found, definition, key, tier)
        for definition in found.definitions.values()
        if _may_set(definition, tier)
        for key in definition.keys or ("",)
    ]


def by_article(rows: Iterable[SettableRow]) -> list[tuple[str, list[SettableRow]]]:
    """The same in the order of the Measures: a statement of each article, and what stands under it."""
    ordered = sorted(rows, key=lambda row: article_number(row.clause))
    groups = groupby(ordered, key=lambda row: article_number(row.clause))
    return [(listed[0].clause, listed) for listed in (list(group) for _, group in groups)]


def current_value(row: SettableRow) -> list[Fact]:
    """The value in force with its source, for the page that sets it."""
    since = f"{full_day(row.since)}起" if row.since else ""
    return [Fact("现行值", row.value, note=since), Fact("依据", row.source), Fact("本级", row.direction)]


def _may_set(definition: Definition, tier: Tier) -> bool:
    if definition.unread:
        return False  # nothing would follow from it
    fills = ORDER.index(tier) <= ORDER.index(definition.set_by)
    return fills or definition.tighter not in (Tighter.FIXED, Tighter.FREE)


def _row(found: Parameters, definition: Definition, key: str, tier: Tier) -> SettableRow:
    words = HUNAN.editions[-1].wording
    entry = found.values.get((definition.name, key))
    fills = ORDER.index(tier) <= ORDER.index(definition.set_by)
    free = entry is None or (fills and entry.status is Status.DEFAULT and not definition.default_binds)
    return SettableRow(
        name=definition.name,
        key=key,
        title=f"{definition.title}（{words.written(key)}）" if key else definition.title,
        clause=definition.clause,
        value=f"{words.written(entry.value)}{definition.unit}" if entry else "尚未设定",
        source=entry.source if entry else "",
        since=entry.first_date if entry else None,
        direction="可以另定" if free else DIRECTIONS[definition.tighter],
    )
