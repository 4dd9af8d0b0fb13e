"""Whether an input can be drawn: one fault for each row and field that stands in the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kehou.allocation.faults import Fault
from kehou.allocation.model import PRIORITY, Policy, Pupil, Section

MAX_CODE = 200


def check(sections: Sequence[Section], pupils: Sequence[Pupil], policy: Policy) -> list[Fault]:
    """Every fault of an input, in order of rows."""
    offer = {section.id: section for section in sections}
    faults = [*_twice("sections", (section.id for section in sections)), *_policy(policy, offer)]
    for section in sections:
        faults += _section(section)
    slots = {slot for section in sections for slot in section.slots}
    faults += _twice("pupils", (pupil.id for pupil in pupils))
    fallbacks = [section for section in sections if section.fallback]
    for pupil in pupils:
        faults += _pupil(pupil, offer, slots)
        faults += _guarantee(pupil, fallbacks)
    return faults


def _twice(table: str, ids: Iterable[str]) -> Iterator[Fault]:
    return (Fault(f"{table}/{code}", "id", "twice") for code, times in Counter(ids).items() if times > 1)


def _bad_code(code: str) -> bool:
    lines = any(letter < " " or letter == "\x7f" or "\ud800" <= letter <= "\udfff" for letter in code)
    return not code or len(code) > MAX_CODE or lines


def _policy(policy: Policy, offer: Mapping[str, Section]) -> Iterator[Fault]:
    if policy.max_paid is not None and policy.max_paid < 0:
        yield Fault("policy", "max_paid", "negative", str(policy.max_paid))
    for name, share in (("min_x_share", policy.min_x_share), ("reserves", policy.reserves)):
        if not 0 <= share <= 1:
            yield Fault("policy", name, "not_a_share", str(share))
    for section in policy.course_class:
        if section not in offer:
            yield Fault("policy", f"course_class/{section}", "unknown_section")


def _section(section: Section) -> Iterator[Fault]:
    row = f"sections/{section.id}"
    if any(_bad_code(code) for code in (section.id, *section.slots)):
        yield Fault(row, "id", "bad_code")
    if not section.slots or len(set(section.slots)) < len(section.slots):
        yield Fault(row, "slots", "none_or_twice", ", ".join(section.slots))
    if section.capacity is not None and section.capacity < 1:
        yield Fault(row, "capacity", "below_one", str(section.capacity))
    if section.min_size < 0 or (section.capacity is not None and section.min_size > section.capacity):
        yield Fault(row, "min_size", "outside_capacity", str(section.min_size))
    if section.fallback and not _open_to_all(section):
        yield Fault(row, "fallback", "limited")


def _open_to_all(section: Section) -> bool:
    limited = section.capacity is not None or section.min_size or section.paid or section.requires
    return not (limited or section.is_bundle)


def _pupil(pupil: Pupil, offer: Mapping[str, Section], slots: set[str]) -> Iterator[Fault]:
    row = f"pupils/{pupil.id}"
    if _bad_code(pupil.id):
        yield Fault(row, "id", "bad_code")
    if _bad_code(pupil.family):
        yield Fault(row, "family", "bad_code", pupil.family)
    if pupil.tier < PRIORITY:
        yield Fault(row, "tier", "negative", str(pupil.tier))
    for slot in sorted(pupil.asked - slots):
        yield Fault(row, f"slots/{slot}", "unknown_slot")
    for slot, ranked in pupil.wishes.items():
        yield from _wishes(pupil, slot, ranked, offer)


def _wishes(pupil: Pupil, slot: str, ranked: Sequence[str], offer: Mapping[str, Section]) -> Iterator[Fault]:
    row, field = f"pupils/{pupil.id}", f"wishes/{slot}"
    for code in sorted({code for code in ranked if ranked.count(code) > 1}):
        yield Fault(row, field, "twice", code)
    for code in ranked:
        section = offer.get(code)
        if section is None:
            yield Fault(row, field, "unknown_section", code)
        elif slot not in section.slots:
            yield Fault(row, field, "not_in_this_slot", code)
        elif any(code not in pupil.wishes.get(other, ()) for other in section.slots):
            yield Fault(row, field, "bundle_not_wished_in_every_slot", code)


def _guarantee(pupil: Pupil, fallbacks: Sequence[Section]) -> Iterator[Fault]:
    """A priority pupil must find a room in every slot asked for (A3.4)."""
    if pupil.tier == PRIORITY:
        safe = {slot for section in fallbacks if section.admits(pupil) for slot in section.slots}
        for slot in sorted(pupil.asked - safe):
            yield Fault(f"pupils/{pupil.id}", f"slots/{slot}", "no_fallback_for_priority")
