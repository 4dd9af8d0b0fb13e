"""The register of a document's statements, and verdicts that cite them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
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


class Keeper(StrEnum):
    """By what kind of thing a statement is kept."""

    RULE = "rule"
    STEP = "step"
    RECORD = "record"
    DISCLOSURE = "disclosure"
    PARAMETER = "parameter"
    DUTY = "duty"
    GUIDANCE = "guidance"


GATES = frozenset({Treatment.WORKFLOW, Treatment.RECORD, Treatment.DISCLOSE, Treatment.PARAMETER})
DUTIES = frozenset({Modality.MUST, Modality.MUST_NOT})


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a document, in our own words: how it binds whom, and what software does about it.

    ``treatments`` starts with the main one. ``in_principle`` marks a statement from which the county
    may let a school depart. ``where`` names, by keeper, the functions (as dotted paths) and the templates
    (as files below the package) that keep it; rules and parameters are found by themselves.
    ``processes`` are those of a school term that carry it.
    """

    id: str
    text: str
    modality: Modality
    binds: tuple[str, ...]
    treatments: tuple[Treatment, ...]
    kept_by: tuple[Keeper, ...]
    processes: tuple[int, ...]
    where: Mapping[Keeper, tuple[str, ...]] = field(default_factory=dict)
    in_principle: bool = False

    @property
    def article(self) -> int:
        """The number of the article; 0 is the issuing notice, 13 the last paragraph."""
        return int(self.id[1:].partition(".")[0])

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
            text=row["text"],
            modality=Modality(row["modality"]),
            binds=tuple(row["binds"]),
            treatments=tuple(Treatment(name) for name in row["treatments"]),
            kept_by=tuple(Keeper(name) for name in row["kept_by"]),
            processes=tuple(row["processes"]),
            where={Keeper(name): tuple(places) for name, places in row.get("where", {}).items()},
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
