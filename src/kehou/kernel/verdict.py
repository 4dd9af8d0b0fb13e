"""What a rule says about a set of facts, and the error that carries a refusal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kehou.kernel.places import Place


class Modality(StrEnum):
    """How a statement binds. It decides what an unmet verdict does; it is never a comment."""

    MUST = "must"
    MUST_NOT = "must-not"
    MAY = "may"
    ENCOURAGE = "encourage"
    DECLARES = "declares"


class Effect(StrEnum):
    """What happens where a verdict is not met."""

    STOP = "stop"  # the act is refused
    WARN = "warn"  # the act goes on; the owner gets a task
    ADVISE = "advise"  # shown, never asked for


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of one rule about one part of the facts.

    ``clause`` is a statement id (``A5.11``); ``reason`` a stable code that ``wording`` turns into a
    sentence; ``met`` is None where the facts do not suffice; ``subject`` names the part judged, as a
    path (``grade/3``, ``slot/<id>``, ``fee/price``); ``facts`` holds what was found and required.
    """

    clause: str
    reason: str
    met: bool | None
    modality: Modality
    effect: Effect = Effect.STOP
    subject: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def stops(self) -> bool:
        """Whether this verdict refuses the act: an unmet or undetermined stop."""
        return self.met is not True and self.effect is Effect.STOP

    @property
    def warns(self) -> bool:
        """Whether this verdict lets the act pass with a warning."""
        return self.met is not True and self.effect is Effect.WARN


def stops(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Those verdicts that refuse the act."""
    return tuple(verdict for verdict in verdicts if verdict.stops)


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What a refused attempt leaves behind, though the act itself is rolled back: a case, a count of tries.

    ``kind`` names what follows; it is done at ``place`` in a second transaction.
    """

    kind: str
    place: Place
    payload: Mapping[str, str] = field(default_factory=dict)


class UnableTo(Exception):
    """An act was refused. Carries every verdict that stopped it; each cites its clause.

    A service raises a subclass that lives beside it (``UnableToSubmitPlan``). ``aftermath`` is what the
    attempt leaves behind all the same.
    """

    def __init__(self, verdicts: Iterable[Verdict], *, aftermath: Iterable[Aftermath] = ()) -> None:
        self.verdicts = tuple(verdicts)
        self.aftermath = tuple(aftermath)
        if not self.verdicts:
            raise ValueError("a refusal needs at least one verdict")
        super().__init__("; ".join(f"{verdict.clause} {verdict.reason}" for verdict in self.verdicts))

    @property
    def clauses(self) -> tuple[str, ...]:
        """The statements that the act would have breached, in order, once each."""
        return tuple(dict.fromkeys(verdict.clause for verdict in self.verdicts))


def refusal(
    clause: str, reason: str, *, subject: str = "", modality: Modality = Modality.MUST, **facts: object
) -> Verdict:
    """An unmet stopping verdict, for refusals that a service finds itself."""
    return Verdict(clause, reason, met=False, modality=modality, subject=subject, facts=facts)
