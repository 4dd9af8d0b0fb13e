"""Why each wish came out as it did. A function of the seats alone, so that anyone can repeat it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kehou.allocation.draw import Draw
from kehou.allocation.limits import obstacle
from kehou.allocation.model import PRIORITY, Pupil, Section
from kehou.allocation.moves import in_the_way, without
from kehou.allocation.places import Held, Places
from kehou.allocation.result import Code, Cutoff, Reason

Facts = Mapping[str, object]
Finding = tuple[Code, Facts]


@dataclass(frozen=True, slots=True)
class Findings:
    """A finished draw, from which reasons follow."""

    draw: Draw
    places: Places
    cancelled: Mapping[str, int]
    cutoffs: Mapping[str, Cutoff]
    waitlists: Mapping[str, tuple[str, ...]]


def reasons(found: Findings) -> Iterator[Reason]:
    """One reason for every ranked wish, by pupil, slot and rank."""
    queue = {code: {pupil: n + 1 for n, pupil in enumerate(line)} for code, line in found.waitlists.items()}
    for pupil in found.draw.instance.pupils.values():
        for slot, ranked in sorted(pupil.wishes.items()):
            for place, code in enumerate(ranked):
                section = found.draw.instance.sections[code]
                reason, facts = _judge(found, pupil, section, slot)
                if reason is Code.FULL:
                    facts = {**facts, "place": queue.get(code, {}).get(pupil.id)}
                yield Reason(pupil.id, slot, place + 1, code, reason, facts)


def _judge(found: Findings, pupil: Pupil, section: Section, slot: str) -> Finding:
    held = found.places.of(pupil.id)
    seat, ranked = held.get(slot), pupil.wishes[slot]
    if seat is section:
        return Code.ASSIGNED, {}
    if seat is not None and seat.id in ranked[: ranked.index(section.id)]:
        return Code.GOT_BETTER, {}
    if not section.admits(pupil):
        return Code.INELIGIBLE, {"lacking": _lacking(pupil, section)}
    if section.id in found.cancelled:
        return Code.CANCELLED, {"found": found.cancelled[section.id], "required": section.min_size}
    return _missed(found, pupil, section, held)


def _lacking(pupil: Pupil, section: Section) -> list[str]:
    of_grade = not section.grades or pupil.grade in section.grades
    return [*([] if of_grade else ["grade"]), *sorted(section.requires - pupil.qualifications)]


def _missed(found: Findings, pupil: Pupil, section: Section, held: Held) -> Finding:
    """Full before everything else: a key beyond the cut-off proves itself, whatever other limits say."""
    draw, policy = found.draw, found.draw.instance.policy
    own, cutoff = draw.key(pupil, section), found.cutoffs.get(section.id)
    protected = pupil.tier == PRIORITY and policy.reserved(section) > 0
    full = Code.FULL, {"own": own, "cutoff": cutoff.open if cutoff else None}
    if cutoff is not None and cutoff.excludes(own, protected=protected):
        return full
    blocked = _held_before(found, pupil, section, held)
    if blocked is not None:
        return Code.BUNDLE_CLASH, {"other": blocked.id}
    limit = obstacle(policy, pupil, section, without(held, section))
    if limit is not None:
        allowed = policy.max_paid if limit is Code.PAID_LIMIT else policy.non_x_allowance(pupil)
        return limit, {"limit": allowed}
    bundle = next((other for other, _ in in_the_way(draw, pupil, section, held) if other.is_bundle), None)
    return (Code.BUNDLE_CLASH, {"other": bundle.id}) if bundle else full


def _held_before(found: Findings, pupil: Pupil, section: Section, held: Held) -> Section | None:
    """What took one of the section's slots: wished more there, or decided at an earlier slot."""
    draw = found.draw
    turn = {slot: place for place, slot in enumerate(draw.slots)}
    for other, wished_more in in_the_way(draw, pupil, section, held):
        if wished_more or turn[draw.decided_at[other.id]] < turn[draw.decided_at[section.id]]:
            return other
    return None
