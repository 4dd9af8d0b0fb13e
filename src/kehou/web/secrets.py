"""Secrets of an installation: made once, kept outside the database and the repository."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Secrets:
    """Django's signing key, the master key of sealed fields (hex), the database roles' password."""

    signing_key: str
    master_key: str
    database_password: str


def load_or_create(folder: Path) -> Secrets:
    """Read ``secrets.json`` in a folder; make it, readable by its owner alone, where it is missing."""
    path = folder / "secrets.json"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _write_once(
            path, Secrets(secrets.token_urlsafe(48), secrets.token_hex(32), secrets.token_urlsafe(24))
        )
    return Secrets(**json.loads(path.read_text(encoding="utf-8")))


def _write_once(path: Path, fresh: Secrets) -> None:
    """Write through a private file and a hard link, so that of two starters one wins and none is torn."""
    private = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(private, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(fresh), file)
    try:
        os.link(private, path)
    except FileExistsError:
        pass
    finally:
        private.unlink()
