"""The school's plan 实施方案 with its fee scheme 收费方案 (A3.2, A3.6, A9.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kehou.kernel.fen import Fen, total
from kehou.platform.paper.documents.parts import Article, Channel, GradeTimetable
from kehou.platform.paper.press import press


@dataclass(frozen=True, slots=True)
class GradeLine:
    """What a grade is offered. ``enrichment_share`` is as in 55％."""

    grade: str
    pupils: int
    wanting: int
    lessons_end: str
    service_time: str
    weekly_periods: int
    enrichment_share: str


@dataclass(frozen=True, slots=True)
class CourseLine:
    """A course of the plan; ``kind`` is 作业辅导 or 素质拓展."""

    name: str
    kind: str
    domain: str
    grades: str
    leader: str
    place: str
    capacity: int


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """A line of the cost sheet or of the sources: what, how it is computed, how much."""

    item: str
    computation: str
    amount: Fen


@dataclass(frozen=True, slots=True)
class FeeScheme:
    """The fee part of a plan: price, cost sheet, sources and the three money rules."""

    price: Fen
    period_minutes: str
    tariff_document: str
    billing_basis: str
    term_periods: int
    term_ceiling: Fen
    costs: tuple[MoneyLine, ...]
    sources: tuple[MoneyLine, ...]
    waiver_rules: tuple[str, ...]
    refund_rules: tuple[str, ...]
    surplus_rules: tuple[str, ...]
    payment: str


@dataclass(frozen=True, slots=True)
class Plan:
    """One version of one school's plan for a term."""

    school: str
    authority: str
    term: str
    number: str
    version: int
    first_day: date
    last_day: date
    aims: tuple[str, ...]
    consultation: tuple[str, ...]
    grades: tuple[GradeLine, ...]
    courses: tuple[CourseLine, ...]
    timetables: tuple[GradeTimetable, ...]
    staffing: tuple[str, ...]
    fees: FeeScheme
    safety: tuple[str, ...]
    arrangements: tuple[Article, ...]
    channels: tuple[Channel, ...]
    head: str
    signed: date


def print_plan(plan: Plan, *, at: datetime) -> bytes:
    """The plan with its fee scheme; sums are taken here, so that they cannot differ from the lines."""
    costs = total(line.amount for line in plan.fees.costs)
    sources = total(line.amount for line in plan.fees.sources)
    sums = {"costs": costs, "sources": sources, "balance": sources - costs}
    return press("plan", {"plan": plan, "sums": sums}, fixed_time=at)
