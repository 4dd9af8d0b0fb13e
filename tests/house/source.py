"""The project's own files, as the house tests read them."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "kehou"
MADE_AGAIN = {
    ".git",
    ".hypothesis",
    ".venv",
    "var",
    "build",
    "dist",
    "htmlcov",
    "test-results",
    "__pycache__",
    "pages",
}
TEXT_SUFFIXES = {
    "",
    ".css",
    ".csv",
    ".html",
    ".in",
    ".js",
    ".json",
    ".md",
    ".py",
    ".svg",
    ".toml",
    ".txt",
    ".typ",
}


@dataclass(frozen=True)
class Module:
    """One Python file of the package, parsed."""

    path: Path
    tree: ast.Module

    @property
    def name(self) -> str:
        """Its dotted name, as in ``kehou.kernel.fen``."""
        parts = self.path.relative_to(PACKAGE.parent).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def at(self, node: ast.AST) -> str:
        """Where a node stands, for a message."""
        return f"{self.path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the package but its migrations, which are generated."""
    files = (path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts)
    return tuple(Module(path, ast.parse(path.read_text(encoding="utf-8"))) for path in files)


def committed_texts() -> Iterator[Path]:
    """Every text file that belongs to the project, and none that is made again from others."""
    for path in sorted(ROOT.rglob("*")):
        inside = path.relative_to(ROOT).parts
        made = any(part in MADE_AGAIN or part.endswith("_cache") for part in inside)
        if (
            path.is_file()
            and not made
            and path.suffix in TEXT_SUFFIXES
            and not inside[0].startswith(".coverage")
        ):
            yield path


@cache
def project() -> dict[str, Any]:
    """``pyproject.toml``."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@cache
def layers() -> tuple[str, ...]:
    """The folders of the house from the lowest up, as the import contract lists them."""
    contracts = project()["tool"]["importlinter"]["contracts"]
    listed = next(contract["layers"] for contract in contracts if contract["id"] == "layers")
    return tuple(name.strip("()") for name in reversed(listed))


@cache
def capabilities() -> tuple[str, ...]:
    """The capability folders that exist."""
    contracts = project()["tool"]["importlinter"]["contracts"]
    listed = next(contract["capabilities"] for contract in contracts if contract["id"] == "entrance")
    return tuple(name for name in listed if (PACKAGE / name).is_dir())


def dotted(node: ast.AST) -> str:
    """The text of a name such as ``datetime.now``; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""
