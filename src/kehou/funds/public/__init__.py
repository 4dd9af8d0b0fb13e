"""What oversight, the portal and the desks may ask of the money."""

from kehou.funds.public.accounts import MoneyFacts, TermAccount, money_facts, term_account
from kehou.funds.public.books import LedgerInfo, exported_book, exported_journal, ledger_info

__all__ = [
    "LedgerInfo",
    "MoneyFacts",
    "TermAccount",
    "exported_book",
    "exported_journal",
    "ledger_info",
    "money_facts",
    "term_account",
]
