"""Made-up names that sound of their generation."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from random import Random
from typing import Any

_SINGLE_SIGN_PERCENT = 12
_COMPOUND_SURNAME_PERCENT = 1


@cache
def _names() -> dict[str, Any]:
    text = resources.files("kehou.demo.rolls").joinpath("names.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def surname(chance: Random) -> str:
    """A surname, common ones more often."""
    if chance.randrange(100) < _COMPOUND_SURNAME_PERCENT:
        return str(chance.choice(_names()["compound_surnames"]))
    return str(chance.choice(_names()["surnames"]))


def given_name(chance: Random, generation: str, kind: str) -> str:
    """A given name: ``child`` ``boy`` or ``girl``; ``parent`` or ``grandparent`` ``man`` or ``woman``."""
    signs = _names()[generation][kind]
    first, second = str(chance.choice(signs["first"])), str(chance.choice(signs["second"]))
    alone = generation == "child" and chance.randrange(100) < _SINGLE_SIGN_PERCENT
    return second if alone or first == second else first + second
