"""All rows of the money, gathered where Django looks for them."""

from kehou.funds.models.ledgers import LedgerEntry, LedgerLine, MoneyAccount, TermLedger

__all__ = ["LedgerEntry", "LedgerLine", "MoneyAccount", "TermLedger"]
