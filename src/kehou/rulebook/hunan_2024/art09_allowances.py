"""Article 9, allowances: recorded work only, managers under the mean, once a person (A9.25 to A9.29)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kehou.kernel.fen import ZERO, Fen, total
from kehou.rulebook.engine import Effect, Parameters, Verdict, cites, computes
from kehou.rulebook.facts.payments import Capacity, MonthPay, PaidSession, PayLine
from kehou.rulebook.hunan_2024.register import verdict


@computes("A9.25")
def allowance_for(units: int, rate: Fen) -> Fen:
    """What so many recorded periods are paid (A9.25)."""
    return rate * units


@computes("A9.26")
def manager_cap(pay: MonthPay, parameters: Parameters) -> Fen:
    """The most that a manager may get: the mean of those who served, whole fen below it (A9.26)."""
    paid = _direct(pay, parameters)
    return Fen(total(row.amount for row in paid).amount // len(paid)) if paid else ZERO


@computes("A9.29")
def labour_tax(gross: Fen, parameters: Parameters) -> Fen:
    """The tax withheld from a month's labour fee, by the table in force, to the nearest fen (A9.29)."""
    if gross <= parameters.fen("labour_tax_free"):
        return ZERO
    if gross <= parameters.fen("labour_tax_fixed_to"):
        base = (gross - parameters.fen("labour_tax_free")).amount * 1_000
    else:
        share = parameters.ratio("labour_tax_share")
        base = gross.amount * share.numerator * 1_000 // share.denominator
    step = "high" if base > parameters.fen("labour_tax_step", "high").amount * 1_000 else "low"
    if step == "low" and base > parameters.fen("labour_tax_step", "middle").amount * 1_000:
        step = "middle"
    rate = parameters.ratio("labour_tax_rate", step)
    exact = base * rate.numerator // rate.denominator
    return Fen((exact + 500) // 1_000) - parameters.fen("labour_tax_quick", step)


@cites("A9.25", "A7.10", "A10.6")
def only_recorded_work_is_paid(pay: MonthPay, _: Parameters) -> Iterator[Verdict]:
    """Each paid session is recorded and accepted, led by a cleared person, and paid at the rate."""
    for line in pay.lines:
        at = f"person/{line.person}"
        bare = [row for row in line.sessions if not row.is_payable]
        yield verdict("A7.10", "paid_without_record", not bare, subject=at, found=len(bare))
        uncleared = [row for row in line.sessions if not row.is_cleared]
        yield verdict("A10.6", "paid_while_uncleared", not uncleared, subject=at, found=len(uncleared))
        if line.capacity is not Capacity.MANAGEMENT:
            due = allowance_for(line.units, pay.rate)
            met = line.amount == due
            yield verdict("A9.25", "allowance_not_by_rate", met, subject=at, found=line.amount, required=due)


@cites("A9.26")
def managers_keep_under_the_mean(pay: MonthPay, parameters: Parameters) -> Iterator[Verdict]:
    """Whoever manages had recorded duty, and gets at most the exact mean of those who served (A9.26)."""
    paid = _direct(pay, parameters)
    together, count = total(row.amount for row in paid), len(paid)
    for line in pay.lines:
        if line.capacity is not Capacity.MANAGEMENT:
            continue
        at = f"person/{line.person}"
        yield verdict("A9.26", "manager_without_duty", line.duty_days > 0, subject=at)
        met = line.amount.amount * count <= together.amount if count else line.amount == ZERO
        required = manager_cap(pay, parameters)
        yield verdict("A9.26", "manager_above_mean", met, subject=at, found=line.amount, required=required)


@cites("A9.27")
def nobody_is_paid_twice(pay: MonthPay, parameters: Parameters) -> Iterator[Verdict]:
    """One capacity a month; no two payments for one time, at this school or with another (A9.27)."""
    whole_month = parameters.choice("dup_scope") == "month"
    by_person: dict[str, list[PayLine]] = {}
    for line in pay.lines:
        by_person.setdefault(line.person, []).append(line)
    for person, lines in by_person.items():
        at = f"person/{person}"
        once = len({line.capacity for line in lines}) == 1 and len(lines) == 1
        yield verdict("A9.27", "paid_in_two_capacities", once or not whole_month, subject=at)
        rows = sorted(
            (row for line in lines for row in line.sessions), key=lambda row: (row.date, row.starts)
        )
        twice = any(_overlap(first, second) for first, second in pairwise(rows))
        yield verdict("A9.27", "slot_paid_twice", not twice, subject=at)
        before = any(row.paid_before for row in rows)
        yield verdict("A9.27", "session_paid_before", not before, subject=at)
        elsewhere = any(row.paid_elsewhere for row in rows)
        yield verdict("A9.27", "slot_paid_by_two_schools", not elsewhere, subject=at)


@cites("A9.33")
def nobody_else_is_paid(pay: MonthPay, _: Parameters) -> Iterator[Verdict]:
    """Nobody is paid who neither served nor managed in the month: that is other staff pay (A9.33)."""
    for line in pay.lines:
        served = line.units > 0 or line.duty_days > 0 or line.amount == ZERO
        yield verdict("A9.33", "paid_without_service", served, subject=f"person/{line.person}")


@cites("A9.29")
def labour_fees_name_their_tax(pay: MonthPay, parameters: Parameters) -> Iterator[Verdict]:
    """Outside people are paid a labour fee with the tax that the table asks for; staff are not (A9.29)."""
    for line in pay.lines:
        at = f"person/{line.person}"
        if line.capacity is not Capacity.LABOUR:
            yield verdict("A9.29", "tax_on_allowance", line.tax is None, subject=at, effect=Effect.STOP)
            continue
        named = line.tax is not None
        yield verdict("A9.29", "labour_without_tax", named, subject=at, effect=Effect.STOP)
        if line.tax is not None:
            due = labour_tax(line.amount, parameters)
            met = line.tax == due
            found = line.tax
            yield verdict(
                "A9.29", "labour_tax_wrong", met, subject=at, effect=Effect.STOP, found=found, required=due
            )


def _direct(pay: MonthPay, parameters: Parameters) -> list[PayLine]:
    counted = parameters.flag("mean_includes_admin")
    return [
        row
        for row in pay.lines
        if row.capacity is Capacity.DIRECT and row.units > 0 and (counted or not row.is_administrator)
    ]


def _overlap(first: PaidSession, second: PaidSession) -> bool:
    return first.date == second.date and second.starts < first.ends
