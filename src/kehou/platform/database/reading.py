"""Asking the database once for what one page needs in several places: its school, its term, its parameters.

A page that only shows may keep what it read until it is drawn; it changes nothing, and is gone with the
request. Pages that act ask anew each time. What is kept belongs to one scope: within another it is not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")

_kept: ContextVar[dict[Any, Any] | None] = ContextVar("kept", default=None)


@contextmanager
def only_reading() -> Iterator[None]:
    """Within this block nothing is written that ``read_once`` functions read: what they find is kept."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


@contextmanager
def apart() -> Iterator[None]:
    """Within another scope other rows are in sight: keep what is found there apart."""
    if _kept.get() is None:
        yield
        return
    with only_reading():
        yield


def read_once(function: Callable[_P, _T]) -> Callable[_P, _T]:
    """Let a function of hashable arguments and a lasting answer be asked once within ``only_reading``."""

    @wraps(function)
    def ask(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        kept = _kept.get()
        if kept is None:
            return function(*args, **kwargs)
        key = (function, args, frozenset(kwargs.items()))
        if key not in kept:
            kept[key] = function(*args, **kwargs)
        answer: _T = kept[key]
        return answer

    return ask
