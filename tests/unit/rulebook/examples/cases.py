"""Reports and cases: other hands, one extension, a reply, a correction, a transfer (process 10c)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from kehou.kernel.fen import Fen
from kehou.kernel.ids import PersonId, SchoolId
from kehou.rulebook.facts.cases import (
    CaseBriefing,
    CaseClock,
    CaseClosing,
    CaseDecider,
    CaseExtension,
    CaseHandling,
    CaseKind,
    CaseOpening,
    CaseOrigin,
    CaseReopening,
    CaseTransfer,
)
from kehou.rulebook.hunan_2024.art11_cases import (
    case_is_done,
    case_is_in_other_hands,
    case_reopens_once,
    reporter_stays_unknown,
    somebody_else_decides,
    step_is_in_time,
    time_is_extended_once,
    transfer_is_whole,
    tutoring_is_only_reported,
)
from unit.rulebook.example import Example

OFFICER, OTHER = PersonId(UUID(int=1)), PersonId(UUID(int=2))
SCHOOL, ELSEWHERE = SchoolId(UUID(int=3)), SchoolId(UUID(int=4))
DUE = date(2026, 4, 21)
HANDLING = CaseHandling(OFFICER, frozenset(), SCHOOL)
EXTENSION = CaseExtension(DUE, DUE, date(2026, 5, 13), date(2026, 5, 30), False, "要了解每个家庭")
CLOSING = CaseClosing(has_reporter=True, is_replied=True, is_violation=True, is_corrected=True)
TUTORING = CaseKind.PAID_TUTORING

EXAMPLES = (
    Example(
        "tutoring reported", tutoring_is_only_reported, CaseOpening(TUTORING, CaseOrigin.REPORT), met=True
    ),
    Example("by 12345", tutoring_is_only_reported, CaseOpening(TUTORING, CaseOrigin.HOTLINE), met=True),
    Example(
        "tutoring guessed", tutoring_is_only_reported, CaseOpening(TUTORING, CaseOrigin.SIGNAL), met=False
    ),
    Example("out of hand", case_is_in_other_hands, HANDLING, met=True),
    Example(
        "works at another school",
        case_is_in_other_hands,
        replace(HANDLING, handler_schools=frozenset({ELSEWHERE})),
        met=True,
    ),
    Example(
        "works at the school",
        case_is_in_other_hands,
        replace(HANDLING, handler_schools=frozenset({ELSEWHERE, SCHOOL})),
        met=False,
        reason="case_at_school_concerned",
    ),
    Example(
        "is complained of",
        case_is_in_other_hands,
        replace(HANDLING, concerned_people=frozenset({OFFICER})),
        met=False,
        reason="case_at_person_concerned",
    ),
    Example("another person", somebody_else_decides, CaseDecider(OTHER, OFFICER), met=True),
    Example("the same person", somebody_else_decides, CaseDecider(OFFICER, OFFICER), met=False),
    Example("nobody looked", somebody_else_decides, CaseDecider(OFFICER, None), met=False),
    Example("asked on the last day", time_is_extended_once, EXTENSION, met=True),
    Example(
        "a second time",
        time_is_extended_once,
        replace(EXTENSION, extended_before=True),
        met=False,
        reason="case_extended_before",
    ),
    Example(
        "a day late",
        time_is_extended_once,
        replace(EXTENSION, asked_date=date(2026, 4, 22)),
        met=False,
        reason="case_extended_late",
    ),
    Example(
        "no reason",
        time_is_extended_once,
        replace(EXTENSION, reason=" "),
        met=False,
        reason="case_extension_without_reason",
    ),
    Example(
        "past the outer limit",
        time_is_extended_once,
        replace(EXTENSION, outer_date=date(2026, 5, 12)),
        met=False,
        reason="case_past_outer_limit",
    ),
    Example("on the day", step_is_in_time, CaseClock(DUE, DUE, date(2026, 6, 1)), met=True),
    Example("not yet due", step_is_in_time, CaseClock(DUE, None, DUE), met=True),
    Example("late", step_is_in_time, CaseClock(DUE, None, date(2026, 4, 22)), met=False),
    Example("rewritten", reporter_stays_unknown, CaseBriefing("有反映", frozenset()), met=True),
    Example(
        "a name",
        reporter_stays_unknown,
        CaseBriefing("有反映", frozenset({"reporter_name"})),
        met=False,
        reason="case_brief_unmasks",
    ),
    Example(
        "nothing",
        reporter_stays_unknown,
        CaseBriefing(" ", frozenset()),
        met=False,
        reason="case_brief_empty",
    ),
    Example("answered and put right", case_is_done, CLOSING, met=True, clause="A11.15"),
    Example("not answered", case_is_done, replace(CLOSING, is_replied=False), met=False, clause="A11.15"),
    Example(
        "nobody to answer",
        case_is_done,
        replace(CLOSING, is_replied=False, has_reporter=False),
        met=True,
        clause="A11.15",
    ),
    Example("put right", case_is_done, CLOSING, met=True, clause="A11.16"),
    Example(
        "nothing found",
        case_is_done,
        replace(CLOSING, is_violation=False, is_corrected=None),
        met=True,
        clause="A11.16",
    ),
    Example(
        "no order",
        case_is_done,
        replace(CLOSING, is_corrected=None),
        met=False,
        clause="A11.16",
        reason="violation_without_order",
    ),
    Example(
        "not rechecked",
        case_is_done,
        replace(CLOSING, is_corrected=False),
        met=False,
        clause="A11.16",
        reason="correction_not_rechecked",
    ),
    Example(
        "every fen back",
        case_is_done,
        replace(CLOSING, money_ordered=Fen(2_500), money_returned=Fen(2_500)),
        met=True,
        clause="A11.16",
    ),
    Example(
        "a fen missing",
        case_is_done,
        replace(CLOSING, money_ordered=Fen(2_500), money_returned=Fen(2_499)),
        met=False,
        clause="A11.16",
        reason="money_not_returned",
    ),
    Example("the last day", case_reopens_once, CaseReopening(DUE, DUE, False), met=True),
    Example("a day more", case_reopens_once, CaseReopening(date(2026, 4, 22), DUE, False), met=False),
    Example("again", case_reopens_once, CaseReopening(DUE, DUE, True), met=False),
    Example(
        "charges",
        transfer_is_whole,
        CaseTransfer("market", CaseKind.CHARGE, ("收据",)),
        met=True,
        clause="A9.9",
    ),
    Example(
        "no charges",
        transfer_is_whole,
        CaseTransfer("market", CaseKind.FORCED, ("群聊",)),
        met=False,
        clause="A9.9",
    ),
    Example(
        "with files",
        transfer_is_whole,
        CaseTransfer("discipline", CaseKind.FORCED, ("群聊",)),
        met=True,
        clause="A11.13",
    ),
    Example(
        "without files",
        transfer_is_whole,
        CaseTransfer("discipline", CaseKind.FORCED, ()),
        met=False,
        clause="A11.13",
    ),
)
