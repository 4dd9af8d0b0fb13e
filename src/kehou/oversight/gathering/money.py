"""The money of a term as facts for the indicators (A9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kehou.authority.public import parameters_for, tariff_in_force
from kehou.funds.public import BilledGrade, MoneyFacts, billed_grades, money_facts, refund_times
from kehou.kernel.fen import Fen, total
from kehou.registry.public import SchoolInfo, TermInfo
from kehou.rulebook.facts.indicators import RefundRow, TermMoney
from kehou.rulebook.hunan_2024.plan_parts import stage_of


@dataclass(frozen=True, slots=True)
class MoneyInputs:
    """What the books tell of a term; nothing before a book is there."""

    term: TermMoney | None = None
    surplus_is_due: bool = False
    refunds: tuple[RefundRow, ...] = ()


def gather_money(school: SchoolInfo, term: TermInfo, *, today: date) -> MoneyInputs:
    """The money of a school's term on a day."""
    facts = money_facts(school.id, term.id)
    if facts is None:
        return MoneyInputs()
    days = parameters_for(school.place, on=today).count("surplus_days")
    refunds = tuple(
        RefundRow(f"refund/{row.id}", row.due_date, row.paid_date) for row in refund_times(school.id, term.id)
    )
    return MoneyInputs(
        term=_term_money(facts, school, term),
        surplus_is_due=today > term.last_date + timedelta(days=days),
        refunds=refunds,
    )


def _term_money(facts: MoneyFacts, school: SchoolInfo, term: TermInfo) -> TermMoney:
    grades = billed_grades(school.id, term.id)
    return TermMoney(
        billed=total(grade.gross for grade in grades),
        at_ceiling=_at_ceiling(grades, school, term),
        paid=facts.net_paid,
        periods=sum(grade.units for grade in grades),
        allowances=facts.allowances,
        spending=facts.spent,
        teachers=facts.teachers,
        teacher_count=facts.teacher_count,
        managers=facts.managers,
        manager_count=facts.manager_count,
        surplus_pool=facts.pool,
        surplus_returned=facts.returned,
    )


def _at_ceiling(grades: Iterable[BilledGrade], school: SchoolInfo, term: TermInfo) -> Fen | None:
    """What the billed periods cost at the tariff of the term's first day; None where a stage has none."""
    parameters = parameters_for(school.place, on=term.first_date)
    township = parameters.codes("township_codes")
    area = "township" if school.urban_rural_code in township else "urban"
    tariff = tariff_in_force(school.county_code[:4], area_class=area, on=term.first_date)
    amounts = []
    for grade in grades:
        stage = stage_of(grade.grade, parameters)
        if stage is None or stage not in tariff:
            return None
        amounts.append(tariff[stage].ceiling * grade.units)
    return total(amounts) if amounts else None
