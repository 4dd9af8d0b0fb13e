"""Telling a story: each step is done, each attempted violation is refused with its clause, or it breaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import TypeVar

from kehou.kernel.verdict import UnableTo

Result = TypeVar("Result")
Report = Callable[[str], object]


class StoryBroken(AssertionError):
    """A step failed, or a violation was let through or refused on another ground."""


@dataclass
class Teller:
    """Says each step as it is taken and counts steps and refusals."""

    report: Report
    steps: int = 0
    refusals: int = 0
    _begun: float = field(default_factory=perf_counter)

    def chapter(self, title: str) -> None:
        """Begin a chapter."""
        self.report(f"\n{title}")

    def step(self, title: str, act: Callable[[], Result]) -> Result:
        """Take a step. Raises StoryBroken where the services refuse it."""
        try:
            result = act()
        except UnableTo as refusal:
            raise StoryBroken(f"{title}: refused, {refusal}") from refusal
        self.steps += 1
        self.report(f"  ✓ {title}")
        return result

    def refusal(self, title: str, clause: str, act: Callable[[], object]) -> None:
        """Attempt a violation. Raises StoryBroken unless it is refused on the ground of a clause."""
        try:
            act()
        except UnableTo as refused:
            if clause not in refused.clauses:
                raise StoryBroken(f"{title}: refused on {refused}, not {clause}") from refused
            self.refusals += 1
            self.report(f"  ✗ {title}: refused, {clause}")
            return
        raise StoryBroken(f"{title}: let through, {clause} should have refused it")

    def check(self, title: str, holds: bool) -> None:
        """State what must be so. Raises StoryBroken where it is not."""
        if not holds:
            raise StoryBroken(f"{title}: it is not so")
        self.steps += 1
        self.report(f"  ✓ {title}")

    def end(self) -> None:
        """Sum up."""
        seconds = perf_counter() - self._begun
        self.report(f"\n{self.steps} steps taken, {self.refusals} violations refused, {seconds:.0f} seconds.")
