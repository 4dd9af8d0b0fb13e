"""Make every fault of the catalogue in a copy of the project and see that its check catches it.

python tests/faults/inject.py [words of a title]
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from faults.catalogue import FAULTS, clean_checks
from faults.copied_tree import CopiedTree, Outcome, copied_tree
from faults.fault import Fault


def caught(fault: Fault, outcome: Outcome) -> bool:
    """Whether a check failed, and for this fault."""
    return not outcome.passed and fault.found in outcome.output


def inject(tree: CopiedTree, fault: Fault) -> Outcome:
    """Run a fault's check with the fault in the tree."""
    with tree.changed(fault.changes):
        return tree.run(fault.check)


def main(words: str) -> int:
    """Inject the faults whose title holds some words; the number of those that were missed."""
    missed = 0
    with copied_tree() as tree:
        chosen = [fault for fault in FAULTS if words in fault.title]
        for check in clean_checks(chosen):
            if not (clean := tree.run(check)).passed:
                print(f"fails without any fault: {' '.join(check)}\n{clean.output}")
                missed += 1
        for fault in chosen:
            outcome = inject(tree, fault)
            good = caught(fault, outcome)
            print(f"{'caught' if good else 'MISSED'}  {fault.title}", flush=True)
            if not good:
                print(outcome.output)
                missed += 1
    return missed


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
