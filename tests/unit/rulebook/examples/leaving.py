"""The way home: by whom, how and when a child leaves, also when its session is cancelled (A10.8, A10.13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from kehou.rulebook.facts.afternoon import (
    Collector,
    DayEnd,
    InsteadFacts,
    LeavingGroup,
    ReleaseFacts,
    WayHome,
)
from kehou.rulebook.hunan_2024.art10_leaving import (
    children_are_kept_instead,
    day_ends_with_everybody_known,
    goes_alone_by_consent,
    goes_early_only_by_consent,
    goes_in_the_line_if_nothing_forbids,
    goes_with_somebody_listed,
    group_is_counted_where_it_arrives,
)
from unit.rulebook.example import Example

DAY = date(2026, 4, 1)


def _release(way: WayHome = WayHome.PERSON, **changes: Any) -> ReleaseFacts:
    mother = Collector(is_linked=True, may_collect=True, must_not_collect=False)
    who = mother if way is WayHome.PERSON else None
    return replace(ReleaseFacts(way, grade=4, collector=who), **changes)


def _no(says: str, rule: Any, facts: object, reason: str, clause: str = "") -> Example:
    return Example(says, rule, facts, met=False, reason=reason, clause=clause)


EXAMPLES = (
    Example("the mother", goes_with_somebody_listed, _release(), met=True),
    _no(
        "a stranger",
        goes_with_somebody_listed,
        _release(collector=Collector(False, False, False)),
        "collector_not_listed",
    ),
    _no(
        "barred",
        goes_with_somebody_listed,
        _release(collector=Collector(True, False, True)),
        "collector_barred",
    ),
    _no(
        "no session that day",
        goes_with_somebody_listed,
        _release(is_expected=False, is_here=False),
        "child_not_in_afternoon",
    ),
    Example("in line at its hour", goes_early_only_by_consent, _release(WayHome.LINE), met=True),
    _no(
        "in line before the hour of a cancelled session",
        goes_early_only_by_consent,
        _release(WayHome.LINE, is_early=True),
        "early_without_consent",
    ),
    Example("kept in a room", children_are_kept_instead, InsteadFacts(DAY), met=True, clause="A10.8"),
    Example("no school", children_are_kept_instead, InsteadFacts(DAY, True, True), met=True, clause="A10.8"),
    _no(
        "sent home",
        children_are_kept_instead,
        InsteadFacts(DAY, goes_home=True),
        "sent_home_without_consent",
        "A10.8",
    ),
    Example(
        "kept by somebody cleared through today",
        children_are_kept_instead,
        InsteadFacts(DAY, has_carer=True, carer_until=DAY),
        met=True,
        clause="A10.6",
    ),
    _no(
        "kept by somebody not cleared",
        children_are_kept_instead,
        InsteadFacts(DAY, has_carer=True, carer_until=date(2026, 3, 31)),
        "carer_not_cleared",
        "A10.6",
    ),
    Example(
        "another group of the hour",
        children_are_kept_instead,
        InsteadFacts(DAY, joins=True, joined_fits=True),
        met=True,
        clause="A10.9",
    ),
    _no(
        "a group of another hour",
        children_are_kept_instead,
        InsteadFacts(DAY, joins=True),
        "joined_group_unfit",
        "A10.9",
    ),
    _no("not here", goes_with_somebody_listed, _release(is_here=False), "child_not_here"),
    Example(
        "grade 4 with consent", goes_alone_by_consent, _release(WayHome.ALONE, has_consent=True), met=True
    ),
    _no("without consent", goes_alone_by_consent, _release(WayHome.ALONE), "alone_without_consent"),
    _no(
        "grade 3",
        goes_alone_by_consent,
        _release(WayHome.ALONE, grade=3, has_consent=True),
        "too_young_alone",
    ),
    Example(
        "grade 3 in line", goes_in_the_line_if_nothing_forbids, _release(WayHome.LINE, grade=3), met=True
    ),
    _no(
        "grade 2 in line",
        goes_in_the_line_if_nothing_forbids,
        _release(WayHome.LINE, grade=2),
        "line_too_young",
    ),
    _no(
        "bus rider in line",
        goes_in_the_line_if_nothing_forbids,
        _release(WayHome.LINE, rides_bus=True),
        "line_of_bus_rider",
    ),
    _no(
        "guarded child in line",
        goes_in_the_line_if_nothing_forbids,
        _release(WayHome.LINE, has_barred=True),
        "line_of_guarded_child",
    ),
    _no("no rider on the bus", goes_in_the_line_if_nothing_forbids, _release(WayHome.BUS), "not_a_bus_rider"),
    _no(
        "no boarder to bed", goes_in_the_line_if_nothing_forbids, _release(WayHome.DORMITORY), "not_a_boarder"
    ),
    Example(
        "boarders taken in",
        group_is_counted_where_it_arrives,
        LeavingGroup(WayHome.DORMITORY, 8, 8),
        met=True,
        clause="A10.8",
    ),
    Example(
        "boarders handed to oneself",
        group_is_counted_where_it_arrives,
        LeavingGroup(WayHome.DORMITORY, 8, 8, has_keeper=False),
        met=False,
        clause="A10.8",
    ),
    *(
        Example(says, group_is_counted_where_it_arrives, group, met=met, clause="A10.9")
        for says, group, met in (
            ("all on the bus", LeavingGroup(WayHome.BUS, 8, 8), True),
            ("one short at the gate", LeavingGroup(WayHome.LINE, 8, 7), False),
            ("one too many in the dormitory", LeavingGroup(WayHome.DORMITORY, 8, 9), False),
            ("nobody at all", LeavingGroup(WayHome.BUS, 0, 0), False),
        )
    ),
    *(
        Example(says, day_ends_with_everybody_known, DayEnd(*left), met=met, clause=clause)
        for says, left, met, clause in (
            ("all known", (0, 0), True, "A10.8"),
            ("all known", (0, 0), True, "A10.13"),
            ("one at the gate", (0, 1), False, "A10.8"),
            ("one unaccounted for", (1, 0), False, "A10.13"),
        )
    ),
)
