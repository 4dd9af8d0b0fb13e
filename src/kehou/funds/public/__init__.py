"""What oversight, the portal and the desks may ask of the money."""

from kehou.funds.public.books import LedgerInfo, ledger_info

__all__ = ["LedgerInfo", "ledger_info"]
