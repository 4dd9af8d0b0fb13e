"""Each fault of the catalogue is caught by its check, and each check passes without the fault."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from faults.catalogue import FAULTS, clean_checks
from faults.checks import Check
from faults.copied_tree import CopiedTree, copied_tree
from faults.fault import Fault
from faults.inject import caught, inject

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def tree() -> Iterator[CopiedTree]:
    """One copy for all faults; each leaves it as it was."""
    with copied_tree() as copy:
        yield copy


@pytest.mark.parametrize(
    "check", clean_checks(FAULTS), ids=lambda check: check[2] if check[1] == "-m" else check[0]
)
def test_a_check_passes_without_a_fault(tree: CopiedTree, check: Check) -> None:
    outcome = tree.run(check)
    assert outcome.passed, outcome.output


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.title)
def test_a_fault_is_caught(tree: CopiedTree, fault: Fault) -> None:
    outcome = inject(tree, fault)
    assert caught(fault, outcome), outcome.output
