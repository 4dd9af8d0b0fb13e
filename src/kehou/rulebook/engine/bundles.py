"""Facts that are judged as several: a file of a provider, or a part of a plan that can be judged alone."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kehou.rulebook.engine.rules import Rule


@dataclass(frozen=True, slots=True)
class Part:
    """Facts of a bundle, and the rules that can judge them; None where all rules on such facts can."""

    facts: object
    rules: tuple[Rule[Any], ...] | None = None


class Bundle(ABC):
    """Facts that consist of others. No rule judges a bundle; each of its parts is judged by itself."""

    __slots__ = ()

    @abstractmethod
    def parts(self) -> Iterable[Part]:
        """What is to be judged, in order."""
