"""Who may do what with the book."""

from kehou.kernel.actor import Role
from kehou.platform.access.actions import grants

_MONEY = frozenset({Role.SCHOOL_ACCOUNTANT, Role.SCHOOL_CASHIER})
_SUPERVISORS = frozenset({Role.COUNTY_OFFICER, Role.COUNTY_APPROVER, Role.COUNTY_FINANCE, Role.COUNTY_MARKET})

KEEP_BOOK = grants("ledger.keep", _MONEY | {Role.SCHOOL_HEAD, Role.SYSTEM})
OPEN_LEDGER = grants("ledger.open", {Role.SCHOOL_ACCOUNTANT})
SEE_LEDGER = grants("ledger.see", _MONEY | {Role.SCHOOL_HEAD} | _SUPERVISORS)
REGISTER_ACCOUNT = grants("money_account.register", {Role.SCHOOL_ACCOUNTANT})
CONFIRM_ACCOUNT = grants("money_account.confirm", {Role.COUNTY_FINANCE, Role.COUNTY_OFFICER})
