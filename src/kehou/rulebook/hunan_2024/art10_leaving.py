"""Article 10, the way home: who may take a child, who may go alone, when a day is over (A10.8, A10.13)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.rulebook.engine import Effect, Parameters, Verdict, cites
from kehou.rulebook.facts.afternoon import (
    DayEnd,
    EntryFacts,
    IncidentStepFacts,
    InsteadFacts,
    LeavingGroup,
    ReleaseFacts,
    WayHome,
)
from kehou.rulebook.hunan_2024.register import verdict


@cites("A10.8")
def goes_with_somebody_listed(release: ReleaseFacts, _: Parameters) -> Iterator[Verdict]:
    """A child goes only with somebody on its list of that day, and never with one who is barred (A10.8).

    One who has no session that day went home with its class: the gate of the service has nothing to say.
    """
    yield verdict("A10.8", "child_not_in_afternoon", release.is_expected, effect=Effect.STOP)
    if not release.is_expected:
        return
    yield verdict("A10.8", "child_not_here", release.is_here, effect=Effect.STOP)
    if release.way is not WayHome.PERSON:
        return
    who = release.collector
    listed = who is not None and who.is_linked and who.may_collect
    barred = who is not None and who.must_not_collect
    yield verdict("A10.8", "collector_barred", not barred, effect=Effect.STOP)
    yield verdict("A10.8", "collector_not_listed", listed or barred, effect=Effect.STOP)


@cites("A10.8")
def goes_alone_by_consent(release: ReleaseFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Alone goes who is old enough and whose guardian consented in writing (A10.8)."""
    if release.way is not WayHome.ALONE:
        return
    required = parameters.count("alone_from_grade")
    old_enough = release.grade >= required
    yield verdict(
        "A10.8", "too_young_alone", old_enough, effect=Effect.STOP, found=release.grade, required=required
    )
    yield verdict("A10.8", "alone_without_consent", release.has_consent, effect=Effect.STOP)


@cites("A10.8")
def goes_in_the_line_if_nothing_forbids(release: ReleaseFacts, parameters: Parameters) -> Iterator[Verdict]:
    """The youngest, bus riders and children whom somebody must not collect go one by one (A10.8)."""
    if release.way is WayHome.LINE:
        young = release.grade in parameters.numbers("one_by_one_grades")
        yield verdict("A10.8", "line_too_young", not young, effect=Effect.STOP, found=release.grade)
        yield verdict("A10.8", "line_of_bus_rider", not release.rides_bus, effect=Effect.STOP)
        yield verdict("A10.8", "line_of_guarded_child", not release.has_barred, effect=Effect.STOP)
    if release.way is WayHome.BUS:
        yield verdict("A10.8", "not_a_bus_rider", release.rides_bus, effect=Effect.STOP)
    if release.way is WayHome.DORMITORY:
        yield verdict("A10.8", "not_a_boarder", release.boards, effect=Effect.STOP)


@cites("A10.8")
def goes_early_only_by_consent(release: ReleaseFacts, _: Parameters) -> Iterator[Verdict]:
    """A cancelled session sends nobody home before its hour but with whoever comes, or by consent (A10.8)."""
    if release.way in (WayHome.LINE, WayHome.ALONE, WayHome.BUS):
        yield verdict("A10.8", "early_without_consent", not release.is_early, effect=Effect.STOP)


@cites("A10.6", "A10.8", "A10.9")
def children_are_kept_instead(kept: InsteadFacts, _: Parameters) -> Iterator[Verdict]:
    """Who came for a session that is cancelled stays in hand until its hour (A10.8, A10.9).

    By somebody who may stand before children (A10.6), or in another group of the same time.
    """
    home = not kept.goes_home or kept.may_go_home
    yield verdict("A10.8", "sent_home_without_consent", home, effect=Effect.STOP)
    if kept.has_carer:
        cleared = kept.carer_until is not None and kept.carer_until >= kept.on
        yield verdict("A10.6", "carer_not_cleared", cleared, effect=Effect.STOP)
    if kept.joins:
        yield verdict("A10.9", "joined_group_unfit", kept.joined_fits, effect=Effect.STOP)


@cites("A10.8", "A10.9")
def group_is_counted_where_it_arrives(group: LeavingGroup, _: Parameters) -> Iterator[Verdict]:
    """Who leaves in a group is counted again at gate, bus or dormitory (A10.9).

    In the dormitory another member of the staff takes the boarders in (A10.8).
    """
    if group.way is WayHome.DORMITORY:
        yield verdict("A10.8", "dormitory_without_keeper", group.has_keeper, effect=Effect.STOP)
    yield verdict(
        "A10.9",
        "line_count_differs",
        group.counted == group.handed > 0,
        effect=Effect.STOP,
        subject="line",
        found=group.counted,
        required=group.handed,
    )


@cites("A10.8", "A10.13")
def day_ends_with_everybody_known(end: DayEnd, _: Parameters) -> Iterator[Verdict]:
    """A day is over when every child went home or was explained (A10.8, A10.13)."""
    gone = end.not_released == 0
    yield verdict("A10.8", "children_not_released", gone, effect=Effect.STOP, found=end.not_released)
    known = end.unaccounted == 0
    yield verdict("A10.13", "children_unaccounted", known, effect=Effect.STOP, found=end.unaccounted)


@cites("A10.7")
def enters_with_a_pass(entry: EntryFacts, _: Parameters) -> Iterator[Verdict]:
    """Who comes from outside shows a pass of the day; who meets children is cleared besides (A10.7)."""
    yield verdict("A10.7", "entry_without_pass", entry.pass_date is not None, effect=Effect.STOP)
    if entry.pass_date is not None:
        same = entry.pass_date == entry.on
        yield verdict(
            "A10.7", "pass_of_another_day", same, effect=Effect.STOP, found=entry.pass_date, required=entry.on
        )
    cleared = entry.is_cleared or not entry.meets_children
    yield verdict("A10.7", "entrant_not_cleared", cleared, effect=Effect.STOP)


@cites("A10.13")
def incident_goes_its_way(taken: IncidentStepFacts, parameters: Parameters) -> Iterator[Verdict]:
    """An incident goes from step to step and leaves none out; a late call to the family warns (A10.13)."""
    position = taken.order.index(taken.step) if taken.step in taken.order else len(taken.order)
    missing = tuple(step for step in taken.order[:position] if step not in taken.done)
    known = taken.step in taken.order and taken.step not in taken.done
    yield verdict("A10.13", "incident_step_unknown", known, effect=Effect.STOP, found=taken.step)
    yield verdict("A10.13", "incident_step_missing", not missing, effect=Effect.STOP, missing=missing)
    if taken.step == "guardian_told":
        limit = parameters.count("incident_hours", "serious_by_phone" if taken.is_serious else "minor")
        met = taken.hours_since_report <= limit
        found = taken.hours_since_report
        yield verdict("A10.13", "guardian_told_late", met, effect=Effect.WARN, found=found, required=limit)
