"""The root of a closed list, from its columns: the same text as the canonical form, a column at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import TypeVar

import numpy as np

from kehou.allocation.canonical import canonical
from kehou.allocation.fast.columns import Columns, Flags
from kehou.allocation.form import offer_hash
from kehou.allocation.hashing import line_hash

Kind = TypeVar("Kind")


def root(columns: Columns) -> str:
    """The hash of the whole closed list, equal to :func:`kehou.allocation.form.input_root`."""
    rows = sorted(sha256(line.encode()).hexdigest() for line in lines(columns))
    return line_hash("input", offer_hash(columns.sections, columns.policy), *rows)


def lines(columns: Columns) -> Iterable[str]:
    """The canonical text of each pupil."""
    families = quoted(columns.families)
    return map(
        '{{"any_suitable":[{}],"attends":[{}],"family":{},"grade":{},"id":{},"qualifications":[{}],"tier":{},'
        '"wishes":{{{}}}}}'.format,
        _sets(columns.any_suitable, columns.slots),
        _sets(columns.attends, columns.slots),
        [families[place] for place in columns.family.tolist()],
        columns.grade.tolist(),
        quoted(columns.codes),
        _skills(columns),
        columns.tier.tolist(),
        _wishes(columns),
    )


def quoted(codes: Sequence[str]) -> list[str]:
    """Codes as JSON text. No code has control signs, so only quotes and backslashes are escaped."""
    every = "".join(codes)
    if '"' in every or "\\" in every:
        return [canonical(code).decode() for code in codes]
    return [f'"{code}"' for code in codes]


def _sets(flags: Flags, slots: Sequence[str]) -> list[str]:
    """For each pupil the slots that are set, as the inside of a JSON list."""
    if not slots:
        return [""] * flags.shape[1]
    names, packed = quoted(slots), np.ascontiguousarray(np.packbits(flags, axis=0).T)
    rows = packed.view(f"V{packed.shape[1]}").ravel().tolist()
    return _once_each(
        rows, lambda row: ",".join(name for name, on in zip(names, _bits(row), strict=False) if on)
    )


def _bits(row: bytes) -> list[bool]:
    found: list[bool] = np.unpackbits(np.frombuffer(row, np.uint8)).astype(bool).tolist()
    return found


def _skills(columns: Columns) -> list[str]:
    names = quoted(columns.skill_names)
    return _once_each(
        columns.skills.tolist(),
        lambda word: ",".join(name for bit, name in enumerate(names) if int(word) >> bit & 1),
    )


def _once_each(kinds: Iterable[Kind], text: Callable[[Kind], str]) -> list[str]:
    """The text of each kind, made once for each different one."""
    known: dict[Kind, str] = {}
    return [known[kind] if kind in known else known.setdefault(kind, text(kind)) for kind in kinds]


def _wishes(columns: Columns) -> Iterable[str]:
    """For each pupil the ranked sections by slot, as the inside of a JSON object."""
    after = np.array([*(f",{code}" for code in quoted([s.id for s in columns.sections])), ""], object)
    by_slot = [
        [f",{slot}:[{ranked[1:]}]" if ranked else "" for ranked in map("".join, after[table].tolist())]
        for slot, table in zip(quoted(columns.slots), columns.wishes, strict=True)
    ]
    every = map("".join, zip(*by_slot, strict=True)) if by_slot else [""] * len(columns.codes)
    return (line[1:] for line in every)
