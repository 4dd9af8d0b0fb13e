"""The numbers of a school's families and pupils as columns."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

import numpy as np

from kehou.allocation.fast.columns import Columns, Ints, Words
from kehou.allocation.hashing import BITS, FORMAT

WORDS = 32 * 8 // BITS  # in one hash


def numbers(label: str, seed: str, codes: Iterable[str]) -> Words:
    """The lottery number of each code: :func:`kehou.allocation.hashing.numbering` for a column."""
    start = "\n".join((FORMAT, label, seed, "")).encode()
    found = b"".join([sha256(start + code.encode()).digest() for code in codes])
    return np.frombuffer(found, ">u8")[::WORDS].astype(np.uint64)


class Luck:
    """One school's numbers: ``own`` of each pupil, and the pupils' order at every slot."""

    def __init__(self, columns: Columns, seed: str) -> None:
        self.own = numbers("pupil", seed, columns.codes)
        family = numbers("family", seed, columns.families)[columns.family]
        order = np.lexsort((self.own, family))
        self._sorted = family[order]
        self._order = np.empty(len(family), np.int64)
        self._order[order] = np.arange(len(family))

    def places(self, shift: int) -> Ints:
        """The place of every pupil in the lottery of a slot that turns the circle by ``shift``, 0 first.

        Turning keeps the order round the circle: those whom it carries past the end come first.
        """
        count = len(self._order)
        if shift == 0 or count == 0:
            return self._order
        past = count - int(np.searchsorted(self._sorted, np.uint64(2**BITS - shift)))
        turned = self._order + past
        turned[turned >= count] -= count
        return turned
