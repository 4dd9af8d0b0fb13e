"""The root of a closed list, from its columns: the same text as the canonical form, a column at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

import numpy as np

from kehou.allocation.fast.columns import NONE, Columns, Flags
from kehou.allocation.fast.text import Pieces, pieces, quoted, side_by_side
from kehou.allocation.form import offer_hash
from kehou.allocation.hashing import line_hash

DIGEST = "S32"


def root(columns: Columns) -> str:
    """The hash of the whole closed list, equal to :func:`kehou.allocation.form.input_root`."""
    found = b"".join([sha256(line).digest() for line in lines(columns)])
    rows = np.sort(np.frombuffer(found, DIGEST)).tobytes().hex("\n", 32)
    return line_hash("input", offer_hash(columns.sections, columns.policy), *([rows] if rows else []))


def lines(columns: Columns) -> list[bytes]:
    """The canonical text of each pupil. No code has a line feed, so that lines can be told apart."""
    families = pieces(f'],"family":{family}' for family in quoted(columns.families))
    parts: list[Pieces | bytes] = [b'{"any_suitable":[', *_sets(columns.any_suitable, columns.slots)]
    parts += [b'],"attends":[', *_sets(columns.attends, columns.slots), families[columns.family]]
    parts += [_numbers(columns.grade, ',"grade":{}')]
    parts += [pieces(f',"id":{code},"qualifications":[' for code in quoted(columns.codes))]
    parts += [
        *_skills(columns),
        _numbers(columns.tier, '],"tier":{},"wishes":{{'),
        *_wishes(columns),
        b"}}\n",
    ]
    return side_by_side(parts, len(columns.codes)).split(b"\n")[:-1]


def _numbers(values: np.ndarray, text: str) -> Pieces:
    kinds, place = np.unique(values, return_inverse=True)
    return pieces(text.format(kind) for kind in kinds.tolist())[place]


def _skills(columns: Columns) -> Iterator[Pieces]:
    bits = [np.uint64(1 << bit) for bit in range(len(columns.skill_names))]
    held = np.array([(columns.skills & bit) != 0 for bit in bits], np.bool_)
    return _sets(held.reshape(len(bits), len(columns.codes)), columns.skill_names)


def _sets(flags: Flags, names: Sequence[str]) -> Iterator[Pieces]:
    """For each row of names those that are set, as the inside of a JSON list."""
    later = _later(flags)
    for name, held, after in zip(quoted(names), flags, later, strict=True):
        yield _joined(name)[held * (1 + after)]


def _wishes(columns: Columns) -> Iterator[Pieces]:
    """For each pupil the ranked sections by slot, as the inside of a JSON object."""
    codes = quoted([section.id for section in columns.sections])
    first, more = pieces([*codes, ""]), pieces([*(f",{code}" for code in codes), ""])
    asked = columns.wishes[:, :, 0] != NONE if columns.wishes.shape[2] else columns.any_suitable & False
    for slot, table, some, after in zip(
        quoted(columns.slots), columns.wishes, asked, _later(asked), strict=True
    ):
        yield _joined(f"{slot}:[")[some * (1 + after)]
        for rank, column in enumerate(table.T):
            yield (more if rank else first)[column]
        yield _joined("]")[some.astype(np.int64)]


def _joined(name: str) -> Pieces:
    """Nothing, the name as the first of its list, the name as a later one."""
    return pieces(["", name, f",{name}"])


def _later(flags: Flags) -> Flags:
    """Whether an earlier row of the same column is set."""
    found = np.zeros_like(flags)
    np.logical_or.accumulate(flags[:-1], axis=0, out=found[1:])
    return found
