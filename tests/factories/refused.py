"""What a refusal says of its grounds."""

from __future__ import annotations

import pytest

from kehou.kernel.verdict import UnableTo


def reasons_of(refused: pytest.ExceptionInfo[UnableTo]) -> set[str]:
    """The reasons of a refusal, which the screen puts into words."""
    return {verdict.reason for verdict in refused.value.verdicts}


def grounds_of(refused: pytest.ExceptionInfo[UnableTo]) -> set[tuple[str, str]]:
    """The clause and the reason of each verdict that stopped an act."""
    return {(verdict.clause, verdict.reason) for verdict in refused.value.verdicts}
