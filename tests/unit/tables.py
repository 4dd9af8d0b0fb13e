"""Every table of states as lines, as they are kept in ``tables.json`` beside this file.

    PYTHONPATH=src:tests python -m unit.tables

renews the file after a change that is meant; the change is then read like one of who may do what.
"""

from __future__ import annotations

import json
from importlib import import_module
from inspect import signature
from pathlib import Path
from types import ModuleType

import kehou
from kehou.kernel.transitions import TransitionTable

FILE = Path(__file__).with_name("tables.json")
PACKAGE = Path(kehou.__file__).parent


def rule_modules() -> list[ModuleType]:
    """The ``rules.py`` of every capability."""
    files = sorted(path for path in PACKAGE.rglob("rules.py") if "engine" not in path.parts)
    return [
        import_module(".".join(("kehou", *path.relative_to(PACKAGE).with_suffix("").parts))) for path in files
    ]


def all_tables() -> dict[str, list[str]]:
    """Every table, whether it stands there or is made by a function, by its module and name."""
    found = {}
    for module in rule_modules():
        for name, value in vars(module).items():
            made = callable(value) and getattr(value, "__module__", "") == module.__name__
            if (
                made
                and not isinstance(value, type)
                and signature(value).return_annotation == "TransitionTable"
            ):
                found[f"{module.__name__}.{name}"] = _lines(value())
            elif isinstance(value, TransitionTable):
                found[f"{module.__name__}.{name}"] = _lines(value)
    return found


def _lines(table: TransitionTable) -> list[str]:
    return [
        f"{row.source} --{row.event}--> {row.target}: {', '.join(sorted(row.roles)) or 'anyone'}"
        for row in table
    ]


def main() -> None:
    """Write the file anew."""
    FILE.write_text(json.dumps(all_tables(), indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
