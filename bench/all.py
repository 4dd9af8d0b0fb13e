"""Every measurement of this folder, one after the other, and one table of how they went.

Ends with 1 where one of them misses its limit or breaks down. ``python bench/all.py pages marks`` runs some.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent
BROKEN = 70
# A script that ends by an error of its own is told apart from one that misses its limit.
RUN = f"""
import runpy, sys, traceback
sys.path[0], sys.argv = {str(FOLDER)!r}, sys.argv[1:]
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
except Exception:
    traceback.print_exc()
    sys.exit({BROKEN})
"""
SAID = {0: "within its limit", 1: "missed its limit"}


@dataclass(frozen=True, slots=True)
class Run:
    """How one measurement went: its exit code, and the seconds that it took."""

    name: str
    code: int
    seconds: float

    @property
    def said(self) -> str:
        """The outcome in words."""
        return SAID.get(self.code, "broke down")


def measure(script: Path) -> Run:
    """Run one script under its own heading."""
    print(f"== {script.stem}", flush=True)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])}
    begun = perf_counter()
    done = subprocess.run([sys.executable, "-c", RUN, script], check=False, cwd=ROOT, env=environment)
    return Run(script.stem, done.returncode, perf_counter() - begun)


def main(wanted: list[str]) -> int:
    """Run all, or those named; 1 where one is not within its limit."""
    scripts = sorted(path for path in FOLDER.glob("*.py") if path.name != Path(__file__).name)
    runs = [measure(script) for script in scripts if not wanted or script.stem in wanted]
    print("== all")
    for run in runs:
        print(f"{run.name:16} {run.seconds:7.0f} s  {run.said}")
    return int(any(run.code for run in runs))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
