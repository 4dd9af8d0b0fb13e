"""How long one plan takes to judge: every rule on plans, over 60 courses, 150 slots and nine grades.

Run from the repository: ``PYTHONPATH=src:tests python bench/rulebook.py``. Beside it stands a plain pass over
the same slots and weeks, the least that any judge would do. Exits with 1 over LIMIT_MS of processor time.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from time import process_time

from factories.large_plan import a_large_plan
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.edition import EDITION
from unit.rulebook.example import parameters

ROUNDS = 100
LIMIT_MS = 10.0


def milliseconds(work: Callable[[PlanFacts], object]) -> float:
    """The shortest processor time of one call, each on a plan whose timetable is not laid yet."""
    times = []
    for _ in range(ROUNDS):
        plan = replace(a_large_plan())
        start = process_time()
        work(plan)
        times.append((process_time() - start) * 1000)
    return min(times)


def plain_pass(plan: PlanFacts) -> int:
    """The peer: the minutes of every slot in every week, by grade."""
    return sum(slot.minutes for _ in plan.term.weeks for slot in plan.slots for _ in slot.grades)


def main() -> int:
    """Print both times; 1 where judging takes too long."""
    in_force = parameters()
    judging = milliseconds(lambda plan: EDITION.judge(plan, in_force))
    print(f"judge a plan {judging:7.2f} ms")
    print(f"plain pass   {milliseconds(plain_pass):7.2f} ms")
    return judging > LIMIT_MS


if __name__ == "__main__":
    sys.exit(main())
