"""The locks hold all that ``pyproject.toml`` asks for, each by hash, and none names an address."""

from __future__ import annotations

import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from house.source import ROOT, project

LOCKS = {"site": ("site",), "dev": ("site", "dev"), "bench": ("bench",)}
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.M)


def wanted(groups: tuple[str, ...]) -> list[Requirement]:
    """What the project asks for in some groups."""
    table = project()["project"]
    lines = [
        *table["dependencies"],
        *(line for name in groups for line in table["optional-dependencies"][name]),
    ]
    return [Requirement(line) for line in lines]


def pins(lock: str) -> dict[str, list[Version]]:
    """The versions that a lock pins for each package; several where they differ by Python version."""
    found: dict[str, list[Version]] = {}
    for name, version in PIN.findall((ROOT / "requirements" / f"{lock}.txt").read_text()):
        found.setdefault(canonicalize_name(name), []).append(Version(version))
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_satisfies_the_project(lock: str) -> None:
    pinned = pins(lock)
    unmet = [
        str(requirement)
        for requirement in wanted(LOCKS[lock])
        if not any(
            requirement.specifier.contains(v) for v in pinned.get(canonicalize_name(requirement.name), [])
        )
    ]
    assert unmet == [], "run: make lock"


def test_the_site_runs_on_the_versions_it_is_tested_with() -> None:
    tested = pins("dev")
    assert {name: versions for name, versions in pins("site").items() if tested[name] != versions} == {}


@pytest.mark.parametrize("lock", ["bootstrap", "site", "dev", "bench", "pretix"])
def test_every_pin_has_its_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()
    entries = re.split(r"\n(?=\S)", text.strip())
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert not re.search(r"://|^--|@ ", text, re.M)
