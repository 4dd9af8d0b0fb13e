"""The story's chapters, walked without what they attempt in vain."""

from __future__ import annotations

from collections.abc import Callable

from kehou.demo.story.teller import Teller


class Quiet(Teller):
    """Takes a chapter's steps; attempts nothing that would be refused, and says nothing."""

    def refusal(self, title: str, clause: str, act: Callable[[], object]) -> None:
        """Leave the violation alone."""

    def check(self, title: str, holds: bool) -> None:
        """Leave it to the story."""


def quiet() -> Quiet:
    """A teller without a listener."""
    return Quiet(lambda _: None)
