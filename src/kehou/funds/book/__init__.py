"""The book: what bills, receipts, allowances and the closing post to and read from."""

from kehou.funds.book.accounts import purse_of, purses_of
from kehou.funds.book.keys import person_key, pupil_key, pupil_keys
from kehou.funds.book.opening import UnableToOpenLedger, ledger_of, open_ledger
from kehou.funds.book.posting import Paper, post, reverse
from kehou.funds.book.reading import Balances, BookedLine, balances, lines_of_pupil
from kehou.ledger.checking import UnableToPost

__all__ = [
    "Balances",
    "BookedLine",
    "Paper",
    "UnableToOpenLedger",
    "UnableToPost",
    "balances",
    "ledger_of",
    "lines_of_pupil",
    "open_ledger",
    "person_key",
    "post",
    "pupil_key",
    "pupil_keys",
    "purse_of",
    "purses_of",
    "reverse",
]
