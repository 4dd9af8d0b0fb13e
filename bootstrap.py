#!/usr/bin/env python3
"""Make the environment of this project in ``.venv``. Needs only Python 3.11 and its standard library.

    python3 bootstrap.py setup          everything that serves the site
    python3 bootstrap.py setup --dev    and the tools of a developer
    python3 bootstrap.py setup --tests  and the Debian packages that the tests look for
    python3 bootstrap.py lock           renew the locks in ``requirements/`` from ``pyproject.toml``
    python3 bootstrap.py clean          remove the environment and the caches; data in ``var`` stay

A second run sees from its stamp that nothing changed and ends at once. Every package is pinned by hash, and
none is ever built here: the project itself is put on the path, so no build tool is needed either.
"""

from __future__ import annotations

import argparse
import glob
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
COMMAND = VENV / "bin" / "kehou"
STAMP = VENV / "kehou-stamp"
LOCKS = ROOT / "requirements"
OLDEST_PYTHON = (3, 11)

# What a test needs beside Python: a file that shows it is there, and the Debian package that brings it.
TEST_PACKAGES = {
    "chromium": "/usr/bin/chromium",
    "libatomic1": "/usr/lib/*/libatomic.so.1",
    "fonts-noto-cjk": "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "poppler-utils": "/usr/bin/pdfsig",
    "hledger": "/usr/bin/hledger",
}

# The command finds its Python beside itself, so that the project's folder can be moved.
LAUNCHER = """#!/bin/sh
exec "$(dirname "$0")/python" -P -m kehou "$@"
"""


class SetupFailed(Exception):
    """The environment cannot be made; the text says what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; 1 where it failed, with a hint on the error stream."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    setup = commands.add_parser("setup", help="make .venv and install the locked packages")
    setup.add_argument("--dev", action="store_true", help="also the tools of a developer")
    setup.add_argument("--tests", action="store_true", help="also the Debian packages of the tests")
    commands.add_parser("lock", help="renew requirements/*.txt")
    commands.add_parser("clean", help="remove the environment and the caches")
    chosen = parser.parse_args(arguments)
    try:
        if sys.version_info < OLDEST_PYTHON:
            raise SetupFailed(f"Python 3.11 or newer is needed; {sys.executable} is {sys.version.split()[0]}")
        if chosen.command == "setup":
            set_up(dev=chosen.dev, tests=chosen.tests)
        elif chosen.command == "lock":
            renew_locks()
        else:
            clean()
    except SetupFailed as failure:
        print(f"setup failed: {failure}", file=sys.stderr)
        return 1
    return 0


def set_up(*, dev: bool, tests: bool) -> None:
    """Bring ``.venv`` to what the locks say. Keeps the wider profile once it was asked for."""
    if tests:
        ensure_test_packages()
    profile = "dev" if dev or tests or read_stamp().startswith("dev ") else "site"
    stamp = f"{profile} {fingerprint(profile)}"
    if read_stamp() == stamp and PYTHON.exists():
        return
    began = time.monotonic()
    if not has_uv():
        say(f"1/3 environment in {VENV.name}")
        make_environment()
    say(f"2/3 {profile} packages, each checked against its hash")
    install(profile)
    say("3/3 the kehou command")
    put_project_on_path()
    STAMP.write_text(stamp)
    say(f"ready in {time.monotonic() - began:.0f} s")


def fingerprint(profile: str) -> str:
    """A digest of all that decides what ``.venv`` holds."""
    digest = hashlib.sha256(sys.version.encode())
    for file in (Path(__file__), *lock_files(profile)):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def lock_files(profile: str) -> tuple[Path, Path]:
    """The locks a profile is installed from: uv itself, and the packages."""
    return LOCKS / "bootstrap.txt", LOCKS / f"{profile}.txt"


def read_stamp() -> str:
    """What the last successful run left, or an empty text."""
    return STAMP.read_text() if STAMP.exists() else ""


def has_uv() -> bool:
    """Whether uv runs inside the environment. A failed attempt leaves a folder, which proves nothing."""
    return PYTHON.exists() and succeeds(uv("--version"))


def uv(*arguments: str) -> list[str]:
    """The command line for the environment's own uv."""
    return [str(PYTHON), "-m", "uv", *arguments]


def make_environment() -> None:
    """Make an empty environment with uv in it, by whichever way this machine offers."""
    STAMP.unlink(missing_ok=True)
    if not has_module("ensurepip") and not has_module("pip") and shutil.which("uv") is None:
        install_debian_packages(["python3-venv"], purpose="to make a virtual environment")
    # A fresh process sees a package that was installed a moment ago.
    with_pip = has_module("ensurepip")
    run([sys.executable, "-m", "venv", "--clear", *([] if with_pip else ["--without-pip"]), str(VENV)])
    pinned = ["--require-hashes", "-r", str(LOCKS / "bootstrap.txt")]
    if with_pip:
        run([str(PYTHON), "-m", "pip", "install", "--quiet", *pinned])
    elif has_module("pip"):
        run([sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "--quiet", *pinned])
    else:
        run(["uv", "pip", "install", "--quiet", "--python", str(PYTHON), *pinned])


