"""Reading of the data files that are packaged with a pack."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any


def packaged_toml(package: str, name: str) -> dict[str, Any]:
    """The contents of one TOML file inside a package, by the package's dotted name and the file's path."""
    text = resources.files(package).joinpath(name).read_text(encoding="utf-8")
    return tomllib.loads(text)
