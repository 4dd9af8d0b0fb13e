"""Examples for care beside the service: special needs, and boarders who do not join."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from factories.plan_facts import a_course, a_fee_scheme, a_plan, a_slot, a_tariff, with_school
from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.places import Tier
from kehou.rulebook.facts.afternoon import BoardersOfDay, CareAsked
from kehou.rulebook.facts.courses import Category
from kehou.rulebook.facts.fees import EXTENDED_CARE_ITEM, SERVICE_ITEM, CareCeiling, StagePrice
from kehou.rulebook.facts.plan import BoarderArrangement, CareRequest, PlanFacts
from kehou.rulebook.facts.school import Stage
from kehou.rulebook.hunan_2024.art04_care import (
    boarders_are_looked_after,
    boarders_are_not_charged_or_taught,
    boarders_of_a_day_are_counted,
    care_is_asked_for_with_reason_and_hour,
    extended_care_ends_in_time,
    extended_care_is_asked_for,
    extended_care_is_free,
    extended_care_keeps_under_its_ceiling,
)
from unit.rulebook.example import Example


def care_until(end: time) -> PlanFacts:
    """A plan with extended care up to a time."""
    care = a_course("care", title="延时托管", category=Category.EXTENDED_CARE)
    slot = a_slot("care", "care", starts=time(17, 55), ends=end)
    plan = a_plan()
    return replace(plan, courses=(*plan.courses, care), slots=(*plan.slots, slot))


def asked_until(end: time, reason: str = "hospital visits", *, collector: bool = True) -> PlanFacts:
    """A plan with one family's request."""
    return a_plan(care_requests=(CareRequest("r1", reason, end, collector),))


def care_for(price: Fen | None, *, listed: bool = False) -> PlanFacts:
    """A plan whose extended care has a price, and a tariff that lists it or not."""
    items = frozenset({SERVICE_ITEM, EXTENDED_CARE_ITEM} if listed else {SERVICE_ITEM})
    line = StagePrice(Stage.PRIMARY, Fen(200), 164, 22, tariff=a_tariff(items=items))
    return a_plan(fees=a_fee_scheme(prices=(line,), extended_care_price=price))


def care_under(ceiling_fen: int, price: Fen) -> PlanFacts:
    """A plan whose extended care costs something in a city that has a ceiling for it."""
    tariff = a_tariff(care=CareCeiling(Fen(ceiling_fen)))
    line = StagePrice(Stage.PRIMARY, Fen(200), 164, 22, tariff=tariff)
    return a_plan(fees=a_fee_scheme(prices=(line,), extended_care_price=price))


def boarders(
    starts: time = time(16), ends: time = time(18), place: str = "阅览室", **changes: bool
) -> PlanFacts:
    """A boarding school that looks after those who do not join; the service is from 16:15 to 17:50."""
    rows = tuple(BoarderArrangement(weekday, starts, ends, place, "t3", **changes) for weekday in range(5))
    return with_school(a_plan(boarders=rows), has_boarders=True)


TWO_STRETCHES = tuple(
    BoarderArrangement(weekday, starts, ends, "操场", "t3")
    for weekday in range(5)
    for starts, ends in ((time(16), time(17)), (time(17), time(18)))
)

