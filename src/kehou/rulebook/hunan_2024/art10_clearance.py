"""Article 10: the background of everyone who takes part is checked (A10.6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from kehou.rulebook.engine import Effect, Parameters, Verdict, cites, computes
from kehou.rulebook.facts.courses import LeaderFacts, LeaderKind
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.facts.provider import Check, CheckResult, Clearance, PersonFacts
from kehou.rulebook.hunan_2024.plan_parts import Fault, each_fault
from kehou.rulebook.hunan_2024.register import verdict

TEACHERS = frozenset({LeaderKind.OWN, LeaderKind.SECONDED})


@cites("A10.6")
def five_checks_are_passed(person: PersonFacts, parameters: Parameters) -> Iterator[Verdict]:
    """All five checks are passed and recent, and the query for sexual offences is clear (A10.6).

    Own staff are held to it too, unless the county has it for outsiders only.
    """
    if not _is_in_scope(person.kind, parameters):
        return
    required = parameters.count("bg_valid_days")
    latest = {row.check: row for row in sorted(person.clearance.results, key=lambda row: row.checked_date)}
    for check in Check:
        row = latest.get(check)
        yield verdict("A10.6", "check_missing", row is not None, subject=f"check/{check}", check=check)
        if row is not None:
            yield from _judged(row, person.on, required)
    clear, queried = person.clearance.sexual_offence_clear, person.clearance.query_date
    yield verdict("A10.6", "offence_query_missing", clear is not None)
    yield verdict("A10.6", "offence_query_not_clear", clear is not False)
    if queried is not None:
        age = (person.on - queried).days
        yield verdict("A10.6", "offence_query_too_old", 0 <= age <= required, found=age, required=required)
    yield verdict("A10.6", "person_held", not person.clearance.held)


@computes("A10.6")
def cleared_through(clearance: Clearance, parameters: Parameters) -> date | None:
    """The last day on which all five checks and the query still hold; None where one fails (A10.6)."""
    span = timedelta(days=parameters.count("bg_valid_days"))
    latest = {row.check: row for row in sorted(clearance.results, key=lambda row: row.checked_date)}
    query = clearance.query_date
    complete = all(check in latest and latest[check].passed for check in Check)
    if not complete or clearance.sexual_offence_clear is not True or query is None or clearance.held:
        return None
    ends = [min(row.checked_date + span, row.expires_date or date.max) for row in latest.values()]
    return min(*ends, query + span)


def _judged(row: CheckResult, on: date, required: int) -> Iterator[Verdict]:
    path = f"check/{row.check}"
    yield verdict("A10.6", "check_failed", row.passed, subject=path, check=row.check)
    age = (on - row.checked_date).days
    met = 0 <= age <= required
    yield verdict("A10.6", "check_too_old", met, subject=path, check=row.check, found=age, required=required)
    ends = row.expires_date
    lasts = ends is None or on <= ends
    yield verdict("A10.6", "check_expired", lasts, subject=path, check=row.check, found=ends, required=on)


@cites("A10.6")
def named_teachers_are_cleared(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Every teacher whom a plan names as leader is cleared on the first day of the service (A10.6).

    One whose clearance ends within the term is warned about. Outsiders fall under A6.14.
    """
    first, last = plan.term.first_day, plan.term.last_day
    teachers = [row for row in plan.leaders if row.kind in TEACHERS and _is_in_scope(row.kind, parameters)]
    uncleared = (leader_fault(row, first) for row in teachers if not lasts(row, first))
    yield from each_fault("A10.6", "leader_not_cleared", uncleared)
    ending = (leader_fault(row, last) for row in teachers if lasts(row, first) and not lasts(row, last))
    yield from each_fault("A10.6", "clearance_ends_in_term", ending, effect=Effect.WARN)


def leader_fault(leader: LeaderFacts, required: date) -> Fault:
    """A leader whose clearance does not reach a day."""
    return f"leader/{leader.key}", {"found": leader.cleared_until, "required": required}


def lasts(leader: LeaderFacts, day: date) -> bool:
    """Whether a leader is cleared on a day."""
    return leader.cleared_until is not None and day <= leader.cleared_until


def _is_in_scope(kind: LeaderKind, parameters: Parameters) -> bool:
    return kind is not LeaderKind.OWN or parameters.choice("bg_scope") == "all"
