"""Bills of extended care: days that were agreed and on which the child was there, no others (A4.17, A9.14).

Nobody pays beforehand, so nothing has to be given back: what was not held or not used is on no bill.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from uuid import UUID

from kehou.agreements.public import active_agreements
from kehou.delivery.public import KeptDay, kept_days
from kehou.funds.bills.aid import Aid, aid_of
from kehou.funds.bills.content import times_from_json
from kehou.funds.bills.drafting import NO_AID, Basis
from kehou.funds.bills.facts import BilledTime, DraftBill
from kehou.funds.models import Bill
from kehou.kernel.fen import ZERO, Fen
from kehou.registry.public import grades_of
from kehou.rulebook.facts.bills import BillFacts, ServiceLine
from kehou.rulebook.facts.courses import Category
from kehou.rulebook.facts.fees import EXTENDED_CARE_ITEM, TariffReference
from kehou.rulebook.hunan_2024.art04_periods import billable_periods
from kehou.rulebook.hunan_2024.art09_bills import bill_amount, units_by_day

TITLE = "延时托管"
Hours = tuple[int, time, time]


@dataclass
class Earlier:
    """What a pupil's earlier bills of extended care bear: their days, and what they came to."""

    days: set[date] = field(default_factory=set)
    gross: Fen = ZERO


def draft_care_bills(basis: Basis) -> tuple[DraftBill, ...]:
    """A bill for each pupil who was kept on agreed days before today that no bill bears yet."""
    school, term = basis.plan.place.school, basis.term
    earlier = _earlier(school, term.id)
    kept: dict[tuple[UUID, Fen], list[KeptDay]] = defaultdict(list)
    for day in kept_days(school, term.id, past=basis.on):
        if day.date not in earlier[day.pupil_id].days:
            kept[day.pupil_id, day.price].append(day)
    grades, agreed = grades_of(school), _agreements(basis, {pupil for pupil, _ in kept})
    aid = aid_of(term.id, {pupil for pupil, _ in kept})
    drafts = [
        _draft(
            basis,
            pupil,
            grades[pupil],
            price,
            days,
            before=earlier[pupil].gross,
            agreement=agreed.get(pupil),
            aid=aid.get(pupil, NO_AID),
        )
        for (pupil, price), days in sorted(kept.items())
        if pupil in grades
    ]
    return tuple(draft for draft in drafts if draft.amount.gross)


def _agreements(basis: Basis, pupils: Iterable[UUID]) -> dict[UUID, UUID]:
    wanted = set(pupils)
    rows = active_agreements(basis.plan.place.school, basis.term.id, on=basis.on) if wanted else ()
    return {row.pupil_id: row.id for row in rows if row.pupil_id in wanted}


def _earlier(school_id: UUID, term_id: UUID) -> defaultdict[UUID, Earlier]:
    found: defaultdict[UUID, Earlier] = defaultdict(Earlier)
    rows = Bill.objects.filter(
        school_id=school_id, term_id=term_id, item=EXTENDED_CARE_ITEM, cancelled_at=None
    )
    for row in rows:
        found[row.pupil_id].days.update(day for line in times_from_json(row.lines) for day in line.dates)
        found[row.pupil_id].gross += Fen(row.gross_fen)
    return found


def _draft(
    basis: Basis,
    pupil: UUID,
    grade: int,
    price: Fen,
    days: list[KeptDay],
    *,
    before: Fen,
    agreement: UUID | None,
    aid: Aid,
) -> DraftBill:
    planned = basis.price_of(grade)
    tariff = planned.tariff if planned else None
    tariff = (tariff.for_care() or tariff) if tariff else None
    times = _times(basis, grade, days)
    lines = tuple(_line(line, grade) for line in times)
    amount = bill_amount(
        units_by_day(lines),
        price=price,
        waived_ratio=aid.ratio,
        day_cap=tariff.day_cap if tariff else None,
        term_cap=max(tariff.term_cap - before, ZERO) if tariff and tariff.term_cap is not None else None,
    )
    facts = _facts(basis, lines, price, amount.gross, tariff, agreement is not None)
    return DraftBill(
        pupil, agreement or basis.plan.plan_id, grade, times, facts, amount, aid.category, aid.ratio
    )


def _times(basis: Basis, grade: int, days: list[KeptDay]) -> tuple[BilledTime, ...]:
    """Weekly times with their days; a stretch of less than a whole period is free (A4.15, A4.16)."""
    dates: dict[Hours, list[date]] = defaultdict(list)
    for day in days:
        dates[day.date.weekday(), day.starts, day.ends].append(day.date)
    found = []
    for (weekday, starts, ends), on in sorted(dates.items()):
        whole = billable_periods(_minutes(starts, ends), grade=grade, parameters=basis.parameters)
        key = f"{EXTENDED_CARE_ITEM}/{weekday}/{starts:%H%M}-{ends:%H%M}"
        if whole:
            found.append(BilledTime(key, TITLE, weekday, starts, ends, whole, tuple(sorted(on))))
    return tuple(found)


def _line(line: BilledTime, grade: int) -> ServiceLine:
    minutes = _minutes(line.starts, line.ends)
    return ServiceLine(line.slot_key, minutes, grade, line.periods, line.dates, Category.EXTENDED_CARE)


def _minutes(starts: time, ends: time) -> int:
    return (ends.hour - starts.hour) * 60 + ends.minute - starts.minute


def _facts(
    basis: Basis,
    lines: tuple[ServiceLine, ...],
    price: Fen,
    gross: Fen,
    tariff: TariffReference | None,
    agreed: bool,
) -> BillFacts:
    """What was asked for and granted is what was approved here: each line rests on such a request."""
    return BillFacts(
        lines=lines,
        price=price,
        approved_price=basis.care_price or ZERO,
        gross=gross,
        tariff=tariff,
        first_day=basis.term.first_date,
        last_day=basis.term.last_date,
        approved_slots=frozenset(line.slot_key for line in lines),
        plan_approved=basis.plan.in_force,
        agreement_active=agreed,
        items=(EXTENDED_CARE_ITEM,),
    )
