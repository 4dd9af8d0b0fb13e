"""A fault: what must never come in, how to bring it in, and what catches it."""

from __future__ import annotations

from dataclasses import dataclass

from faults.checks import Check
from faults.copied_tree import Change


@dataclass(frozen=True)
class Fault:
    """Something that must never come in, how to bring it in, and what catches it with which words."""

    title: str
    changes: tuple[Change, ...]
    check: Check
    found: str


def row(name: str, column: str) -> str:
    """The source of a model with one column."""
    return (
        f'from django.db import models\n\n\nclass {name}(models.Model):\n    """Faulty."""\n\n    {column}\n'
    )
