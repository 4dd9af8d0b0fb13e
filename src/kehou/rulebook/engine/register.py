"""The register of a document's statements, and verdicts that cite them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kehou.kernel.verdict import Effect, Modality, Verdict
from kehou.rulebook.engine.packaged import packaged_toml


class UnknownStatement(LookupError):
    """A clause names no statement of the register."""


class Treatment(StrEnum):
    """What software does about a statement."""

    BLOCK = "block"
    WARN = "warn"
    COMPUTE = "compute"
    WORKFLOW = "workflow"
    RECORD = "record"
    DISCLOSE = "disclose"
    PARAMETER = "parameter"
    GUIDANCE = "guidance"


GATES = frozenset({Treatment.WORKFLOW, Treatment.RECORD, Treatment.DISCLOSE, Treatment.PARAMETER})
DUTIES = frozenset({Modality.MUST, Modality.MUST_NOT})


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a document: how it binds whom, and what software does about it.

    ``treatments`` starts with the main one. ``in_principle`` marks a statement from which the county
    may let a school depart.
    """

    id: str
    modality: Modality
    binds: tuple[str, ...]
    treatments: tuple[Treatment, ...]
    in_principle: bool = False

    @property
    def default_effect(self) -> Effect:
        """What an unmet verdict does unless its rule says otherwise."""
        if self.modality is Modality.ENCOURAGE:
            return Effect.ADVISE
        if Treatment.BLOCK in self.treatments:
            return Effect.STOP
        if Treatment.WARN in self.treatments:
            return Effect.WARN
        if self.treatments[0] in GATES and self.modality in DUTIES:
            return Effect.STOP
        return Effect.ADVISE

    @classmethod
    def from_toml(cls, clause: str, row: dict[str, Any]) -> Statement:
        """Read one table of a register file."""
        return cls(
            id=clause,
            modality=Modality(row["modality"]),
            binds=tuple(row["binds"]),
            treatments=tuple(Treatment(name) for name in row["treatments"]),
            in_principle=row.get("in_principle", False),
        )


class Register:
    """All statements of one document, in its order."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._statements = {statement.id: statement for statement in statements}
        self._bindings = {
            clause: (statement.modality, statement.default_effect)
            for clause, statement in self._statements.items()
        }

    @classmethod
    def from_package(cls, package: str) -> Register:
        """The register in ``clauses.toml`` of a pack's package."""
        rows = packaged_toml(package, "clauses.toml")
        return cls(Statement.from_toml(clause, row) for clause, row in rows.items())

    def __iter__(self) -> Iterator[Statement]:
        return iter(self._statements.values())

    def __len__(self) -> int:
        return len(self._statements)

    def __contains__(self, clause: str) -> bool:
        return clause in self._statements

    def __getitem__(self, clause: str) -> Statement:
        try:
            return self._statements[clause]
        except KeyError:
            raise UnknownStatement(clause) from None

    def verdict(
        self,
        clause: str,
        reason: str,
        met: bool | None,
        /,
        *,
        subject: str = "",
        effect: Effect | None = None,
        **facts: object,
    ) -> Verdict:
        """A verdict on a statement, binding as the register says unless ``effect`` is given.

        ``reason`` is a stable snake_case code that has a sentence in the pack's wording; ``met`` is None
        where the facts do not suffice; ``facts`` are what the sentence shows (``found``, ``required``).
        Raises UnknownStatement.
        """
        try:
            modality, default = self._bindings[clause]
        except KeyError:
            raise UnknownStatement(clause) from None
        return Verdict(clause, reason, met, modality, effect or default, subject, facts)
