"""Decision records have a number each, and the list of them leads to every one by its title."""

from __future__ import annotations

from house.source import ROOT

DECISIONS = ROOT / "docs" / "decisions"


def test_every_decision_has_a_number_of_its_own_and_stands_in_the_list() -> None:
    files = sorted(path for path in DECISIONS.glob("*.md") if path.name != "README.md")
    numbers = [path.name.partition("-")[0] for path in files]
    assert numbers == [f"{place:04}" for place in range(1, len(files) + 1)]
    lines = DECISIONS.joinpath("README.md").read_text().splitlines()
    titles = [path.read_text().partition("\n")[0].removeprefix("# ") for path in files]
    wanted = [
        f"| {number} | [{title}]({path.name}) |"
        for number, title, path in zip(numbers, titles, files, strict=True)
    ]
    assert lines[-len(wanted) :] == wanted
