"""Where an installation keeps what is neither code nor in the database."""

from __future__ import annotations

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]


def var_folder() -> Path:
    """The folder of secrets and of the embedded database: ``KEHOU_VAR``, else ``var`` in the project."""
    return Path(os.environ.get("KEHOU_VAR", PROJECT / "var"))
