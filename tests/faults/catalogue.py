"""All faults that the house must catch by itself, and the checks that must pass without them."""

from __future__ import annotations

from collections.abc import Sequence

from faults.checks import PYTEST, Check
from faults.directions import DIRECTIONS
from faults.fault import Fault
from faults.laws import LAWS
from faults.money import MONEY
from faults.rows import ROWS

FAULTS: tuple[Fault, ...] = (*DIRECTIONS, *ROWS, *LAWS, *MONEY)


def clean_checks(faults: Sequence[Fault]) -> tuple[Check, ...]:
    """Every check of some faults, to be run without a fault; all single tests in one run."""
    checks = dict.fromkeys(fault.check for fault in faults)
    names = [check[-1] for check in checks if check[: len(PYTEST)] == PYTEST]
    others = [check for check in checks if check[: len(PYTEST)] != PYTEST]
    return (*others, (*PYTEST, *names)) if names else tuple(others)
