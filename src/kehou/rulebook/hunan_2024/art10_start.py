"""Article 10 and what goes with it when a session starts: the person, the day, the room (A10.6, A10.12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from kehou.rulebook.engine import Effect, Parameters, Verdict, cites
from kehou.rulebook.facts.afternoon import StartFacts
from kehou.rulebook.facts.courses import LeaderKind
from kehou.rulebook.hunan_2024.plan_parts import each_fault
from kehou.rulebook.hunan_2024.register import verdict


@cites("A10.6")
def who_starts_is_cleared(start: StartFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Nobody starts a session whose checks are missing or have expired, own staff included (A10.6)."""
    if start.kind is LeaderKind.OWN and parameters.choice("bg_scope") != "all":
        return
    known = start.cleared_until is not None
    yield verdict("A10.6", "starter_not_cleared", known)
    if start.cleared_until is not None:
        met = start.on <= start.cleared_until
        yield verdict("A10.6", "starter_clearance_expired", met, found=start.cleared_until, required=start.on)


@cites("A6.14")
def who_starts_was_sent(start: StartFacts, _: Parameters) -> Iterator[Verdict]:
    """Only the named leader or a named substitute starts; no provider swaps its people on the day (A6.14)."""
    yield verdict("A6.14", "starter_not_named", start.is_named)
    if start.kind is LeaderKind.THIRD_PARTY:
        yield verdict("A6.14", "starter_not_listed", start.is_listed)
    if start.kind in (LeaderKind.OUTSIDE, LeaderKind.SECONDED):
        yield verdict("A6.14", "starter_not_approved", start.is_approved)


@cites("A6.9", "A6.17")
def third_party_is_watched(start: StartFacts, _: Parameters) -> Iterator[Verdict]:
    """A third party's session runs under the eyes of somebody of the school (A6.9, A6.17)."""
    watched = start.kind is not LeaderKind.THIRD_PARTY or start.has_supervisor
    yield verdict("A6.9", "no_supervisor_on_site", watched, effect=Effect.STOP)
    yield verdict("A6.17", "session_left_to_third_party", watched)


@cites("A4.2")
def started_on_a_school_day(start: StartFacts, _: Parameters) -> Iterator[Verdict]:
    """A session is held on a school day only (A4.2)."""
    yield verdict("A4.2", "session_off_school_day", start.is_school_day, found=start.on)


@cites("A7.1")
def started_as_approved(start: StartFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A session that was not cancelled starts within its approved time (A7.1).

    A leader may take over some minutes before, for the way from class to room.
    """
    yield verdict("A7.1", "session_was_cancelled", not start.is_cancelled)
    early = timedelta(minutes=parameters.minutes("rollcall_min"))
    met = start.starts_at - early <= start.at < start.ends_at
    yield verdict("A7.1", "outside_approved_time", met, found=start.at, required=start.starts_at)


@cites("A10.12")
def room_is_safe(start: StartFacts, _: Parameters) -> Iterator[Verdict]:
    """No session is held in a room with an open serious hazard (A10.12)."""
    faults = ((f"hazard/{area}", {"area": area}) for area in sorted(start.open_hazards))
    yield from each_fault("A10.12", "room_has_hazard", faults, effect=Effect.STOP)


@cites("A10.3")
def day_is_insured(start: StartFacts, _: Parameters) -> Iterator[Verdict]:
    """The school's liability insurance holds on the day of the session (A10.3)."""
    until = start.insured_until
    met = until is not None and start.on <= until
    yield verdict("A10.3", "day_not_insured", met, found=until, required=start.on)