def has_module(name: str) -> bool:
    """Whether this Python can import a module, asked of a fresh process."""
    return succeeds([sys.executable, "-c", f"import {name}"])


def install(profile: str) -> None:
    """Make the environment hold exactly the locked packages, from wheels only."""
    locks = [str(file) for file in lock_files(profile)]
    command = uv("pip", "sync", "--python", str(PYTHON), "--require-hashes", "--only-binary", ":all:", *locks)
    environment = {"UV_HTTP_TIMEOUT": "180", **os.environ}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        for line in process.stderr or ():
            if line[:2] not in {" +", " -", " ~"}:  # one line for every package would hide the rest
                print(f"    {line.rstrip()}", flush=True)
    if process.returncode:
        raise SetupFailed("the packages could not be installed; see above, then run the same command again")


def put_project_on_path() -> None:
    """Let the environment import ``src`` and offer the ``kehou`` command, without building anything."""
    packages = next((VENV / "lib").glob("python3.*/site-packages"))
    (packages / "kehou.pth").write_text(f"{os.path.relpath(ROOT / 'src', packages)}\n")
    COMMAND.write_text(LAUNCHER)
    COMMAND.chmod(0o755)


def ensure_test_packages() -> None:
    """Install the Debian packages of the tests, or say which are missing."""
    missing = [name for name, pattern in TEST_PACKAGES.items() if not glob.glob(pattern)]
    if missing:
        install_debian_packages(missing, purpose="for the tests of pages, PDFs and the book")


def install_debian_packages(names: Sequence[str], *, purpose: str) -> None:
    """Install packages with apt where that is possible. Raises SetupFailed with the command to run if not."""
    wanted = " ".join(names)
    if shutil.which("apt-get") is None:
        raise SetupFailed(f"needed {purpose}: what Debian calls {wanted}; install it with your system's tool")
    if os.geteuid() != 0:
        raise SetupFailed(f"needed {purpose}: run  sudo apt-get install {wanted}  and try again")
    say(f"Debian packages {purpose}: {wanted}")
    run_quietly(["apt-get", "-qq", "update"])
    run_quietly(["apt-get", "-qq", "install", "--no-install-recommends", *names])


def renew_locks() -> None:
    """Resolve ``pyproject.toml`` anew. The locks name no address, so that they hold behind any mirror."""
    if not has_uv():
        set_up(dev=False, tests=False)
    compile_lock("bootstrap", "requirements/bootstrap.in")
    compile_lock("dev", "pyproject.toml", "--extra", "site", "--extra", "dev")
    # Held to the wider lock, so that the site is tested with the versions it will run.
    compile_lock("site", "pyproject.toml", "--extra", "site", "--constraint", "requirements/dev.txt")
    compile_lock("bench", "pyproject.toml", "--extra", "bench", "--constraint", "requirements/dev.txt")
    compile_lock("pretix", "requirements/pretix.in")  # the peer of the rush, in an environment of its own


def compile_lock(name: str, source: str, *arguments: str) -> None:
    """Write one lock: every platform, every hash, no address and no path."""
    exact = ["--universal", "--generate-hashes", "--python-version=3.11", "--upgrade", "--quiet"]
    plain = ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
    target = f"--output-file=requirements/{name}.txt"
    run(uv("pip", "compile", source, *arguments, *exact, *plain, target))


def clean() -> None:
    """Remove all that can be made again, but no data."""
    caches = [VENV, *ROOT.glob(".*_cache"), *ROOT.glob(".hypothesis"), *ROOT.glob("test-results")]
    for folder in caches + [ROOT / name for name in ("build", "dist", "htmlcov")]:
        shutil.rmtree(folder, ignore_errors=True)
    for folder in [*(ROOT / "src").rglob("__pycache__"), *(ROOT / "tests").rglob("__pycache__")]:
        shutil.rmtree(folder, ignore_errors=True)


def run(command: Sequence[str]) -> None:
    """Run a command in the project's folder. Raises SetupFailed where it fails."""
    if subprocess.run(command, check=False, cwd=ROOT).returncode:
        raise SetupFailed(f"this did not work: {' '.join(command)}")


def run_quietly(command: Sequence[str]) -> None:
    """Run a command that asks nothing; show what it said only where it fails. Raises SetupFailed."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    finished = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    if finished.returncode:
        raise SetupFailed(f"this did not work: {' '.join(command)}\n{finished.stdout}{finished.stderr}")


def succeeds(command: Sequence[str]) -> bool:
    """Whether a command runs well, without a word of its output."""
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def say(text: str) -> None:
    """One line of progress."""
    print(f"[setup] {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
