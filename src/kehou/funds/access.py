"""Who may do what with the book."""

from kehou.funds.receipts.access import SEE_BILLS as SEE_BILLS
from kehou.kernel.actor import Role
from kehou.platform.access.actions import grants

_MONEY = frozenset({Role.SCHOOL_ACCOUNTANT, Role.SCHOOL_CASHIER})
_SUPERVISORS = frozenset({Role.COUNTY_OFFICER, Role.COUNTY_APPROVER, Role.COUNTY_FINANCE, Role.COUNTY_MARKET})

KEEP_BOOK = grants("ledger.keep", _MONEY | {Role.SCHOOL_HEAD, Role.SYSTEM})
OPEN_LEDGER = grants("ledger.open", {Role.SCHOOL_ACCOUNTANT})
SEE_LEDGER = grants("ledger.see", _MONEY | {Role.SCHOOL_HEAD} | _SUPERVISORS)
REGISTER_ACCOUNT = grants("money_account.register", {Role.SCHOOL_ACCOUNTANT})
CONFIRM_ACCOUNT = grants("money_account.confirm", {Role.COUNTY_FINANCE, Role.COUNTY_OFFICER})
SEE_COUNTY_ACCOUNTS = grants(
    "ledger.county_export",
    {Role.COUNTY_FINANCE, Role.COUNTY_PERSONNEL, Role.COUNTY_OFFICER, Role.COUNTY_APPROVER},
)
CLOSE_MONTH = grants("ledger.close_month", {Role.SCHOOL_ACCOUNTANT})
REQUEST_CLOSING = grants("ledger.request_closing", {Role.SCHOOL_ACCOUNTANT})
CONTINUE_CLOSING = grants("ledger.continue_closing", {Role.SCHOOL_ACCOUNTANT, Role.SCHOOL_HEAD})
CONFIRM_CLOSING = grants("ledger.confirm_closing", {Role.SCHOOL_HEAD})
PREPARE_RETURN = grants("surplus.prepare", {Role.SCHOOL_CASHIER})
CONFIRM_RETURN = grants("surplus.confirm", {Role.SCHOOL_ACCOUNTANT})
ENTER_CHOICE = grants("surplus.enter_choice", {Role.SCHOOL_CASHIER, Role.SCHOOL_ACCOUNTANT})
CHOOSE_SHARE = grants("surplus.choose", family=True)
RELEASE_SET_OFF = grants("surplus.release", {Role.SCHOOL_ACCOUNTANT})
ASK_CORRECTION = grants("set_off.ask_correction", {Role.SCHOOL_CASHIER})
CONFIRM_CORRECTION = grants("set_off.confirm_correction", {Role.SCHOOL_ACCOUNTANT})
TELL_FAMILIES = grants("surplus.tell", {Role.SCHOOL_CASHIER, Role.SCHOOL_ACCOUNTANT})
PUBLISH_ACCOUNT = grants("public_account.publish", {Role.SCHOOL_HEAD, Role.SCHOOL_ACCOUNTANT})
READ_ACCOUNT = grants("public_account.read", anyone=True)
ARCHIVE = grants("ledger.archive", {Role.SCHOOL_HEAD})

DRAFT_ALLOWANCES = grants("allowance.draft", {Role.SCHOOL_ACCOUNTANT})
APPROVE_PAYMENT = grants("payment.approve", {Role.SCHOOL_HEAD})
PAY_OUT = grants("payment.pay", {Role.SCHOOL_CASHIER})
SEE_ALLOWANCES = grants("allowance.see", _MONEY | {Role.SCHOOL_HEAD} | _SUPERVISORS)
SEE_PUBLISHED_SHEET = grants(
    "allowance.read",
    _MONEY | {Role.SCHOOL_HEAD, Role.SCHOOL_PLAN, Role.SCHOOL_TEACHING, Role.TEACHER, Role.CLASS_TEACHER},
)
ASK_EXPENSE = grants("expense.ask", {Role.SCHOOL_ACCOUNTANT})
