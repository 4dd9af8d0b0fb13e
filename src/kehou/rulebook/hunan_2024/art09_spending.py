"""Article 9, what else may be paid, and what never (A9.19, A9.20, A9.24, A9.28 to A9.34, A10.4)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.kernel.fen import ZERO, Fen
from kehou.rulebook.engine import Effect, Parameters, Verdict, cites, computes
from kehou.rulebook.facts.payments import ExpenseFacts, Payee, ProviderPay
from kehou.rulebook.hunan_2024.register import verdict

MANAGEMENT_FEE, INSURANCE = "management_fee", "insurance"
GAPS = frozenset({"public_funds_gap", "other_staff_pay"})
_OWN_CLAUSE = GAPS | {MANAGEMENT_FEE, INSURANCE}
_OWN_SHEET = frozenset({"staff_allowance", "outside_labour", "third_party_contract"})
_ABOVE = frozenset({Payee.CENTRAL_SCHOOL, Payee.AUTHORITY, Payee.OTHER_ACCOUNT})


@computes("A9.28")
def free_for_other_spending(expense: ExpenseFacts) -> Fen:
    """What cash is left once allowances, owed and to come, and open refunds are set aside (A9.28)."""
    return expense.cash - expense.unpaid_allowances - expense.projected - expense.open_refunds


@cites("A9.19", "A9.20", "A9.24", "A9.34")
def spending_serves_the_service(expense: ExpenseFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Of a kind that the fee may pay, and caused by a session, a course or a line of the plan."""
    category = expense.category
    forbidden = parameters.codes("forbidden_items") - _OWN_CLAUSE
    yield verdict("A9.19", "spending_forbidden", category not in forbidden, found=category)
    known = parameters.codes("expense_whitelist") - _OWN_SHEET
    listed = category in known or category in forbidden | _OWN_CLAUSE
    yield verdict("A9.24", "spending_by_own_sheet", category not in _OWN_SHEET, found=category)
    yield verdict("A9.20", "spending_not_listed", listed or category in _OWN_SHEET, found=category)
    yield verdict("A9.34", "spending_without_link", bool(expense.link.strip()))


@cites("A9.28")
def allowances_come_first(expense: ExpenseFacts, _: Parameters) -> Iterator[Verdict]:
    """Other spending leaves enough for all allowances of the term and all open refunds (A9.28)."""
    free = free_for_other_spending(expense)
    met = expense.amount <= free
    yield verdict("A9.28", "allowances_not_secured", met, found=expense.amount, required=free)


@cites("A9.11")
def late_spending_is_warned_about(expense: ExpenseFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Close to the end of a term nothing but allowances is spent, else a warning (A9.11)."""
    required = parameters.count("other_spend_cutoff")
    found = expense.days_to_term_end
    met = found >= required
    yield verdict("A9.11", "spending_late", met, effect=Effect.WARN, found=found, required=required)


@cites("A9.31", "A9.32")
def nothing_goes_up(expense: ExpenseFacts, _: Parameters) -> Iterator[Verdict]:
    """Nothing is paid to a central school, an authority or another account, and no management fee."""
    yield verdict("A9.31", "payment_to_authority", expense.payee not in _ABOVE, found=expense.payee)
    yield verdict("A9.32", "management_fee_paid", expense.category != MANAGEMENT_FEE)


@cites("A9.33")
def no_gap_is_filled(expense: ExpenseFacts, _: Parameters) -> Iterator[Verdict]:
    """Neither public expenses nor other staff are paid with it (A9.33)."""
    met = expense.category not in GAPS and expense.payee is not Payee.STAFF
    yield verdict("A9.33", "gap_filled", met, found=expense.category)


@cites("A10.4")
def insurance_is_not_paid_here(expense: ExpenseFacts, _: Parameters) -> Iterator[Verdict]:
    """Insurance is met from public funds (A10.4)."""
    yield verdict("A10.4", "insurance_paid", expense.category != INSURANCE)


@cites("A9.30")
def providers_are_paid_for_accepted_sessions(pay: ProviderPay, _: Parameters) -> Iterator[Verdict]:
    """A provider gets the contract's price for accepted sessions, nothing ahead, its people nothing more."""
    due = pay.price * pay.accepted_sessions + pay.due_before
    met = pay.claimed + pay.paid_before <= due
    found = pay.claimed + pay.paid_before
    yield verdict("A9.30", "provider_paid_beyond_acceptance", met, found=found, required=due)
    yield verdict("A9.30", "provider_staff_paid_extra", pay.extra == ZERO, found=pay.extra)
