"""The acts of pay: a month's sheet, other expenses, providers' bills. Pages and the demo enter here."""

from kehou.funds.allowances.correcting import UnableToCorrect, correct_run, raise_run
from kehou.funds.allowances.drafting import UnableToDraft, UnableToTest, draft_run, test_run
from kehou.funds.allowances.releasing import (
    UnableToRelease,
    approve_run,
    pay_run,
    publish_run,
    recover_run,
)
from kehou.funds.spending.expenses import approve_expense, ask_expense, pay_expense, refuse_expense
from kehou.funds.spending.moving import UnableToSpend
from kehou.funds.spending.providers import approve_provider_payment, ask_provider_payment, pay_provider

__all__ = [
    "UnableToCorrect",
    "UnableToDraft",
    "UnableToRelease",
    "UnableToSpend",
    "UnableToTest",
    "approve_expense",
    "approve_provider_payment",
    "approve_run",
    "ask_expense",
    "ask_provider_payment",
    "correct_run",
    "draft_run",
    "pay_expense",
    "pay_provider",
    "pay_run",
    "publish_run",
    "raise_run",
    "recover_run",
    "refuse_expense",
    "test_run",
]
