"""Tables of states: which event leads from where to where, and which roles may cause it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kehou.kernel.actor import Role


class NoSuchTransition(ValueError):
    """An event does not lead anywhere from the present state."""

    def __init__(self, state: str, event: str) -> None:
        super().__init__(f"{event!r} does not lead anywhere from {state!r}")
        self.state = state
        self.event = event


@dataclass(frozen=True, slots=True)
class Transition:
    """One arrow of a state diagram."""

    source: str
    event: str
    target: str
    roles: frozenset[Role] = field(default_factory=frozenset)


class TransitionTable:
    """All arrows of one state diagram. A pair of state and event leads to one state only."""

    def __init__(self, transitions: Iterable[Transition]) -> None:
        self._arrows: dict[tuple[str, str], Transition] = {}
        for arrow in transitions:
            if self._arrows.setdefault((arrow.source, arrow.event), arrow) is not arrow:
                raise ValueError(f"two arrows for {arrow.event!r} from {arrow.source!r}")

    def __iter__(self) -> Iterator[Transition]:
        return iter(self._arrows.values())

    def arrow(self, state: str, event: str) -> Transition:
        """The transition for an event. Raises NoSuchTransition."""
        try:
            return self._arrows[state, event]
        except KeyError:
            raise NoSuchTransition(state, event) from None

    def events_from(self, state: str) -> tuple[str, ...]:
        """The events that lead out of a state, in the table's order."""
        return tuple(event for source, event in self._arrows if source == state)
