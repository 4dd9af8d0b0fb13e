"""Setting up: a finished environment is left alone, and what is missing is said with what to do."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def bootstrap() -> ModuleType:
    """The script, loaded without running it."""
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_needs_the_standard_library_only(bootstrap: ModuleType) -> None:
    isolated = [sys.executable, "-I", "-S", str(ROOT / "bootstrap.py"), "--help"]
    assert "setup" in subprocess.run(isolated, capture_output=True, text=True, check=True).stdout


def test_a_change_of_a_lock_changes_the_fingerprint(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locks = tmp_path / "requirements"
    shutil.copytree(ROOT / "requirements", locks)
    monkeypatch.setattr(bootstrap, "LOCKS", locks)
    before = bootstrap.fingerprint("site"), bootstrap.fingerprint("dev")
    (locks / "site.txt").write_text("changed")
    assert bootstrap.fingerprint("site") != before[0]
    assert bootstrap.fingerprint("dev") == before[1]


def test_a_finished_environment_is_left_alone(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp = tmp_path / "stamp"
    stamp.write_text(f"dev {bootstrap.fingerprint('dev')}")
    for name, path in {"STAMP": stamp, "VENV": tmp_path, "PYTHON": Path(sys.executable)}.items():
        monkeypatch.setattr(bootstrap, name, path)
    began = time.perf_counter()
    bootstrap.set_up(dev=False, tests=False)  # the wider profile stays
    assert time.perf_counter() - began < 0.5
    assert list(tmp_path.iterdir()) == [stamp]


def test_without_root_the_command_to_run_is_shown(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(bootstrap.SetupFailed, match="sudo apt-get install chromium poppler-utils"):
        bootstrap.install_debian_packages(["chromium", "poppler-utils"], purpose="for the tests")


def test_without_apt_the_packages_are_named(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(bootstrap.SetupFailed, match="what Debian calls chromium"):
        bootstrap.install_debian_packages(["chromium"], purpose="for the tests")


def test_only_what_is_missing_is_asked_for(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "TEST_PACKAGES", {"chromium": "/nonexistent/*", "python": sys.executable})
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(bootstrap.SetupFailed, match="apt-get install chromium  and"):
        bootstrap.ensure_test_packages()


def test_an_old_python_is_told_what_it_needs(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "OLDEST_PYTHON", (99, 0))
    assert bootstrap.main(["setup"]) == 1
    assert "is needed" in capsys.readouterr().err


def test_the_launcher_starts_the_command_beside_its_python(bootstrap: ModuleType, tmp_path: Path) -> None:
    for name, text in {"kehou": bootstrap.LAUNCHER, "python": '#!/bin/sh\necho "$@"\n'}.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    said = subprocess.run([tmp_path / "kehou", "serve", "a b"], capture_output=True, text=True, check=True)
    assert said.stdout == "-P -m kehou serve a b\n"
