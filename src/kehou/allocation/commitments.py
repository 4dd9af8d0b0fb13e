"""What a school publishes when the list closes, and whether a lottery keeps to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kehou.allocation.form import input_root, row_hash
from kehou.allocation.lottery import Lottery, commit
from kehou.allocation.model import Policy, Pupil, Section
from kehou.allocation.published_code import code_hash


@dataclass(frozen=True, slots=True)
class Commitments:
    """Hashes of the closed list, the nonce and the checking program; ``rows`` is one line a pupil."""

    input_root: str
    nonce_hash: str
    code_hash: str
    rows: Mapping[str, str]

    def broken_by(self, lottery: Lottery) -> Iterator[str]:
        """The names of the commitments that a lottery does not keep."""
        if lottery.input_root != self.input_root:
            yield "input_root"
        if commit(lottery.nonce) != self.nonce_hash:
            yield "nonce_hash"
        if lottery.code_hash != self.code_hash:
            yield "code_hash"


def commitments(
    sections: Iterable[Section], pupils: Iterable[Pupil], policy: Policy, nonce: str
) -> Commitments:
    """What to publish at closing, before anybody knows the public number."""
    asking = list(pupils)
    return Commitments(
        input_root(sections, asking, policy),
        commit(nonce),
        code_hash(),
        {pupil.id: row_hash(pupil) for pupil in asking},
    )
