"""Article 9, bills: one item, at the approved price, for approved periods of one term, to who agreed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from kehou.kernel.fen import Fen, total
from kehou.rulebook.engine import Effect, Parameters, Verdict, cites, computes
from kehou.rulebook.facts.bills import BillAmount, BillFacts, ServiceLine
from kehou.rulebook.facts.courses import Category
from kehou.rulebook.facts.fees import EXTENDED_CARE_ITEM, SERVICE_ITEM
from kehou.rulebook.hunan_2024.art04_periods import CLAUSE_OF, billable_periods
from kehou.rulebook.hunan_2024.art09_cost import INSURANCE
from kehou.rulebook.hunan_2024.art09_waiver import after_waiver
from kehou.rulebook.hunan_2024.plan_parts import Fault, each_fault, stage_of
from kehou.rulebook.hunan_2024.register import verdict


@computes("A9.6", "A9.39")
def bill_amount(
    day_units: Iterable[int], *, price: Fen, waived_ratio: Fraction, day_cap: Fen | None, term_cap: Fen | None
) -> BillAmount:
    """What a bill comes to: periods of each day times price, cut by both caps, then the waiver.

    The waiver is rounded in the family's favour to the fen.
    """
    days = (price * units for units in day_units)
    gross = total(day if day_cap is None else min(day, day_cap) for day in days)
    if term_cap is not None:
        gross = min(gross, term_cap)
    return BillAmount(gross, gross - after_waiver(gross, waived_ratio))


@computes("A9.6")
def units_by_day(lines: Sequence[ServiceLine]) -> tuple[int, ...]:
    """Billable periods of each day that the lines cover, in order of days."""
    days: dict[date, int] = {}
    for line in lines:
        for day in line.dates:
            days[day] = days.get(day, 0) + line.periods
    return tuple(days[day] for day in sorted(days))


@cites("A7.1", "A7.6", "A9.15")
def bill_follows_the_steps(bill: BillFacts, _: Parameters) -> Iterator[Verdict]:
    """Nothing is billed before a plan is approved, and nobody is who did not agree (A7.1, A7.6, A9.15)."""
    yield verdict("A7.1", "bill_without_plan", bill.plan_approved)
    yield verdict("A7.6", "bill_without_agreement", bill.agreement_active)
    yield verdict("A9.15", "bill_against_will", bill.agreement_active)


@cites("A9.6")
def bill_keeps_under_the_tariff(bill: BillFacts, _: Parameters) -> Iterator[Verdict]:
    """A bill stands on a tariff, keeps under its ceiling and under the cap of the term (A9.6)."""
    if not bill.charges:
        return
    tariff = bill.tariff
    yield verdict("A9.6", "bill_without_tariff", tariff is not None)
    if tariff is None:
        return
    under = bill.price <= tariff.ceiling
    yield verdict("A9.6", "bill_above_tariff", under, found=bill.price, required=tariff.ceiling)
    if tariff.term_cap is not None:
        met = bill.gross <= tariff.term_cap
        yield verdict("A9.6", "bill_above_cap", met, found=bill.gross, required=tariff.term_cap)


@cites("A9.10")
def bill_keeps_to_its_term(bill: BillFacts, _: Parameters) -> Iterator[Verdict]:
    """The price of a term does not rise within it, and no bill reaches into another term (A9.10)."""
    met = bill.price <= bill.approved_price
    yield verdict("A9.10", "bill_above_approved_price", met, found=bill.price, required=bill.approved_price)
    outside = [day for line in bill.lines for day in line.dates if not bill.first_day <= day <= bill.last_day]
    yield verdict(
        "A9.10",
        "bill_across_terms",
        not outside,
        found=min(outside, default=bill.first_day),
        first=bill.first_day,
        last=bill.last_day,
    )


@cites("A9.13", "A9.16", "A10.4")
def bill_has_the_one_item(bill: BillFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A bill charges for the service alone: nothing added, nothing bundled, no insurance.

    Extended care has bills of its own, where the city lets it be charged for.
    """
    known = {SERVICE_ITEM, INSURANCE}
    if _care_may_be_charged(bill, parameters):
        known.add(EXTENDED_CARE_ITEM)
    others = [item for item in bill.items if item not in known]
    yield from each_fault(
        "A9.13", "bill_item_not_listed", ((f"item/{item}", {"found": item}) for item in others)
    )
    yield verdict("A9.16", "bill_bundles", len(bill.items) == 1, found=len(bill.items))
    yield verdict("A10.4", "bill_charges_insurance", INSURANCE not in bill.items)


@cites("A4.17", "A9.14")
def bill_leaves_out_extended_care(bill: BillFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Extended care is free unless the city allows a charge and its tariff lists it (A4.17, A9.14)."""
    if _care_may_be_charged(bill, parameters):
        return
    charged = [f"line/{line.slot_key}" for line in bill.lines if line.category is Category.EXTENDED_CARE]
    for clause in ("A4.17", "A9.14"):
        faults: Iterator[Fault] = ((path, {}) for path in charged)
        yield from each_fault(clause, "bill_of_extended_care", faults, effect=Effect.STOP)


def _care_may_be_charged(bill: BillFacts, parameters: Parameters) -> bool:
    listed = bill.tariff is not None and EXTENDED_CARE_ITEM in bill.tariff.items
    return listed and parameters.flag("extended_chargeable")


@cites("A9.14", "A9.18")
def bill_stays_in_scope(bill: BillFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Only approved times of the service are billed: no early, noon or evening hours."""
    excluded = parameters.codes("extra_excluded")
    outside: list[Fault] = []
    for line in bill.lines:
        path = f"line/{line.slot_key}"
        if line.category in excluded:
            continue
        if line.slot_key not in bill.approved_slots:
            outside.append((path, {}))
    yield from each_fault("A9.14", "bill_outside_plan", outside)
    kept_out = (
        (f"line/{line.slot_key}", {"found": line.category})
        for line in bill.lines
        if line.category in excluded
    )
    yield from each_fault("A9.18", "bill_of_excluded_hours", kept_out)


@cites("A4.15", "A4.16")
def bill_counts_whole_periods(bill: BillFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Only whole periods of the pupil's stage are billed; a part of one counts nothing (A4.15, A4.16)."""
    faults: dict[str, list[Fault]] = {}
    for line in bill.lines:
        stage = stage_of(line.grade, parameters)
        if stage is None:
            continue
        whole = billable_periods(line.minutes, grade=line.grade, parameters=parameters)
        wrong = faults.setdefault(CLAUSE_OF[stage], [])
        if line.periods > whole:
            wrong.append((f"line/{line.slot_key}", {"found": line.periods, "required": whole}))
    for clause, wrong in faults.items():
        yield from each_fault(clause, "bill_of_part_periods", wrong)


@cites("A9.12")
def bill_leaves_out_what_was_not_held(bill: BillFacts, _: Parameters) -> Iterator[Verdict]:
    """What was cancelled or did not take place is not billed (A9.12)."""
    billed = {(line.slot_key, day) for line in bill.lines for day in line.dates}
    missed = sorted(billed & bill.not_held)
    faults = ((f"line/{key}/{day}", {"found": day}) for key, day in missed)
    yield from each_fault("A9.12", "bill_of_cancelled_session", faults, effect=Effect.STOP)
