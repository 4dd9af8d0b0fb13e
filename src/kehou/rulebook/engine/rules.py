"""Rules: functions that judge facts of one type and say which statements they keep."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from inspect import signature
from typing import Any, Generic, TypeVar, get_type_hints

from kehou.kernel.verdict import Verdict
from kehou.rulebook.engine.parameters import Parameters

FactsT = TypeVar("FactsT")
FunctionT = TypeVar("FunctionT", bound=Callable[..., Any])


class MisCited(ValueError):
    """A rule gave a verdict on a statement that it does not cite."""


@dataclass(frozen=True, slots=True)
class Rule(Generic[FactsT]):
    """A rule function with the statements it keeps; called like the function itself."""

    function: Callable[[FactsT, Parameters], Iterable[Verdict]]
    clauses: tuple[str, ...]
    judges: type[FactsT]

    @property
    def name(self) -> str:
        """The function's name, unique within its module."""
        return self.function.__name__

    @property
    def path(self) -> str:
        """Where the rule stands, as ``module.function``."""
        return f"{self.function.__module__}.{self.name}"

    @property
    def says(self) -> str:
        """The first line of the function's docstring."""
        return (self.function.__doc__ or "").strip().partition("\n")[0]

    def __call__(self, facts: FactsT, parameters: Parameters) -> Iterator[Verdict]:
        for verdict in self.function(facts, parameters):
            self.require_cited(verdict)
            yield verdict

    def require_cited(self, verdict: Verdict) -> None:
        """Raise MisCited for a verdict on a statement that the rule does not cite."""
        if verdict.clause not in self.clauses:
            raise MisCited(f"{self.path} judges {verdict.clause} but cites {self.clauses}")


def cites(
    *clauses: str,
) -> Callable[[Callable[[FactsT, Parameters], Iterable[Verdict]]], Rule[FactsT]]:
    """Mark a function as the rule of one or more statements.

    The function takes facts and Parameters and gives verdicts; the type of its first argument says
    what it judges. Raises TypeError where that argument has no type.
    """

    def mark(function: Callable[[FactsT, Parameters], Iterable[Verdict]]) -> Rule[FactsT]:
        first = next(iter(signature(function).parameters))
        hints = get_type_hints(function)
        if first not in hints:
            raise TypeError(f"{function.__qualname__}: {first!r} has no type")
        return Rule(function, clauses, hints[first])

    return mark


def computes(*clauses: str) -> Callable[[FunctionT], FunctionT]:
    """Mark a function as the formula that a statement prescribes; the trace lists it beside the rules."""

    def mark(function: FunctionT) -> FunctionT:
        function.computes = clauses  # type: ignore[attr-defined]
        return function

    return mark
