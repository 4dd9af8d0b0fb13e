"""All rows of the money, gathered where Django looks for them."""

from kehou.funds.models.allowances import AllowanceLine, AllowanceRun, PaidSlot
from kehou.funds.models.bills import AidEntry, Bill, BillRound
from kehou.funds.models.closings import (
    ClosingFailure,
    ClosingStep,
    LedgerAnchor,
    LedgerArchive,
    MonthClose,
    PublicAccount,
    ReturnBatch,
    ShareNotice,
    ShareParking,
    ShareReturn,
    SurplusShare,
    TermClosing,
)
from kehou.funds.models.expenses import Expense, ProviderPayment, ProviderSession
from kehou.funds.models.ledgers import LedgerEntry, LedgerLine, MoneyAccount, TermLedger
from kehou.funds.models.receipts import (
    BankLine,
    BankStatement,
    DayTotal,
    Receipt,
    ReceiptReversal,
    TreasuryMove,
)
from kehou.funds.models.refunds import Refund
from kehou.funds.models.set_offs import SetOff, SetOffCorrection, ShareChoice
from kehou.funds.models.wallets import LIVE_ORDER, Merchant, WalletDay, WalletOrder

__all__ = [
    "LIVE_ORDER",
    "AidEntry",
    "AllowanceLine",
    "AllowanceRun",
    "BankLine",
    "BankStatement",
    "Bill",
    "BillRound",
    "ClosingFailure",
    "ClosingStep",
    "DayTotal",
    "Expense",
    "LedgerAnchor",
    "LedgerArchive",
    "LedgerEntry",
    "LedgerLine",
    "Merchant",
    "MoneyAccount",
    "MonthClose",
    "PaidSlot",
    "ProviderPayment",
    "ProviderSession",
    "PublicAccount",
    "Receipt",
    "ReceiptReversal",
    "Refund",
    "ReturnBatch",
    "SetOff",
    "SetOffCorrection",
    "ShareChoice",
    "ShareNotice",
    "ShareParking",
    "ShareReturn",
    "SurplusShare",
    "TermClosing",
    "TermLedger",
    "TreasuryMove",
    "WalletDay",
    "WalletOrder",
]
