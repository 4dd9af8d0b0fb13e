"""The bare package judges by itself: its wheel in an environment that holds nothing but click."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from house.source import ROOT

BUILT_FROM = ("src", "pyproject.toml", "README.md", "LICENSE")
EXAMPLES = ROOT / "docs" / "examples"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy, for building leaves files behind."""
    tree, out = tmp_path_factory.mktemp("tree"), tmp_path_factory.mktemp("wheel")
    for name in BUILT_FROM:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tree / name)
    build = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(out)], check=True, cwd=tree, capture_output=True)
    (found,) = out.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a new environment with the wheel and click, taken over from here, and nothing else."""
    home = tmp_path_factory.mktemp("empty")
    venv.create(home, symlinks=True, with_pip=False)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    packages = home / "lib" / version / "site-packages"
    zipfile.ZipFile(wheel).extractall(packages)
    shutil.copytree(Path(sysconfig.get_path("purelib")) / "click", packages / "click")
    return home / "bin" / "python"


def _rules(python: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [python, "-I", "-m", "kehou", "rules", *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder)


def test_the_environment_is_empty(python: Path) -> None:
    """The positive control: nothing of what serves the site can be had there."""
    for package in ("django", "numpy", "psycopg"):
        answer = subprocess.run([python, "-I", "-c", f"import {package}"], check=False, capture_output=True)
        assert answer.returncode == 1


def test_every_offline_command_works_from_the_wheel(python: Path, tmp_path: Path) -> None:
    for arguments in (
        ("list",),
        ("explain", "A9.26"),
        ("parameters", "--at", "431202", "--on", "2026-03-02"),
        ("schema", "plan"),
    ):
        shown = _rules(python, tmp_path, *arguments)
        assert (shown.returncode, shown.stderr) == (0, "")
        assert shown.stdout
    assert len(json.loads(_rules(python, tmp_path, "trace", "--json").stdout)) == 185


def test_files_are_judged_from_the_wheel(python: Path, tmp_path: Path) -> None:
    county = str(EXAMPLES / "county.toml")
    for name in ("plan", "fee_scheme", "provider", "allowances", "closing"):
        passed = _rules(python, tmp_path, "check", str(EXAMPLES / f"{name}.toml"), "--layer", county)
        assert (passed.returncode, passed.stdout, passed.stderr) == (0, "", "")
    refused = _rules(python, tmp_path, "check", str(EXAMPLES / "provider.toml"))
    assert refused.returncode == 1
    assert "A6.16" in refused.stdout
    unreadable = tmp_path / "plan.toml"
    unreadable.write_text('kind = "plan"\nfacts = 1\n', encoding="utf-8")
    told = _rules(python, tmp_path, "check", str(unreadable))
    assert (told.returncode, told.stdout) == (2, "")
    assert "plan.toml: line 2, facts: a table is wanted" in told.stderr


def test_a_draw_is_held_checked_and_refilled_from_the_wheel(python: Path, tmp_path: Path) -> None:
    def draw(*arguments: object) -> bytes:
        command = [python, "-I", "-m", "kehou", "draw", *map(str, arguments)]
        return subprocess.run(command, check=True, capture_output=True, cwd=tmp_path).stdout

    record, after = tmp_path / "record.json", tmp_path / "after.json"
    lot = ("--nonce", "5d41402a", "--beacon", "3412.87")
    record.write_bytes(draw("run", EXAMPLES / "draw" / "wishes.json", *lot))
    after.write_bytes(draw("withdraw", record, EXAMPLES / "draw" / "leaving.json"))
    assert draw("verify", after).startswith(b"equal")
    assert "候补第1位" in draw("explain", record, "--pupil", "K2").decode()
    assert draw("schema").startswith(b"{")


def test_the_library_works_from_the_wheel(python: Path) -> None:
    code = (
        "from pathlib import Path; from kehou.rulebook import check; "
        f"print(check(Path({str(EXAMPLES / 'fee_scheme.toml')!r}).read_text()).is_refused)"
    )
    shown = subprocess.run([python, "-I", "-c", code], check=True, capture_output=True, text=True)
    assert shown.stdout == "False\n"
