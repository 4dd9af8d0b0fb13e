"""A copy of the project in which faults can be made and undone, and checks run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("src", "tests", "requirements", "docs", "pyproject.toml", "bootstrap.py", "Makefile", "README.md")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc", "pages")
CHECK_SECONDS = 300


class FaultHasNoHold(AssertionError):
    """The code that a fault is to be made in is no longer there."""


@dataclass(frozen=True)
class Change:
    """One change of one file: ``old`` becomes ``new``, or ``new`` is added at the end, or makes the file."""

    path: str
    new: str
    old: str = ""

    def applied_to(self, text: str) -> str:
        """The file's text with the fault in it. Raises FaultHasNoHold."""
        if not self.old:
            return f"{text}\n{self.new}\n"
        if self.old not in text:
            raise FaultHasNoHold(f"{self.path} no longer holds {self.old!r}")
        return text.replace(self.old, self.new, 1)


@dataclass(frozen=True)
class Outcome:
    """How a check ended, and what it said."""

    passed: bool
    output: str


class CopiedTree:
    """The project's files in a folder of their own, with their own local data."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, root / name, ignore=LEFT_OUT)
            elif source.exists():
                shutil.copy(source, root / name)

    @contextmanager
    def changed(self, changes: tuple[Change, ...]) -> Iterator[None]:
        """Make changes for the time of a block."""
        before: dict[Path, str | None] = {}
        try:
            for change in changes:
                path = self.root / change.path
                text = path.read_text(encoding="utf-8") if path.exists() else None
                before.setdefault(path, text)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(change.applied_to(text or ""), encoding="utf-8")
            yield
        finally:
            for path, text in before.items():
                path.unlink() if text is None else path.write_text(text, encoding="utf-8")
                if text is None and not any(path.parent.iterdir()):
                    path.parent.rmdir()

    def run(self, check: tuple[str, ...]) -> Outcome:
        """Run a check in the copy. Its tools come from this environment, its code from the copy."""
        outer = {
            name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "KEHOU"))
        }
        outer.pop("DATABASE_URL", None)
        path = os.pathsep.join([str(Path(sys.executable).parent), outer.get("PATH", "")])
        environment = outer | {"PYTHONPATH": "src", "PATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
        finished = subprocess.run(
            check,
            check=False,
            cwd=self.root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=CHECK_SECONDS,
        )
        return Outcome(finished.returncode == 0, finished.stdout)


@contextmanager
def copied_tree() -> Iterator[CopiedTree]:
    """A copy of the project where the database's user can reach it, for the time of a block."""
    folder = Path(tempfile.mkdtemp(prefix="kehou-faults-", dir="/var/tmp"))
    folder.chmod(0o755)
    try:
        yield CopiedTree(folder)
    finally:
        shutil.rmtree(folder)
