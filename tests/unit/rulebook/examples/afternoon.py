"""The afternoon: starting, roll call, the way home, incidents, leave (A4.2, A6.9, A7.10, A9.12, A10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from factories.family_facts import at
from kehou.delivery.rules import INCIDENT_STEPS
from kehou.rulebook.facts.afternoon import (
    EntryFacts,
    HandoverFacts,
    IncidentStepFacts,
    LeaveFacts,
    RecordTiming,
    RollFacts,
    StartFacts,
)
from kehou.rulebook.facts.courses import LeaderKind
from kehou.rulebook.hunan_2024.art09_leave import leave_has_a_special_reason
from kehou.rulebook.hunan_2024.art10_leaving import (
    enters_with_a_pass,
    incident_goes_its_way,
)
from kehou.rulebook.hunan_2024.art10_roll import (
    handover_adds_up,
    late_entry_says_why,
    late_record_is_confirmed,
    roll_is_called_on_site,
)
from kehou.rulebook.hunan_2024.art10_start import (
    day_is_insured,
    room_is_safe,
    started_as_approved,
    started_on_a_school_day,
    third_party_is_watched,
    who_starts_is_cleared,
    who_starts_was_sent,
)
from unit.rulebook.example import Example

DAY = date(2026, 4, 1)
THIRD = LeaderKind.THIRD_PARTY


def _start(**changes: Any) -> StartFacts:
    start = StartFacts(
        on=DAY,
        at=at(4, 1, 17, 5),
        starts_at=at(4, 1, 17, 10),
        ends_at=at(4, 1, 17, 50),
        is_school_day=True,
        is_cancelled=False,
        kind=LeaderKind.OWN,
        cleared_until=date(2026, 6, 30),
        insured_until=date(2026, 8, 31),
    )
    return replace(start, **changes)


def _roll(**changes: Any) -> RollFacts:
    roll = RollFacts(
        starts_at=at(4, 1, 17, 10),
        ends_at=at(4, 1, 17, 50),
        opened_at=at(4, 1, 17, 5),
        seen_at=at(4, 1, 17, 12),
        sent_at=at(4, 1, 17, 12),
        is_on_site=True,
    )
    return replace(roll, **changes)


def _step(step: str, *done: str, hours: int = 0, serious: bool = False) -> IncidentStepFacts:
    return IncidentStepFacts(step, done, INCIDENT_STEPS, serious, hours)


def _no(says: str, rule: Any, facts: object, reason: str, clause: str = "") -> Example:
    return Example(says, rule, facts, met=False, reason=reason, clause=clause)


EXAMPLES = (
    Example("cleared through today", who_starts_is_cleared, _start(cleared_until=DAY), met=True),
    _no(
        "expired yesterday",
        who_starts_is_cleared,
        _start(cleared_until=date(2026, 3, 31)),
        "starter_clearance_expired",
    ),
    _no("unknown", who_starts_is_cleared, _start(cleared_until=None), "starter_not_cleared"),
    Example("the planned leader", who_starts_was_sent, _start(), met=True),
    _no("somebody else", who_starts_was_sent, _start(is_named=False), "starter_not_named"),
    _no(
        "swapped by the provider",
        who_starts_was_sent,
        _start(kind=THIRD, is_listed=False),
        "starter_not_listed",
    ),
    _no(
        "not approved",
        who_starts_was_sent,
        _start(kind=LeaderKind.OUTSIDE, is_approved=False),
        "starter_not_approved",
    ),
    *(
        Example(says, third_party_is_watched, facts, met=met, clause=clause)
        for clause in ("A6.9", "A6.17")
        for says, facts, met in (
            ("watched", _start(kind=THIRD), True),
            ("own teacher alone", _start(has_supervisor=False), True),
            ("a body alone", _start(kind=THIRD, has_supervisor=False), False),
        )
    ),
    Example("a school day", started_on_a_school_day, _start(), met=True),
    Example("a holiday", started_on_a_school_day, _start(is_school_day=False), met=False),
    Example("ten minutes before", started_as_approved, _start(at=at(4, 1, 17, 0)), met=True),
    _no("too early", started_as_approved, _start(at=at(4, 1, 16, 59)), "outside_approved_time"),
    _no("after the end", started_as_approved, _start(at=at(4, 1, 17, 50)), "outside_approved_time"),
    _no("cancelled", started_as_approved, _start(is_cancelled=True), "session_was_cancelled"),
    Example("a safe room", room_is_safe, _start(), met=True),
    Example("a loose lamp", room_is_safe, _start(open_hazards=frozenset({"facilities"})), met=False),
    Example("insured", day_is_insured, _start(), met=True),
    Example("lapsed", day_is_insured, _start(insured_until=date(2026, 3, 31)), met=False),
    Example("no policy", day_is_insured, _start(insured_until=None), met=False),
    Example("within ten minutes", roll_is_called_on_site, _roll(seen_at=at(4, 1, 17, 20)), met=True),
    _no("eleven minutes", roll_is_called_on_site, _roll(seen_at=at(4, 1, 17, 21)), "roll_late"),
    _no("before taking over", roll_is_called_on_site, _roll(seen_at=at(4, 1, 17, 4)), "roll_before_start"),
    _no("never taken over", roll_is_called_on_site, _roll(opened_at=None), "roll_before_start"),
    _no("from elsewhere", roll_is_called_on_site, _roll(is_on_site=False), "roll_not_on_site"),
    _no("one left out", roll_is_called_on_site, _roll(unmarked=1), "roll_incomplete"),
    Example("sent at once", late_entry_says_why, _roll(), met=True),
    _no("two days later", late_entry_says_why, _roll(sent_at=at(4, 3, 17, 51)), "backdated_without_reason"),
    _no(
        "with a reason",
        late_entry_says_why,
        _roll(sent_at=at(4, 3, 17, 51), reason="no network"),
        "backdated",
    ),
    Example("equal counts", handover_adds_up, HandoverFacts(31, 31), met=True),
    Example("one missing", handover_adds_up, HandoverFacts(31, 30), met=False),
    *(
        Example(says, late_record_is_confirmed, RecordTiming(*facts), met=met, clause=clause)
        for says, facts, met, clause in (
            ("in time", (False, 0, False), True, "A7.10"),
            ("in time", (False, 0, False), True, "A9.25"),
            ("the fifth day, confirmed", (True, 5, True), True, "A7.10"),
            ("the sixth day", (True, 6, True), False, "A7.10"),
            ("not confirmed", (True, 2, False), False, "A9.25"),
        )
    ),
    Example("a pass of today", enters_with_a_pass, EntryFacts(DAY, DAY), met=True),
    _no("no pass", enters_with_a_pass, EntryFacts(DAY, None), "entry_without_pass"),
    _no("yesterday's pass", enters_with_a_pass, EntryFacts(DAY, date(2026, 3, 31)), "pass_of_another_day"),
    _no(
        "a coach unchecked",
        enters_with_a_pass,
        EntryFacts(DAY, DAY, is_cleared=False, meets_children=True),
        "entrant_not_cleared",
    ),
    Example(
        "told at once",
        incident_goes_its_way,
        _step("guardian_told", "reported", hours=1, serious=True),
        met=True,
    ),
    _no(
        "told late",
        incident_goes_its_way,
        _step("guardian_told", "reported", hours=2, serious=True),
        "guardian_told_late",
    ),
    _no("step left out", incident_goes_its_way, _step("concluded", "reported"), "incident_step_missing"),
    _no("twice", incident_goes_its_way, _step("reported", "reported"), "incident_step_unknown"),
    Example(
        "ill, told before",
        leave_has_a_special_reason,
        LeaveFacts("illness", at(4, 1, 12), at(4, 1, 17)),
        met=True,
    ),
    Example(
        "ill, proved on day 5",
        leave_has_a_special_reason,
        LeaveFacts("illness", at(4, 1, 19), at(4, 1, 17), 5),
        met=True,
    ),
    _no(
        "ill, proved on day 6",
        leave_has_a_special_reason,
        LeaveFacts("illness", at(4, 1, 19), at(4, 1, 17), 6),
        "leave_unproved",
    ),
    _no(
        "other plans",
        leave_has_a_special_reason,
        LeaveFacts("personal", at(4, 1, 12), at(4, 1, 17)),
        "leave_reason_ordinary",
    ),
)
