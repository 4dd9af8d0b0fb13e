"""What a refusal says of its grounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kehou.kernel.verdict import UnableTo


def reasons_of(refused: pytest.ExceptionInfo[UnableTo]) -> set[str]:
    """The reasons of a refusal, which the screen puts into words."""
    return {verdict.reason for verdict in refused.value.verdicts}


def grounds_of(refused: pytest.ExceptionInfo[UnableTo]) -> set[tuple[str, str]]:
    """The clause and the reason of each verdict that stopped an act."""
    return {(verdict.clause, verdict.reason) for verdict in refused.value.verdicts}


def must_refuse(clause: str, reason: str, act: Callable[..., Any], /, *given: Any, **about: Any) -> None:
    """An act is refused for this reason and no other, by the statement that says so."""
    with pytest.raises(UnableTo) as refused:
        act(*given, **about)
    assert grounds_of(refused) == {(clause, reason)}
