"""Article 4, care beside the service: special needs, and boarders who do not join (A4.17, A4.18)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.kernel.verdict import Effect, Verdict
from kehou.rulebook.engine import Parameters, cites
from kehou.rulebook.facts.afternoon import BoardersOfDay, CareAsked
from kehou.rulebook.facts.bell import minute_of
from kehou.rulebook.facts.courses import Category
from kehou.rulebook.facts.fees import EXTENDED_CARE_ITEM, FeeFacts
from kehou.rulebook.facts.offers import Stretch, covered_minutes
from kehou.rulebook.facts.plan import BoarderArrangement, PlanFacts
from kehou.rulebook.hunan_2024.plan_parts import WEEKDAYS, Fault, each_fault
from kehou.rulebook.hunan_2024.register import verdict


@cites("A4.17")
def extended_care_ends_in_time(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Extended care, as planned and as families ask for it, ends by its latest hour (A4.17)."""
    latest = parameters.time_of_day("extended_latest")
    planned = (
        (timed.path, timed.slot.ends)
        for timed in plan.timetable.timed
        if timed.course.category is Category.EXTENDED_CARE
    )
    asked = ((f"care/{request.key}", request.ends) for request in plan.care_requests)
    faults = (
        (subject, {"found": ends, "required": latest})
        for subject, ends in (*planned, *asked)
        if ends > latest
    )
    yield from each_fault("A4.17", "extended_care_too_late", faults, effect=Effect.STOP)


@cites("A4.17")
def extended_care_is_asked_for(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """Extended care rests on a family's request with a reason and someone who collects the child (A4.17)."""
    faults: Iterator[Fault] = (
        (f"care/{request.key}", {})
        for request in plan.care_requests
        if not (request.reason.strip() and request.has_collector)
    )
    yield from each_fault("A4.17", "care_request_incomplete", faults, effect=Effect.STOP)


@cites("A4.17")
def care_is_asked_for_with_reason_and_hour(asked: CareAsked, parameters: Parameters) -> Iterator[Verdict]:
    """A family that asks for longer care says why, until when and who collects the child (A4.17)."""
    whole = bool(asked.reason.strip()) and asked.may_collect
    yield verdict("A4.17", "care_request_incomplete", whole, effect=Effect.STOP, subject="care")
    latest = parameters.time_of_day("extended_latest")
    yield verdict(
        "A4.17",
        "extended_care_too_late",
        asked.ends <= latest,
        effect=Effect.STOP,
        subject="care",
        found=asked.ends,
        required=latest,
    )


@cites("A4.17")
def extended_care_is_free(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Extended care costs nothing unless the city allows it and its tariff lists it (A4.17, A9.14)."""
    price = plan.fees.extended_care_price
    allowed = parameters.flag("extended_chargeable") and _tariff_lists_care(plan.fees)
    yield verdict(
        "A4.17",
        "extended_care_charged",
        not price or allowed,
        effect=Effect.STOP,
        subject="fee/extended_care",
        found=price,
    )


@cites("A9.6")
def extended_care_keeps_under_its_ceiling(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """Where extended care costs something, it keeps under the ceiling that the tariff has for it (A9.6)."""
    price = plan.fees.extended_care_price
    ceilings = [line.tariff.care.ceiling for line in plan.fees.prices if line.tariff and line.tariff.care]
    if not price or not ceilings:
        return
    lowest = min(ceilings)
    yield verdict(
        "A9.6",
        "extended_care_above_ceiling",
        price <= lowest,
        effect=Effect.STOP,
        subject="fee/extended_care",
        found=price,
        required=lowest,
    )


def _tariff_lists_care(fees: FeeFacts) -> bool:
    tariffs = [price.tariff for price in fees.prices]
    return bool(tariffs) and all(tariff and EXTENDED_CARE_ITEM in tariff.items for tariff in tariffs)


@cites("A4.18")
def boarders_are_looked_after(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """Boarders who do not join have a place and a member of staff during all service hours (A4.18).

    A gap warns, so that it is closed before the day starts.
    """
    if not plan.school.has_boarders:
        return
    faults = (
        _boarders_fault(weekday, found=missing)
        for weekday, hours in sorted(_service_hours(plan).items())
        if (missing := _uncovered(hours, weekday, plan.boarders))
    )
    yield from each_fault("A4.18", "boarders_without_arrangement", faults)


def _service_hours(plan: PlanFacts) -> dict[int, Stretch]:
    """From the first start to the last end of ordinary service on each weekday."""
    hours: dict[int, Stretch] = {}
    for day in plan.timetable.grade_days:
        first, past = hours.get(day.weekday, (day.starts, day.ends))
        hours[day.weekday] = (min(first, day.starts), max(past, day.ends))
    return hours


def _uncovered(hours: Stretch, weekday: int, boarders: tuple[BoarderArrangement, ...]) -> int:
    """Minutes of service during which boarders have neither place nor staff."""
    first, past = hours
    kept = (
        (max(first, minute_of(row.starts)), min(past, minute_of(row.ends)))
        for row in boarders
        if row.weekday == weekday and row.place.strip() and row.staff_key
    )
    return past - first - covered_minutes((start, end) for start, end in kept if start < end)


@cites("A4.18")
def boarders_of_a_day_are_counted(kept: BoardersOfDay, _: Parameters) -> Iterator[Verdict]:
    """On every day of service the boarders who do not join have a place and somebody of the staff (A4.18).

    A count that does not add up warns: somebody went home, or is looked for.
    """
    yield verdict(
        "A4.18", "boarders_kept_nowhere", bool(kept.where.strip()), effect=Effect.STOP, subject="boarders"
    )
    yield verdict("A4.18", "boarders_kept_by_nobody", kept.by_staff, effect=Effect.STOP, subject="boarders")
    yield verdict(
        "A4.18",
        "boarders_count_differs",
        kept.counted == kept.due,
        effect=Effect.WARN,
        subject="boarders",
        found=kept.counted,
        required=kept.due,
    )


@cites("A4.18")
def boarders_are_not_charged_or_taught(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """What is arranged for boarders who do not join is neither paid for nor a lesson (A4.18)."""
    if not plan.school.has_boarders:
        return
    charged = (_boarders_fault(row.weekday) for row in plan.boarders if row.is_charged)
    yield from each_fault("A4.18", "boarders_charged", charged, effect=Effect.STOP)
    taught = (_boarders_fault(row.weekday) for row in plan.boarders if row.is_lesson)
    yield from each_fault("A4.18", "boarders_taught", taught, effect=Effect.STOP)


def _boarders_fault(weekday: int, **facts: object) -> Fault:
    return f"boarders/weekday/{weekday}", {"weekday": WEEKDAYS[weekday], **facts}
