"""The JSON form of a finished draw: what was put in, the lottery, the withdrawals, what came out.

Its canonical bytes are the record that is kept and published.
"""

from __future__ import annotations

from dataclasses import asdict

from kehou.allocation.canonical import canonical
from kehou.allocation.draw import Draw
from kehou.allocation.form import Form, policy_form, pupil_form, section_form
from kehou.allocation.hashing import BITS, FORMAT
from kehou.allocation.lottery import seed
from kehou.allocation.result import Cutoff, Key, Reason, Result

HEX_DIGITS = BITS // 4


def record(result: Result) -> bytes:
    """The canonical bytes of a draw, with a line feed at the end."""
    return canonical(record_form(result)) + b"\n"


def record_form(result: Result) -> Form:
    """A draw as JSON."""
    return {
        "format": FORMAT,
        "sections": [section_form(section) for section in result.instance.sections.values()],
        "pupils": [pupil_form(pupil) for pupil in result.instance.pupils.values()],
        "policy": policy_form(result.instance.policy),
        "lottery": asdict(result.lottery),
        "withdrawals": [[asdict(event) for event in batch] for batch in result.history],
        "result": result_form(result),
    }


def result_form(result: Result) -> Form:
    """What came out of a draw, as JSON."""
    drawn = Draw(result.instance, seed(result.lottery))
    return {
        "seed": drawn.seed,
        "slots": list(drawn.slots),
        "seats": [[s.slot, s.section, s.pupil, s.via.value] for s in result.seats],
        "cutoffs": {section: _cutoff_form(cutoff) for section, cutoff in result.cutoffs.items()},
        "cancelled": dict(result.cancelled),
        "waitlists": {section: list(line) for section, line in result.waitlists.items()},
        "reasons": [_reason_form(reason) for reason in result.reasons],
        "x_unmet": list(result.x_unmet),
        "digest": result.digest,
    }


def key_form(key: Key) -> list[object]:
    """A key as JSON: the two numbers in 16 hexadecimal digits, since they pass what JavaScript counts."""
    number, own = (f"{value:0{HEX_DIGITS}x}" for value in (key.number, key.own))
    return [key.tier, key.course_class, number, own, key.pupil]


def _cutoff_form(cutoff: Cutoff) -> Form:
    return {"open": _plain(cutoff.open), "reserved": _plain(cutoff.reserved)}


def _reason_form(reason: Reason) -> list[object]:
    facts = {name: _plain(value) for name, value in reason.facts.items()}
    return [reason.pupil, reason.slot, reason.rank, reason.section, reason.code.value, facts]


def _plain(value: object) -> object:
    return key_form(value) if isinstance(value, Key) else value
