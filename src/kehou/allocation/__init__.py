"""The draw (电脑随机派位): how ranked wishes become places, fairly and so that anyone can check it.

Pure: standard library only, no Django, no clock, no input or output, no chance but a seed passed in.
``allocate`` places, ``withdraw`` refills, ``explain`` tells one family why, ``verify`` finds faults.
"""

from kehou.allocation.audit import Violation
from kehou.allocation.commitments import Commitments, commitments
from kehou.allocation.explaining import Explanation, SlotStory, explain
from kehou.allocation.faults import Fault, UnusableInput
from kehou.allocation.form import input_root
from kehou.allocation.lottery import Lottery, commit, seed
from kehou.allocation.model import (
    ORDINARY,
    PRIORITY,
    Policy,
    Pupil,
    Refill,
    Section,
    TierMode,
    Withdrawal,
)
from kehou.allocation.published_code import code_hash, verifier
from kehou.allocation.recording import record
from kehou.allocation.result import Code, Cutoff, Key, Reason, Result, Seat, Via
from kehou.allocation.running import allocate, withdraw
from kehou.allocation.verifying import verify

__all__ = [
    "ORDINARY",
    "PRIORITY",
    "Code",
    "Commitments",
    "Cutoff",
    "Explanation",
    "Fault",
    "Key",
    "Lottery",
    "Policy",
    "Pupil",
    "Reason",
    "Refill",
    "Result",
    "Seat",
    "Section",
    "SlotStory",
    "TierMode",
    "UnusableInput",
    "Via",
    "Violation",
    "Withdrawal",
    "allocate",
    "code_hash",
    "commit",
    "commitments",
    "explain",
    "input_root",
    "record",
    "seed",
    "verifier",
    "verify",
    "withdraw",
]
