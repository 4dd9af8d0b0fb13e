"""What the import contracts cannot see: imports by text, folders that are no packages, foreign packages."""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from importlib.metadata import packages_distributions

from house.source import PACKAGE, ROOT, Module, dotted, layers, modules, project

IMPORTS_BY_TEXT = {
    "__import__",
    "apps.get_model",
    "get_model",
    "import_module",
    "importlib.import_module",
    "import_string",
    "exec",
    "eval",
}
MAY_IMPORT_BY_TEXT = {
    "kehou.cli": "its targets are text, so that help needs no Django",
    "kehou.platform.messages.sms": "the carrier is a setting of the installation",
}
PURE = ("kehou.kernel", "kehou.rulebook", "kehou.allocation", "kehou.ledger")
FOREIGN_ALLOWED = {"kehou.allocation": {"numpy"}}


def is_pure(name: str) -> bool:
    """Whether a module belongs to the pure core. A command line beside it does not."""
    parts = name.split(".")
    in_core = ".".join(parts[:2]) in PURE
    return parts[-1] != "cli" and (in_core or (len(parts) > 2 and parts[2] in {"rules", "facts"}))


def imported_packages(module: Module) -> set[str]:
    """The top-level packages that a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def test_nothing_is_imported_by_text() -> None:
    found = [
        module.at(node)
        for module in modules()
        if module.name not in MAY_IMPORT_BY_TEXT
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and dotted(node.func) in IMPORTS_BY_TEXT
    ]
    assert found == []


def test_the_pure_core_needs_the_standard_library_only() -> None:
    found = {}
    for module in modules():
        allowed = {"kehou"} | FOREIGN_ALLOWED.get(".".join(module.name.split(".")[:2]), set())
        foreign = imported_packages(module) - sys.stdlib_module_names - allowed
        if is_pure(module.name) and foreign:
            found[module.name] = foreign
    assert found == {}


def test_every_folder_with_code_is_a_package_that_the_contracts_see() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert [
        str(folder.relative_to(ROOT)) for folder in folders if not (folder / "__init__.py").exists()
    ] == []


def test_every_folder_has_a_place_in_the_layers() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and any(path.rglob("*.py"))}
    assert folders - set(layers()) == set()


def test_every_package_imported_is_declared() -> None:
    groups = project()["project"]["optional-dependencies"]
    declared = (
        " ".join([*project()["project"]["dependencies"], *groups["site"], *groups["planning"]])
        .replace("-", "_")
        .lower()
    )
    names = {"csp": "django_csp", "stdnum": "python_stdnum"}
    used = {package for module in modules() for package in imported_packages(module)}
    foreign = used - sys.stdlib_module_names - {"kehou"}
    assert {name for name in foreign if names.get(name, name).lower() not in declared} == set()


TAKEN_BY_ITSELF = {"uvloop"}  # the server runs on it wherever it is installed


def unused(declared: Iterable[str], text: str) -> set[str]:
    """Of some declared packages those none of whose modules is a word of a text."""
    modules_of = defaultdict(set)
    for module, packages in packages_distributions().items():
        for package in packages:
            modules_of[package.lower().replace("_", "-")].add(module)
    words = set(re.findall(r"\w+", text))
    return {name for name in declared if not modules_of[name] & words}


def test_every_package_declared_is_used() -> None:
    groups = project()["project"]["optional-dependencies"]
    rows = [*project()["project"]["dependencies"], *groups["site"], *groups["planning"]]
    declared = {re.split(r"[^\w-]", row)[0].lower() for row in rows}
    text = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    assert unused(declared, text) == TAKEN_BY_ITSELF
    assert unused({"hypothesis", "django"}, text) == {"hypothesis"}