EXAMPLES = (
    Example("care until seven", extended_care_ends_in_time, care_until(time(19)), met=True),
    Example(
        "care until a minute past seven",
        extended_care_ends_in_time,
        care_until(time(19, 1)),
        met=False,
        subject="slot/care",
    ),
    Example(
        "asked for until a minute past seven",
        extended_care_ends_in_time,
        asked_until(time(19, 1)),
        met=False,
        subject="care/r1",
    ),
    Example("a whole request", extended_care_is_asked_for, asked_until(time(18, 40)), met=True),
    Example(
        "a request without a reason", extended_care_is_asked_for, asked_until(time(18, 40), " "), met=False
    ),
    Example(
        "a request without a collector",
        extended_care_is_asked_for,
        asked_until(time(18, 40), collector=False),
        met=False,
    ),
    Example(
        "kept until seven",
        care_is_asked_for_with_reason_and_hour,
        CareAsked("night shift", time(19), may_collect=True),
        met=True,
    ),
    Example(
        "kept until a minute past seven",
        care_is_asked_for_with_reason_and_hour,
        CareAsked("night shift", time(19, 1), may_collect=True),
        met=False,
        reason="extended_care_too_late",
    ),
    Example(
        "kept without a reason",
        care_is_asked_for_with_reason_and_hour,
        CareAsked(" ", time(18, 30), may_collect=True),
        met=False,
        reason="care_request_incomplete",
    ),
    Example(
        "kept for somebody who may not collect",
        care_is_asked_for_with_reason_and_hour,
        CareAsked("night shift", time(18, 30), may_collect=False),
        met=False,
        reason="care_request_incomplete",
    ),
    Example(
        "all boarders in the reading room",
        boarders_of_a_day_are_counted,
        BoardersOfDay("阅览室", by_staff=True, counted=12, due=12),
        met=True,
    ),
    Example(
        "boarders without a place",
        boarders_of_a_day_are_counted,
        BoardersOfDay("", by_staff=True, counted=12, due=12),
        met=False,
        reason="boarders_kept_nowhere",
    ),
    Example(
        "boarders with a visitor",
        boarders_of_a_day_are_counted,
        BoardersOfDay("阅览室", by_staff=False, counted=12, due=12),
        met=False,
        reason="boarders_kept_by_nobody",
    ),
    Example(
        "a boarder short",
        boarders_of_a_day_are_counted,
        BoardersOfDay("阅览室", by_staff=True, counted=11, due=12),
        met=False,
        reason="boarders_count_differs",
    ),
    Example(
        "a price that the city's tariff lists",
        extended_care_is_free,
        care_for(Fen(1), listed=True),
        met=True,
        set={"extended_chargeable": True},
        tier=Tier.CITY,
    ),
    Example("at the ceiling", extended_care_keeps_under_its_ceiling, care_under(300, Fen(300)), met=True),
    Example("a fen above it", extended_care_keeps_under_its_ceiling, care_under(300, Fen(301)), met=False),
    Example("free care", extended_care_is_free, care_for(None), met=True),
    Example("a price of nothing", extended_care_is_free, care_for(ZERO), met=True),
    Example("a price", extended_care_is_free, care_for(Fen(1)), met=False, subject="fee/extended_care"),
    Example(
        "a price that the tariff lists, where the city is silent",
        extended_care_is_free,
        care_for(Fen(1), listed=True),
        met=False,
    ),
    Example("looked after for the whole service", boarders_are_looked_after, boarders(), met=True),
    Example(
        "from the first start to the last end",
        boarders_are_looked_after,
        boarders(time(16, 15), time(17, 50)),
        met=True,
    ),
    Example(
        "in two stretches", boarders_are_looked_after, replace(boarders(), boarders=TWO_STRETCHES), met=True
    ),
    Example(
        "a minute short",
        boarders_are_looked_after,
        boarders(time(16, 15), time(17, 49)),
        met=False,
        subject="boarders/weekday/0",
    ),
    Example("without a place", boarders_are_looked_after, boarders(place=" "), met=False),
    Example(
        "nothing arranged", boarders_are_looked_after, with_school(a_plan(), has_boarders=True), met=False
    ),
    Example("free, and no lesson", boarders_are_not_charged_or_taught, boarders(), met=True),
    Example(
        "charged",
        boarders_are_not_charged_or_taught,
        boarders(is_charged=True),
        met=False,
        reason="boarders_charged",
    ),
    Example(
        "taught",
        boarders_are_not_charged_or_taught,
        boarders(is_lesson=True),
        met=False,
        reason="boarders_taught",
    ),
)
