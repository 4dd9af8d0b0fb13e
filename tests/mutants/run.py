"""Mutation testing: change the rules one place at a time and see whether a test notices.

    python tests/mutants/run.py [--sample N] [--seed S] [--only WORDS] [--minutes M]

Results are added to var/mutants.jsonl as they come, so that a run can be broken off and taken up again: a
mutant whose function did not change since is not run twice; remove the file to start anew. Which tests call
what stands in var/mutants-calls.json. Ends with 1 where less than LEAST of the mutants tried were noticed.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from time import monotonic

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2] / "src")]

import pytest
from hypothesis import Phase, settings

from mutants.holding import Held, Watch, functions_at_hand, look_who_calls, notice
from mutants.making import ROOT, Mutant, mutants_of, targets

LEAST, AT_ONCE = 0.90, 2
RESULTS, CALLS = ROOT / "var" / "mutants.jsonl", ROOT / "var" / "mutants-calls.json"
TESTS = (
    "tests/unit/test_tables.py",
    "tests/unit/rulebook",
    "tests/unit/enrolment",
    "tests/unit/delivery",
    "tests/unit/consultation",
    "tests/unit/agreements",
    "tests/unit/providers",
    "tests/unit/registry/test_keeping.py",
    "tests/unit/funds/test_bill_states.py",
    "tests/unit/funds/test_ledger_states.py",
)
LEFT_OUT = (
    "test_the_examples_of_the_page_hold",
    "test_it_starts",
    "test_it_needs",
    "test_the_library_is_not_loaded",
)
NOTICED, UNNOTICED, AT_IMPORT = "noticed", "unnoticed", "at import"


class Mutating:
    """Takes over once all tests are collected."""

    def __init__(self, mutants: Sequence[Mutant], minutes: float) -> None:
        self.mutants, self.until = mutants, monotonic() + minutes * 60
        self.watch = Watch()

    def pytest_collection(self) -> None:
        """Watch what runs while modules are imported."""
        sys.setprofile(self.watch.see)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try every mutant instead of running the tests."""
        sys.setprofile(None)
        at_import = set(self.watch.called)
        session.config.pluginmanager.register(self.watch)
        items = [item for item in session.items if not any(name in item.nodeid for name in LEFT_OUT)]
        held = Held(functions_at_hand(), look_who_calls(items, self.watch, CALLS))
        waiting, running = iter(self.mutants), {}
        while True:
            while len(running) < AT_ONCE and monotonic() < self.until and (mutant := next(waiting, None)):
                key = (mutant.file, mutant.function)
                if key in held.functions and held.calls.get(key):
                    running[notice(mutant, held, items, self.watch)] = mutant
                elif key in at_import:
                    keep(mutant, AT_IMPORT, "runs while modules are imported")
                else:
                    keep(mutant, UNNOTICED, "no test calls it")
            if not running:
                return True
            process, status = os.wait()
            if mutant := running.pop(process, None):
                quiet = os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0
                keep(mutant, UNNOTICED if quiet else NOTICED, "")


def keep(mutant: Mutant, outcome: str, why: str) -> None:
    """Add one result to the file."""
    row = {
        "id": mutant.id,
        "file": mutant.file,
        "function": mutant.function,
        "line": mutant.line,
        "before": mutant.before,
        "after": mutant.after,
        "outcome": outcome,
        "why": why,
    }
    with RESULTS.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")


def known() -> dict[str, dict[str, object]]:
    """The results so far, the last of each mutant."""
    if not RESULTS.exists():
        return {}
    rows = map(json.loads, RESULTS.read_text(encoding="utf-8").splitlines())
    return {row["id"]: row for row in rows}


def chosen(arguments: argparse.Namespace) -> list[Mutant]:
    """The mutants to be tried: all, or a sample of them by a seed."""
    found = [mutant for path in targets() for mutant in _of(path, arguments.only)]
    print(f"{len(found)} mutants of {len(targets())} files")
    if arguments.sample and arguments.sample < len(found):
        return Random(arguments.seed).sample(found, arguments.sample)
    return found


def _of(path: Path, words: str) -> Iterator[Mutant]:
    if words in str(path):
        yield from mutants_of(path)


def report(tried: Sequence[Mutant]) -> int:
    """Print the score of the mutants that have a result; 1 where it is too low."""
    results = known()
    found = [results[mutant.id] for mutant in tried if mutant.id in results]
    rows = [row for row in found if row["outcome"] != AT_IMPORT]
    by_file = Counter((row["file"], row["outcome"]) for row in rows)
    for file in sorted({str(row["file"]) for row in rows}):
        good, bad = by_file[file, NOTICED], by_file[file, UNNOTICED]
        print(f"{good / (good + bad):6.1%} {good:5} of {good + bad:5}  {file}")
    noticed = sum(row["outcome"] == NOTICED for row in rows)
    score = noticed / len(rows) if rows else 0.0
    print(
        f"{score:.1%}: {noticed} of {len(rows)} tried were noticed, {len(tried) - len(found)} not tried yet"
    )
    print(
        f"{len(found) - len(rows)} are in functions that run at import only and cannot be tried in this way"
    )
    return score < LEAST


def main() -> int:
    """Try what has no result yet, then report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sample", type=int, default=0, help="how many mutants; without it all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="part of a file's path")
    parser.add_argument("--minutes", type=float, default=10_000.0, help="stop starting mutants after so long")
    arguments = parser.parse_args()
    os.chdir(ROOT)
    RESULTS.parent.mkdir(exist_ok=True)
    tried = chosen(arguments)
    results = known()
    left = [mutant for mutant in tried if mutant.id not in results]
    if left:
        quick = settings(
            max_examples=25, phases=[Phase.explicit, Phase.generate], database=None, deadline=None
        )
        settings.register_profile("mutants", quick)
        options = [
            "-qq",
            "-s",
            "-p",
            "no:cacheprovider",
            "--hypothesis-profile=mutants",
            "--ignore=tests/property/allocation",
        ]
        pytest.main([*options, *TESTS], plugins=[Mutating(left, arguments.minutes)])
    return report(tried)


if __name__ == "__main__":
    sys.exit(main())
