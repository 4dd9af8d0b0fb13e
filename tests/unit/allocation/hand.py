"""Small draws that can be told by hand."""

from __future__ import annotations

from collections.abc import Sequence

from kehou.allocation import Code, Lottery, Policy, Pupil, Result, Section, allocate, input_root


def drawn(
    sections: Sequence[Section],
    pupils: Sequence[Pupil],
    policy: Policy | None = None,
    *,
    beacon: str = "3412.87",
) -> Result:
    """The result for one public number."""
    chosen = policy or Policy()
    lottery = Lottery(input_root(sections, pupils, chosen), "nonce", beacon)
    return allocate(sections, pupils, chosen, lottery)


def asking(count: int, *wished: str, **more: object) -> list[Pupil]:
    """Pupils who all wish the same on Monday."""
    return [Pupil(f"p{n}", f"f{n}", 3, {"mon": wished}, **more) for n in range(count)]  # type: ignore[arg-type]


def placed(result: Result, section: str) -> set[str]:
    """The pupils of a section."""
    return {seat.pupil for seat in result.seats if seat.section == section}


def codes(result: Result, section: str) -> list[Code]:
    """What became of every wish for a section."""
    return [reason.code for reason in result.reasons if reason.section == section]
