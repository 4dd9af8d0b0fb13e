"""From a closed list and a public number to the seed of a draw."""

from __future__ import annotations

from dataclasses import dataclass

from kehou.allocation.hashing import line_hash


@dataclass(frozen=True, slots=True)
class Lottery:
    """What fixes the chance of a draw.

    ``input_root`` and ``commit(nonce)`` are published when the list closes, with ``code_hash``;
    ``beacon`` is the public number that nobody knew then.
    """

    input_root: str
    nonce: str
    beacon: str
    code_hash: str = ""


def commit(nonce: str) -> str:
    """The hash of the nonce that is published before the public number is known."""
    return line_hash("nonce", nonce)


def seed(lottery: Lottery) -> str:
    """The seed of the draw: hash of nonce, public number and input root."""
    return line_hash("seed", lottery.nonce, lottery.beacon, lottery.input_root)
