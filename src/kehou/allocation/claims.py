"""What is wrong with a record: where it differs from the draw, and what its seats break."""

from __future__ import annotations

from dataclasses import replace

from kehou.allocation.audit import Violation
from kehou.allocation.canonical import canonical
from kehou.allocation.reading import Claim
from kehou.allocation.recording import record, result_form
from kehou.allocation.result import Result, Seat
from kehou.allocation.verifying import verify
from kehou.rulebook.reading import Unreadable, read


def refuted(claim: Claim, content: bytes) -> tuple[Violation, ...]:
    """The violations of a record. ``content`` are its bytes, which must be the canonical ones."""
    made = result_form(claim.again)
    claimed = claim.outcome if isinstance(claim.outcome, dict) else {}
    differing = [part for part in made if canonical(made[part]) != canonical(claimed.get(part))]
    found = list(verify(_as_claimed(claim.again, claimed.get("seats"))))
    found += [Violation("differs", section=f"result.{part}") for part in differing]
    if not found and content != record(claim.again):
        found.append(Violation("not_canonical"))
    return tuple(found)


def _as_claimed(again: Result, seats: object) -> Result:
    """The result with the seats that are claimed, where they can be read."""
    try:
        return replace(again, seats=read(tuple[Seat, ...], _named(seats)))
    except Unreadable:
        return again


def _named(seats: object) -> object:
    rows = seats if isinstance(seats, list) else []
    names = ("slot", "section", "pupil", "via")
    return [dict(zip(names, row, strict=False)) if isinstance(row, list) else row for row in rows]
