"""Drafting the bills of a term: every pupil who agreed, has a place, and has no bill yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from kehou.agreements.public import AgreementInfo, active_agreements
from kehou.authority.public import parameters_for
from kehou.funds.bills.aid import Aid, aid_of
from kehou.funds.bills.facts import BilledTime, Charge, DraftBill
from kehou.funds.bills.planned import billed_times
from kehou.funds.models import Bill
from kehou.kernel.fen import ZERO, Fen
from kehou.plans.public import ApprovedPlan, approved_facts
from kehou.registry.public import TermInfo, pupils_of
from kehou.rulebook.engine import Parameters
from kehou.rulebook.facts.bills import BillFacts, ServiceLine
from kehou.rulebook.facts.courses import Category
from kehou.rulebook.facts.fees import SERVICE_ITEM, BillingBasis, StagePrice, TariffReference
from kehou.rulebook.hunan_2024.art09_bills import bill_amount, units_by_day
from kehou.rulebook.hunan_2024.plan_parts import stage_of

NO_AID = Aid("", Fraction(0))


@dataclass(frozen=True, slots=True)
class Basis:
    """What all bills of a round stand on."""

    plan: ApprovedPlan
    term: TermInfo
    on: date
    parameters: Parameters
    prices: tuple[StagePrice, ...]
    billing: BillingBasis
    slots: frozenset[str]
    categories: dict[str, Category]
    care_price: Fen | None = None

    def price_of(self, grade: int) -> StagePrice | None:
        """What the approved plan asks of a grade's stage; None where it asks nothing."""
        stage = stage_of(grade, self.parameters)
        return next((price for price in self.prices if price.stage is stage), None)

    def is_charged(self, slot_key: str) -> bool:
        """Whether the service's bill charges for a slot: extended care is not of it (A4.17)."""
        return self.categories[slot_key] is not Category.EXTENDED_CARE


def basis_of(plan: ApprovedPlan, term: TermInfo, *, on: date) -> Basis:
    """Prices, slots and parameters of an approved plan on a day."""
    facts = approved_facts(plan.version_id)
    courses = {course.key: course.category for course in plan.content.courses}
    return Basis(
        plan=plan,
        term=term,
        on=on,
        parameters=parameters_for(plan.place, on=on, term_began=term.first_date),
        prices=facts.fees.prices,
        billing=facts.fees.billing_basis,
        slots=frozenset(slot.key for slot in facts.slots),
        categories={slot.key: courses[slot.course_key] for slot in plan.content.slots},
        care_price=facts.fees.extended_care_price or None,
    )


def draft_bills(
    basis: Basis, charge: Charge, *, pupils: Iterable[UUID] | None = None
) -> tuple[DraftBill, ...]:
    """A bill for each pupil with a place and without a bill; ``pupils`` narrows them.

    Pupils named without an agreement in force get a draft that the rulebook refuses.
    """
    place, term = basis.plan.place, basis.term
    agreements = {row.pupil_id: row for row in active_agreements(place.school, term.id, on=basis.on)}
    wanted = set(agreements) if pupils is None else set(pupils)
    wanted -= set(
        Bill.objects.filter(
            term_id=term.id, pupil_id__in=wanted, item=SERVICE_ITEM, cancelled_at=None
        ).values_list("pupil_id", flat=True)
    )
    grades = {pupil.id: pupil.grade for pupil in pupils_of(place.school, pupils=wanted)}
    signed = [agreements[pupil] for pupil in wanted if pupil in agreements]
    times = billed_times(basis.plan, basis.billing, signed)
    aid = aid_of(term.id, wanted)
    drafts = [
        _draft(
            basis, charge, pupil, grades[pupil], agreements.get(pupil), times.get(pupil, ()), aid.get(pupil)
        )
        for pupil in sorted(wanted & set(grades))
    ]
    return tuple(draft for draft in drafts if draft.times or charge.extra or not draft.facts.agreement_active)


def _draft(
    basis: Basis,
    charge: Charge,
    pupil: UUID,
    grade: int,
    agreement: AgreementInfo | None,
    times: tuple[BilledTime, ...],
    aid: Aid | None,
) -> DraftBill:
    planned = basis.price_of(grade)
    approved = planned.price if planned else ZERO
    price = charge.price if charge.price is not None else approved
    times = tuple(line for line in times if basis.is_charged(line.slot_key))
    lines = (*(_line(basis, line, grade) for line in times), *charge.extra)
    found = aid or NO_AID
    tariff = planned.tariff if planned else None
    amount = bill_amount(
        units_by_day(lines),
        price=price,
        waived_ratio=found.ratio if charge.waive else Fraction(0),
        day_cap=tariff.day_cap if tariff else None,
        term_cap=tariff.term_cap if tariff else None,
    )
    facts = _facts(basis, charge, lines, price, approved, amount.gross, tariff, agreement is not None)
    identity = agreement.id if agreement else basis.plan.plan_id
    return DraftBill(pupil, identity, grade, times, facts, amount, found.category, found.ratio)


def _facts(
    basis: Basis,
    charge: Charge,
    lines: tuple[ServiceLine, ...],
    price: Fen,
    approved: Fen,
    gross: Fen,
    tariff: TariffReference | None,
    agreed: bool,
) -> BillFacts:
    return BillFacts(
        lines=lines,
        price=price,
        approved_price=approved,
        gross=gross,
        tariff=tariff,
        first_day=basis.term.first_date,
        last_day=basis.term.last_date,
        approved_slots=basis.slots,
        plan_approved=basis.plan.in_force,
        agreement_active=agreed,
        items=charge.items,
    )


def _line(basis: Basis, line: BilledTime, grade: int) -> ServiceLine:
    slot = next(slot for slot in basis.plan.content.slots if slot.key == line.slot_key)
    category = basis.categories[line.slot_key]
    return ServiceLine(line.slot_key, slot.minutes, grade, line.periods, line.dates, category)
