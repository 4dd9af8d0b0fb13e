"""What a sheet came to with the sheets that corrected it, and what the month as it stands would pay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from kehou.funds.allowances.gathering import month_at, pay_of
from kehou.funds.models import AllowanceLine, AllowanceRun
from kehou.kernel.fen import ZERO, Fen
from kehou.rulebook.engine import Parameters
from kehou.rulebook.facts.payments import Capacity, MonthPay, PayLine
from kehou.rulebook.hunan_2024.art09_allowances import allowance_for, labour_tax, manager_cap

_State = AllowanceRun.State
_COUNTS = (_State.APPROVED, _State.PAID)
Key = tuple[UUID, str]


def paid_so_far(run: AllowanceRun) -> MonthPay:
    """A sheet's lines with what approved sheets added to them and took back, at the rate paid last."""
    before = pay_of(run, month_at(run.school_id, run.ledger.term_id, run.month_date))
    rows = AllowanceRun.objects.filter(corrects=run, state__in=_COUNTS).order_by("number")
    rate, moved = before.rate, dict[Key, tuple[int, int]]()
    for row in rows:
        rate = max(rate, Fen(row.rate_fen))
        sign = 1 if row.raises else -1
        for line in AllowanceLine.objects.filter(run=row):
            gross, tax = moved.get((line.person_id, line.capacity), (0, 0))
            moved[line.person_id, line.capacity] = (
                gross + sign * line.amount_fen,
                tax + sign * (line.tax_fen or 0),
            )
    return MonthPay(rate, tuple(_moved(line, moved) for line in before.lines))


def as_it_stands(paid: MonthPay, parameters: Parameters, *, rate: Fen) -> MonthPay:
    """The same lines by what is payable now: sessions that fell away left out, managers at most the mean."""
    served = MonthPay(rate, tuple(_payable(row, rate, parameters) for row in paid.lines))
    cap = manager_cap(served, parameters)
    return MonthPay(rate, tuple(_capped(row, cap) for row in served.lines))


def as_raised(raised: AllowanceRun) -> MonthPay:
    """The month as it will be paid once a raising sheet is paid too, by the sessions payable now."""
    assert raised.corrects is not None
    paid, more = paid_so_far(raised.corrects), dict[Key, tuple[int, int]]()
    for row in AllowanceLine.objects.filter(run=raised):
        more[row.person_id, row.capacity] = (row.amount_fen, row.tax_fen or 0)
    lines = (_moved(line, more) for line in paid.lines)
    kept = (replace(row, sessions=tuple(s for s in row.sessions if s.is_payable)) for row in lines)
    return MonthPay(Fen(raised.rate_fen), tuple(kept))


def with_managers(pay: MonthPay, amounts: Mapping[UUID, Fen]) -> MonthPay:
    """The same lines with what managers are to get in all."""
    lines = (
        replace(row, amount=amounts.get(UUID(row.person), row.amount))
        if row.capacity is Capacity.MANAGEMENT
        else row
        for row in pay.lines
    )
    return MonthPay(pay.rate, tuple(lines))


def tax_of(line: PayLine) -> Fen:
    """The tax on a line, nothing where there is none."""
    return line.tax or ZERO


def _moved(line: PayLine, moved: Mapping[Key, tuple[int, int]]) -> PayLine:
    gross, tax = moved.get((UUID(line.person), line.capacity.value), (0, 0))
    kept = tuple(replace(row, paid_before=False) for row in line.sessions)  # they are this sheet's own
    its_tax = None if line.tax is None else line.tax + Fen(tax)
    return replace(line, amount=line.amount + Fen(gross), tax=its_tax, sessions=kept)


def _payable(line: PayLine, rate: Fen, parameters: Parameters) -> PayLine:
    if line.capacity is Capacity.MANAGEMENT:
        return line
    kept = tuple(row for row in line.sessions if row.is_payable)
    amount = allowance_for(sum(row.units for row in kept), rate)
    tax = labour_tax(amount, parameters) if line.capacity is Capacity.LABOUR else line.tax
    return replace(line, sessions=kept, amount=amount, tax=tax)


def _capped(line: PayLine, cap: Fen) -> PayLine:
    if line.capacity is not Capacity.MANAGEMENT:
        return line
    return replace(line, amount=min(line.amount, cap) if line.duty_days else ZERO)
