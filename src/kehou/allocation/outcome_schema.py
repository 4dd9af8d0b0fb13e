"""The schema of what comes out of a draw, which is written as compact rows."""

from __future__ import annotations

from kehou.allocation.recording import HEX_DIGITS
from kehou.allocation.result import Code, Via

Form = dict[str, object]

TEXT: Form = {"type": "string"}
WHOLE: Form = {"type": "integer", "minimum": 0}
HASH: Form = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
NUMBER: Form = {"type": "string", "pattern": f"^[0-9a-f]{{{HEX_DIGITS}}}$"}
KEY: Form = {"anyOf": [{"$ref": "#/$defs/key"}, {"type": "null"}]}


def _row(description: str, *parts: Form) -> Form:
    return {"type": "array", "description": description, "prefixItems": list(parts), "items": False}


def _rows(name: str) -> Form:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}


def _by_section(shape: Form) -> Form:
    return {"type": "object", "additionalProperties": shape}


def _table(**parts: Form) -> Form:
    return {
        "type": "object",
        "properties": parts,
        "required": list(parts),
        "additionalProperties": False,
    }


CODES: Form = {"type": "array", "items": TEXT}

OUTCOME: Form = {
    "key": _row("tier, course class, slot number, own number, pupil", WHOLE, WHOLE, NUMBER, NUMBER, TEXT),
    "seat": _row("slot, section, pupil, via", TEXT, TEXT, TEXT, {"enum": [via.value for via in Via]}),
    "reason": _row(
        "pupil, slot, rank from 1, section, code, facts",
        TEXT,
        TEXT,
        WHOLE,
        TEXT,
        {"enum": [code.value for code in Code]},
        {"type": "object"},
    ),
    "result": _table(
        seed=HASH,
        slots=CODES,
        seats=_rows("seat"),
        cutoffs=_by_section(_table(open=KEY, reserved=KEY)),
        cancelled=_by_section(WHOLE),
        waitlists=_by_section(CODES),
        reasons=_rows("reason"),
        x_unmet=CODES,
        digest=HASH,
    ),
}
