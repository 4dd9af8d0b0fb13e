"""Mutants: one small change within one function, by mutmut's operators.

mutmut itself leaves out every decorated function, and all our rules are decorated; so its operators are used
here and its runner is not. Left out are annotations, defaults, decorators and docstrings, and what stands
outside of functions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "kehou"


@dataclass(frozen=True)
class Mutant:
    """One changed function, as source, and where the change is."""

    file: str
    function: str
    line: int
    before: str
    after: str
    source: str

    @property
    def id(self) -> str:
        """A short name that stays the same as long as the function and the change do."""
        text = "\n".join((self.file, self.function, str(self.line), self.before, self.after, self.source))
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @property
    def code(self) -> CodeType:
        """The changed function's code."""
        module = compile(f"from __future__ import annotations\n{self.source}", self.file, "exec")
        (found,) = (part for part in module.co_consts if isinstance(part, CodeType))
        return found


def targets() -> list[Path]:
    """The files that are changed: the rulebook, and the rules of each capability."""
    return sorted(
        [*(PACKAGE / "rulebook").rglob("*.py"), *PACKAGE.glob("*/rules.py"), *PACKAGE.glob("*/*/rules.py")]
    )


def mutants_of(path: Path) -> list[Mutant]:
    """Every mutant of one file, in its order."""
    wrapper = MetadataWrapper(cst.parse_module(path.read_text(encoding="utf-8")))
    places = wrapper.resolve(PositionProvider)
    name = str(path.relative_to(ROOT))
    found = []
    for qualified, function in _functions(wrapper.module.body, ""):
        for node in _changeable(function):
            for operator in _operators(node):
                for changed in operator(node):
                    mutant = _mutant(name, qualified, function, node, changed, places[node].start.line)
                    if mutant is not None:
                        found.append(mutant)
    return found


def _operators(node: cst.CSTNode) -> Iterator[object]:
    return (operator for kind, operator in mutation_operators if isinstance(node, kind))


def _mutant(
    file: str, qualified: str, function: cst.FunctionDef, node: cst.CSTNode, changed: cst.CSTNode, line: int
) -> Mutant | None:
    """The mutant, or None where the change is none or is no Python."""
    bare = function.with_changes(decorators=(), leading_lines=())
    replaced = bare.deep_replace(node, changed)
    source = cst.Module([replaced]).code
    mutant = Mutant(file, qualified, line, _text(node), _text(changed), source)
    if source == cst.Module([bare]).code:
        return None
    try:
        mutant.code  # noqa: B018
    except (SyntaxError, ValueError):
        return None
    return mutant


def _text(node: cst.CSTNode) -> str:
    return cst.Module([]).code_for_node(node)


def _functions(body: object, within: str) -> Iterator[tuple[str, cst.FunctionDef]]:
    """The outermost functions of a module and of its classes, with their qualified names."""
    for statement in body:  # type: ignore[attr-defined]
        if isinstance(statement, cst.FunctionDef):
            yield f"{within}{statement.name.value}", statement
        elif isinstance(statement, cst.ClassDef):
            yield from _functions(statement.body.body, f"{within}{statement.name.value}.")


def _changeable(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """All nodes of a function that run when it is called."""
    if isinstance(node, cst.Annotation | cst.Decorator | cst.Parameters):
        return
    if isinstance(node, cst.FunctionDef):
        yield from _changeable(node.body)
        return
    if isinstance(node, cst.Expr) and isinstance(node.value, cst.SimpleString):
        return
    yield node
    for child in node.children:
        yield from _changeable(child)
