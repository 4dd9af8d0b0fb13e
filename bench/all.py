"""Every measurement of this folder, one after the other. Ends with 1 where one of them misses its limit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent


def measure(script: Path) -> bool:
    """Run one script under its own heading; whether it kept its limit."""
    print(f"== {script.stem}", flush=True)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])}
    return subprocess.run([sys.executable, script], check=False, cwd=ROOT, env=environment).returncode == 0


def main() -> int:
    """How many scripts missed their limit, as an exit code."""
    scripts = sorted(path for path in FOLDER.glob("*.py") if path.name != Path(__file__).name)
    missed = [script.stem for script in scripts if not measure(script)]
    print(f"== missed: {', '.join(missed)}" if missed else "== all within their limits")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
