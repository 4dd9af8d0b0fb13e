"""What oversight, the portal and the desks may ask of the money."""

from kehou.funds.public.accounts import MoneyFacts, TermAccount, money_facts, term_account
from kehou.funds.public.books import LedgerInfo, exported_book, exported_journal, ledger_info
from kehou.funds.public.families import FamilyAccount, FeeTotals, family_account, fee_totals
from kehou.funds.public.measures import BilledGrade, RefundTime, billed_grades, refund_times
from kehou.funds.public.owing import pupils_with_open_money
from kehou.funds.public.shares import ShareInfo, surplus_share_of

__all__ = [
    "BilledGrade",
    "FamilyAccount",
    "FeeTotals",
    "LedgerInfo",
    "MoneyFacts",
    "RefundTime",
    "ShareInfo",
    "TermAccount",
    "billed_grades",
    "exported_book",
    "exported_journal",
    "family_account",
    "fee_totals",
    "ledger_info",
    "money_facts",
    "pupils_with_open_money",
    "refund_times",
    "surplus_share_of",
    "term_account",
]
