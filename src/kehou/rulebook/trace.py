"""The trace: for each statement what keeps it, which tests hold it to that, and what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kehou.kernel.verdict import Modality
from kehou.rulebook.engine.edition import Edition
from kehou.rulebook.engine.register import Keeper, Statement

# The processes of a school term, and those of them that are built: what these carry is open no more.
PROCESSES: Mapping[int, str] = {
    1: "county policy and city fee standard",
    2: "consultation and rural petition",
    3: "plan and approval",
    4: "publicity",
    5: "agreement",
    6: "enrolment and grouping",
    7: "delivery",
    8: "third parties and outside staff",
    9: "money",
    10: "supervision",
}
BUILT = frozenset(PROCESSES)


@dataclass(frozen=True, slots=True)
class Traced:
    """One statement with all that keeps it.

    ``where`` holds paths marked by their kind: ``rule:module.function``, ``parameter:name``,
    ``step:module.function``, ``record:module.Model`` or one of its fields, ``disclosure:`` a template below
    the package. ``reasons`` are the codes of what its rules may say. ``open`` is None, or what is missing
    and the processes, not yet built, that will bring it.
    """

    id: str
    text: str
    modality: Modality
    kept_by: tuple[Keeper, ...]
    where: tuple[str, ...]
    reasons: tuple[str, ...]
    tests: tuple[str, ...]
    open: str | None


def trace(
    edition: Edition, tests: Mapping[str, Iterable[str]], reasons: Mapping[str, Iterable[str]]
) -> tuple[Traced, ...]:
    """Every statement of an edition in order.

    ``tests`` are the ids of the tests that cite a statement, ``reasons`` the codes given on it.
    """
    found = _found(edition)
    return tuple(
        _traced(row, found.get(row.id, {}), tests.get(row.id, ()), reasons.get(row.id, ()))
        for row in edition.register
    )


def _found(edition: Edition) -> dict[str, dict[Keeper, list[str]]]:
    """By statement, the rules, formulas and parameters that the edition itself shows."""
    found: dict[str, dict[Keeper, list[str]]] = {}
    for clause, keeper, path in (*_rules(edition), *_formulas(edition), *_parameters(edition)):
        found.setdefault(clause, {}).setdefault(keeper, []).append(path)
    return found


def _rules(edition: Edition) -> Iterator[tuple[str, Keeper, str]]:
    for rule in edition.rules:
        for clause in rule.clauses:
            yield clause, Keeper.RULE, rule.path


def _formulas(edition: Edition) -> Iterator[tuple[str, Keeper, str]]:
    for module in edition.modules:
        for name, value in vars(module).items():
            if getattr(value, "__module__", "") == module.__name__:
                for clause in getattr(value, "computes", ()):
                    yield clause, Keeper.RULE, f"{module.__name__}.{name}"


def _parameters(edition: Edition) -> Iterator[tuple[str, Keeper, str]]:
    for definition in edition.definitions.values():
        yield definition.clause, Keeper.PARAMETER, definition.name


def _traced(
    statement: Statement,
    found: Mapping[Keeper, Iterable[str]],
    tests: Iterable[str],
    reasons: Iterable[str],
) -> Traced:
    places = {keeper: [*found.get(keeper, ()), *statement.where.get(keeper, ())] for keeper in Keeper}
    missing = [keeper for keeper in statement.kept_by if not places[keeper]]
    return Traced(
        id=statement.id,
        text=statement.text,
        modality=statement.modality,
        kept_by=statement.kept_by,
        where=tuple(f"{keeper}:{path}" for keeper, paths in places.items() for path in paths),
        reasons=tuple(reasons),
        tests=tuple(sorted(tests)),
        open=_open(statement, missing),
    )


def _open(statement: Statement, missing: list[Keeper]) -> str | None:
    if not missing:
        return None
    coming = [number for number in statement.processes if number not in BUILT] or statement.processes
    processes = ", ".join(f"{number} ({PROCESSES[number]})" for number in coming)
    return f"{', '.join(missing)} to come with process {processes}"
