"""What the indicators of one school over one period are computed from. No names, no database."""

from __future__ import annotations

from dataclasses import dataclass

from kehou.rulebook.facts.indicators import (
    CaseRow,
    ClassDay,
    ClassSigning,
    GateDay,
    HeldSession,
    PlanWeek,
    PriorityPlaces,
    ProviderPrice,
    RefundRow,
    SchoolReach,
    SurveyCount,
    TermMoney,
)


@dataclass(frozen=True, slots=True)
class WeekInputs:
    """The service of one school as it was held over some days. None where no step records it yet."""

    sessions: tuple[HeldSession, ...] = ()
    class_days: tuple[ClassDay, ...] = ()
    gate_days: tuple[GateDay, ...] = ()


@dataclass(frozen=True, slots=True)
class TermInputs:
    """What one school's term is measured by beside the service itself. None is what nobody recorded.

    ``ranks`` holds for each place given its course time and its rank among the pupil's wishes (A1.3).
    """

    reach: SchoolReach | None = None
    priority: PriorityPlaces | None = None
    plan_weeks: tuple[PlanWeek, ...] = ()
    prices: tuple[ProviderPrice, ...] = ()
    money: TermMoney | None = None
    surplus_is_due: bool = False
    refunds: tuple[RefundRow, ...] = ()
    cases: tuple[CaseRow, ...] = ()
    pupils: int = 0
    signings: tuple[ClassSigning, ...] = ()
    ranks: tuple[tuple[str, int], ...] = ()
    survey: SurveyCount | None = None
