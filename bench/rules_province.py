"""Every plan of a province judged: plans a second and core, beside ten of the rules in OpenFisca, in one run.

``make bench-rules``, or ``PYTHONPATH=src:tests python bench/rules_province.py [plans]``. Times are processor
time, and only of judging: plans are made outside of it. Ends with 1 where the ten rules and OpenFisca differ
on a plan, where a plan twice as large costs more than GROWTH times as much, or one takes more than LIMIT_MS.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.util import find_spec
from itertools import pairwise
from time import process_time

from province.plans import COURSES, a_plan_of

from kehou.kernel.verdict import Verdict
from kehou.rulebook.engine import Parameters, Rule
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.edition import EDITION
from unit.rulebook.example import parameters

PLANS, CORES, COMPARED = 12_000, 2, 1_000
GROWN = (1, 2, 4, 8)
LIMIT_MS, GROWTH = 3.0, 2.6
TEN = {
    "x_share_of_the_week": "A5.11",
    "x_predominates_in_low_grades": "A5.15",
    "no_evening_study": "A4.7",
    "hours_fit_the_stage": "A4.13",
    "lunch_not_shortened": "A4.10",
    "breaks_reach_the_minimum": "A4.11",
    "third_party_is_not_everything": "A6.17",
    "own_teachers_lead_most": "A6.1",
    "price_keeps_under_the_tariff": "A9.6",
    "fees_recover_cost_only": "A9.4",
}
MUST_STOP = {"A6.17"}  # its warning is another number


def seconds_of(seeds: Iterable[int]) -> float:
    """Processor time of judging the plans of some seeds by every rule."""
    in_force = parameters()
    spent = 0.0
    for seed in seeds:
        plan = a_plan_of(seed)
        start = process_time()
        EDITION.judge(plan, in_force)
        spent += process_time() - start
    return spent


def the_ten(plan: PlanFacts, rules: Sequence[Rule[PlanFacts]], in_force: Parameters) -> frozenset[str]:
    """The statements among the ten that a plan breaks."""
    return frozenset(
        verdict.clause for rule in rules for verdict in rule(plan, in_force) if _is_broken(verdict)
    )


def _is_broken(verdict: Verdict) -> bool:
    return verdict.met is False and (verdict.clause not in MUST_STOP or verdict.stops)


def judge_the_province(count: int) -> None:
    """All plans on two cores, by every rule on plans."""
    shares = [range(core, count, CORES) for core in range(CORES)]
    with multiprocessing.get_context("fork").Pool(CORES) as pool:
        spent = pool.map(seconds_of, shares)
    rules = sum(rule.judges is PlanFacts for rule in EDITION.rules)
    print(
        f"{count} plans of {COURSES} courses, {rules} rules, {CORES} cores: {sum(spent):.1f} s of processor"
    )
    print(f"  {count / sum(spent):.0f} plans a second and core")


def beside_openfisca() -> bool:
    """The ten rules here and there on the same plans; whether every answer is the same."""
    if find_spec("openfisca_core") is None:
        print("OpenFisca is not installed: make bench-rules brings it")
        return True
    from province.peer import Peer

    in_force = parameters()
    rules = [rule for rule in EDITION.rules if rule.name in TEN]
    plans = [a_plan_of(seed) for seed in range(COMPARED)]
    start = process_time()
    ours = [the_ten(plan, rules, in_force) for plan in plans]
    here = process_time() - start
    peer = Peer(plans, in_force)
    start = process_time()
    answers = peer.judge(list(TEN.values()))
    there = process_time() - start
    theirs = [
        frozenset(clause for clause, kept in answers.items() if not kept[place]) for place in range(COMPARED)
    ]
    differing = sum(one != other for one, other in zip(ours, theirs, strict=True))
    broken = {clause: sum(clause in row for row in ours) for clause in TEN.values()}
    print(
        f"ten numeric rules on {COMPARED} plans, laying out the timetable included here and left out there:"
    )
    print(
        f"  here {COMPARED / here:.0f}, OpenFisca {COMPARED / there:.0f} plans a second:"
        f" {here / there:.0f} times as fast"
    )
    print(f"  plans that break each: {broken}; answers that differ: {differing}")
    return differing == 0 and all(broken.values())


def best_ms(copies: int, rounds: int = 60) -> float:
    """The shortest processor time of judging one plan so many times as large, in milliseconds."""
    in_force, plan = parameters(), a_plan_of(1, copies=copies)
    times = []
    for _ in range(rounds // copies):
        fresh = replace(plan)  # its timetable is not laid out yet
        start = process_time()
        EDITION.judge(fresh, in_force)
        times.append((process_time() - start) * 1000)
    return min(times)


def main() -> int:
    """Print all figures; 1 where one misses its limit."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PLANS
    judge_the_province(count)
    agrees = beside_openfisca()
    costs = [best_ms(copies) for copies in GROWN]
    for copies, cost in zip(GROWN, costs, strict=True):
        print(f"  {copies * COURSES:>4} courses: {cost:6.2f} ms, {cost / copies:.2f} ms for each 60")
    grows = max(after / before for before, after in pairwise(costs))
    print(
        f"one full plan: {costs[0]:.2f} ms (limit {LIMIT_MS}); "
        f"twice the plan costs at most {grows:.2f} times (limit {GROWTH})"
    )
    return not agrees or costs[0] > LIMIT_MS or grows > GROWTH


if __name__ == "__main__":
    sys.exit(main())
