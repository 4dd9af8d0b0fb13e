"""Article 7, carrying the plan out: a work plan, and a log of every session (A7.7, A7.9, A7.10)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from kehou.rulebook.engine import Effect, Parameters, Verdict, cites
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.facts.service_log import LogCompleteness, LogEntry
from kehou.rulebook.hunan_2024.plan_parts import Fault, each_fault
from kehou.rulebook.hunan_2024.register import verdict


@cites("A7.7")
def plan_has_a_work_plan(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """A school plans who does what by when; until the service starts its lack is a warning (A7.7)."""
    yield verdict("A7.7", "work_plan_missing", plan.has_work_plan, effect=Effect.WARN)


@cites("A7.9")
def log_holds_every_session(log: LogCompleteness, _: Parameters) -> Iterator[Verdict]:
    """Every session that was delivered stands in the service log (A7.9)."""
    missing: Iterator[Fault] = ((f"session/{key}", {}) for key in sorted(log.delivered - log.logged))
    yield from each_fault("A7.9", "session_not_in_log", missing)


@cites("A7.10")
def entry_is_complete(entry: LogEntry, _: Parameters) -> Iterator[Verdict]:
    """A record says plan, time, content and form, and counts the heads of the roll call (A7.10)."""
    kept = {
        "log_plan": bool(entry.plan_reference.strip()),
        "log_time": entry.starts_at is not None and entry.ends_at is not None,
        "log_count": entry.present_count is not None,
        "log_content": bool(entry.content.strip()),
        "log_form": bool(entry.form.strip()),
    }
    missing = ((f"log/{name}", {"missing": name}) for name, is_kept in kept.items() if not is_kept)
    yield from each_fault("A7.10", "log_field_missing", missing)
    if entry.present_count is not None:
        found, required = entry.present_count, entry.roll_count
        yield verdict("A7.10", "log_count_differs", found == required, found=found, required=required)


@cites("A7.10")
def entry_is_in_time(entry: LogEntry, parameters: Parameters) -> Iterator[Verdict]:
    """A session is recorded within the school's limit; a later record is marked late, never lost (A7.10)."""
    if entry.ends_at is None:
        return
    required = parameters.count("log_deadline_h")
    met = entry.recorded_at <= entry.ends_at + timedelta(hours=required)
    yield verdict(
        "A7.10", "log_entry_late", met, effect=Effect.WARN, found=entry.recorded_at, required=required
    )
