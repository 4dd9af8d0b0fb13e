"""Bills, receipts, treasury, wallet and refunds: what can be done, by name."""

from kehou.funds.bills.codes import BillReference, pay_code
from kehou.funds.bills.facts import Charge
from kehou.funds.bills.services.cancelling import cancel_bill
from kehou.funds.bills.services.issuing import issue_bills
from kehou.funds.bills.services.lowering import lower_price
from kehou.funds.bills.services.waiving import confirm_aid, enter_aid
from kehou.funds.book import ledger_of, open_ledger
from kehou.funds.book.accounts import confirm_account, register_account
from kehou.funds.receipts.days import Totals, totals_of
from kehou.funds.receipts.judging import Payee
from kehou.funds.receipts.services.closing_days import check_day, close_day
from kehou.funds.receipts.services.recording import match_receipts, take_at_counter
from kehou.funds.receipts.services.reminding import act_on_arrears
from kehou.funds.receipts.services.reversing import ask_reversal, reverse_receipt
from kehou.funds.receipts.services.statements import assign_row, import_statement
from kehou.funds.refunds.services.deciding import decide_refund, refuse_refund
from kehou.funds.refunds.services.paying import approve_refunds, await_treasury, fail_refund, pay_refund
from kehou.funds.treasury.moving import check_move, move_treasury
from kehou.funds.treasury.watching import watch_treasury
from kehou.funds.wallet.merchants import confirm_merchant, merchant_of, register_merchant
from kehou.funds.wallet.services.asking import ask_about_open_orders
from kehou.funds.wallet.services.ordering import order_payment
from kehou.funds.wallet.services.refunding import pay_to_wallet, send_refund
from kehou.funds.wallet.services.settling import take_notice

__all__ = [
    "BillReference",
    "Charge",
    "Payee",
    "Totals",
    "act_on_arrears",
    "approve_refunds",
    "ask_about_open_orders",
    "ask_reversal",
    "assign_row",
    "await_treasury",
    "cancel_bill",
    "check_day",
    "check_move",
    "close_day",
    "confirm_account",
    "confirm_aid",
    "confirm_merchant",
    "decide_refund",
    "enter_aid",
    "fail_refund",
    "import_statement",
    "issue_bills",
    "ledger_of",
    "lower_price",
    "match_receipts",
    "merchant_of",
    "move_treasury",
    "open_ledger",
    "order_payment",
    "pay_code",
    "pay_refund",
    "pay_to_wallet",
    "refuse_refund",
    "register_account",
    "register_merchant",
    "reverse_receipt",
    "send_refund",
    "take_at_counter",
    "take_notice",
    "totals_of",
    "watch_treasury",
]
