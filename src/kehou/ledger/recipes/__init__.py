"""One recipe a business event: callers give amounts, a recipe gives the lines of the entry.

An entry may stand for many at once: a bill run is one entry with a line for each pupil.
"""

from kehou.ledger.recipes.closing import (
    arrears_closed,
    parked_paid,
    subsidy_applied,
    surplus_fixed,
    surplus_parked,
    surplus_returned,
    surplus_set_off,
    unspent_subsidy_fixed,
    unspent_subsidy_returned,
)
from kehou.ledger.recipes.families import (
    bill_cancelled,
    bill_issued,
    overpayment_recorded,
    overpayment_returned,
    receipt_recorded,
    refund_decided,
    refund_paid,
    waiver_granted,
)
from kehou.ledger.recipes.parts import Item, Purse
from kehou.ledger.recipes.setting_off import set_off_applied, set_off_received, set_off_released
from kehou.ledger.recipes.spending import (
    allowance_approved,
    allowance_corrected,
    allowance_paid,
    allowance_recovered,
    expense_approved,
    expense_paid,
    labour_approved,
    labour_corrected,
    labour_paid,
    labour_recovered,
    payment_bounced,
    provider_accepted,
    provider_paid,
    tax_paid,
)
from kehou.ledger.recipes.taking_back import reversal
from kehou.ledger.recipes.treasury import (
    allotted,
    interest_received,
    remitted,
    shortfall_covered,
    subsidy_received,
)

__all__ = [
    "Item",
    "Purse",
    "allotted",
    "allowance_approved",
    "allowance_corrected",
    "allowance_paid",
    "allowance_recovered",
    "arrears_closed",
    "bill_cancelled",
    "bill_issued",
    "expense_approved",
    "expense_paid",
    "interest_received",
    "labour_approved",
    "labour_corrected",
    "labour_paid",
    "labour_recovered",
    "overpayment_recorded",
    "overpayment_returned",
    "parked_paid",
    "payment_bounced",
    "provider_accepted",
    "provider_paid",
    "receipt_recorded",
    "refund_decided",
    "refund_paid",
    "remitted",
    "reversal",
    "set_off_applied",
    "set_off_received",
    "set_off_released",
    "shortfall_covered",
    "subsidy_applied",
    "subsidy_received",
    "surplus_fixed",
    "surplus_parked",
    "surplus_returned",
    "surplus_set_off",
    "tax_paid",
    "unspent_subsidy_fixed",
    "unspent_subsidy_returned",
    "waiver_granted",
]
