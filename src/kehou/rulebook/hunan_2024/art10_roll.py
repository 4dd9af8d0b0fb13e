"""Article 10, roll call and handing over (A10.9), and how late either may be told (A7.10)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from kehou.rulebook.engine import Effect, Parameters, Verdict, cites
from kehou.rulebook.facts.afternoon import HandoverFacts, RecordTiming, RollFacts
from kehou.rulebook.hunan_2024.register import verdict


@cites("A10.9")
def roll_is_called_on_site(roll: RollFacts, parameters: Parameters) -> Iterator[Verdict]:
    """The roll is called after the start, by who took the session over, and leaves nobody out (A10.9).

    One that takes longer than the limit is warned about.
    """
    begun = roll.opened_at is not None and roll.seen_at >= roll.opened_at
    yield verdict("A10.9", "roll_before_start", begun, effect=Effect.STOP, found=roll.seen_at)
    yield verdict("A10.9", "roll_not_on_site", roll.is_on_site, effect=Effect.STOP)
    yield verdict("A10.9", "roll_incomplete", roll.unmarked == 0, effect=Effect.STOP, found=roll.unmarked)
    limit = parameters.minutes("rollcall_min")
    in_time = roll.seen_at <= roll.starts_at + timedelta(minutes=limit)
    yield verdict("A10.9", "roll_late", in_time, effect=Effect.WARN, found=roll.seen_at, required=limit)


@cites("A7.10")
def late_entry_says_why(roll: RollFacts, parameters: Parameters) -> Iterator[Verdict]:
    """What comes in after the session, beyond the limit of the log, says why; with a reason it warns."""
    limit = timedelta(hours=parameters.count("log_deadline_h"))
    in_time = roll.sent_at <= roll.ends_at + limit
    told = in_time or bool(roll.reason.strip())
    yield verdict("A7.10", "backdated_without_reason", told, effect=Effect.STOP)
    if not in_time and told:
        yield verdict("A7.10", "backdated", False, effect=Effect.WARN, found=roll.sent_at)


@cites("A10.9")
def handover_adds_up(handover: HandoverFacts, _: Parameters) -> Iterator[Verdict]:
    """As many children are taken over as were handed over; a difference is looked into at once (A10.9)."""
    found, required = handover.taken_count, handover.handed_count
    met = found == required
    yield verdict("A10.9", "handover_differs", met, effect=Effect.WARN, found=found, required=required)


@cites("A7.10", "A9.25")
def late_record_is_confirmed(timing: RecordTiming, parameters: Parameters) -> Iterator[Verdict]:
    """A late record is payable once the head confirmed it, within some school days (A7.10, A9.25)."""
    limit = parameters.count("late_record_days")
    in_time = not timing.is_late or timing.school_days_since <= limit
    yield verdict(
        "A7.10",
        "record_too_late",
        in_time,
        effect=Effect.STOP,
        found=timing.school_days_since,
        required=limit,
    )
    confirmed = not timing.is_late or timing.is_confirmed_by_head
    yield verdict("A9.25", "late_record_unconfirmed", confirmed, effect=Effect.STOP)
