"""The services of book and closing, as those come to them who stand in for the pages (the demo)."""

from kehou.funds.accounts.publishing import UnableToPublishAccount, publish_account
from kehou.funds.accounts.reading import recomputable
from kehou.funds.book import Paper, UnableToPost, ledger_of, open_ledger, post, pupil_key
from kehou.funds.book.accounts import confirm_account, register_account
from kehou.funds.book.exporting import export_ledger
from kehou.funds.closing.anchoring import anchor_ledgers, anchors_of
from kehou.funds.closing.gathering import purse_balances
from kehou.funds.closing.returns import due_shares
from kehou.funds.closing.running import run_closing
from kehou.funds.closing.services.finishing import archive_term, finish_return
from kehou.funds.closing.services.months import close_month
from kehou.funds.closing.services.parking import park_share, tell_family
from kehou.funds.closing.services.requesting import confirm_closing, request_closing
from kehou.funds.closing.services.returning import confirm_return, prepare_return, record_bounce
from kehou.funds.setting_off.choosing import choose_for_share, enter_choice
from kehou.funds.setting_off.correcting import ask_correction, confirm_correction

__all__ = [
    "Paper",
    "UnableToPost",
    "UnableToPublishAccount",
    "anchor_ledgers",
    "anchors_of",
    "archive_term",
    "ask_correction",
    "choose_for_share",
    "close_month",
    "confirm_account",
    "confirm_closing",
    "confirm_correction",
    "confirm_return",
    "due_shares",
    "enter_choice",
    "export_ledger",
    "finish_return",
    "ledger_of",
    "open_ledger",
    "park_share",
    "post",
    "prepare_return",
    "publish_account",
    "pupil_key",
    "purse_balances",
    "recomputable",
    "record_bounce",
    "register_account",
    "request_closing",
    "run_closing",
    "tell_family",
]
