"""Reading of the TOML files packaged beside this module."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any


def packaged_toml(name: str) -> dict[str, Any]:
    """The contents of one packaged data file, by its file name."""
    text = resources.files("kehou.registry.data").joinpath(name).read_text(encoding="utf-8")
    return tomllib.loads(text)
