"""Who may do what with bills, money that comes in, and refunds. The cashier is not the accountant (A9.23)."""

from kehou.kernel.actor import Role
from kehou.platform.access.actions import grants

_OFFICE = frozenset({Role.SCHOOL_HEAD, Role.SCHOOL_ACCOUNTANT, Role.SCHOOL_CASHIER})
_SUPERVISORS = frozenset({Role.COUNTY_OFFICER, Role.COUNTY_APPROVER, Role.COUNTY_FINANCE, Role.COUNTY_MARKET})

ISSUE_BILLS = grants("bills.issue", {Role.SCHOOL_ACCOUNTANT})
SEE_BILLS = grants("bills.see", _OFFICE | _SUPERVISORS)
SEE_OWN_BILL = grants("bill.see_own", family=True)
PAY_OWN_BILL = grants("bill.pay_own", family=True)
REMIND_FAMILIES = grants("bills.remind", {Role.SCHOOL_ACCOUNTANT})
ENTER_AID = grants("aid.enter", {Role.SCHOOL_ACCOUNTANT})
CONFIRM_AID = grants("aid.confirm", {Role.SCHOOL_HEAD})
SEE_AID = grants("aid.see", {Role.SCHOOL_HEAD, Role.SCHOOL_ACCOUNTANT})
TAKE_MONEY = grants("receipts.take", {Role.SCHOOL_CASHIER})
SEE_RECEIPTS = grants("receipts.see", _OFFICE | _SUPERVISORS)
MATCH_RECEIPTS = grants("receipts.match", {Role.SCHOOL_ACCOUNTANT})
ASK_REVERSAL = grants("receipt.ask_reversal", {Role.SCHOOL_CASHIER})
DROP_REVERSAL = grants("receipt.drop_reversal", {Role.SCHOOL_CASHIER, Role.SCHOOL_ACCOUNTANT})
CONFIRM_REVERSAL = grants("receipt.confirm_reversal", {Role.SCHOOL_ACCOUNTANT})
MOVE_TREASURY = grants("treasury.move", {Role.SCHOOL_CASHIER})
CHECK_TREASURY = grants("treasury.check", {Role.SCHOOL_ACCOUNTANT})
CLOSE_DAY = grants("day.close", {Role.SCHOOL_CASHIER})
CHECK_DAY = grants("day.check", {Role.SCHOOL_ACCOUNTANT})
REGISTER_MERCHANT = grants("merchant.register", {Role.SCHOOL_ACCOUNTANT})
CONFIRM_MERCHANT = grants("merchant.confirm", {Role.COUNTY_FINANCE, Role.COUNTY_OFFICER})
RECEIVE_NOTICE = grants("wallet.notice", anyone=True)
SEE_REFUNDS = grants("refunds.see", _OFFICE | _SUPERVISORS)
DECIDE_REFUND = grants("refund.decide", {Role.SCHOOL_HEAD, Role.SCHOOL_ACCOUNTANT})
APPROVE_REFUND = grants("refund.approve", {Role.SCHOOL_HEAD})
PAY_REFUND = grants("refund.pay", {Role.SCHOOL_CASHIER, Role.SYSTEM})
