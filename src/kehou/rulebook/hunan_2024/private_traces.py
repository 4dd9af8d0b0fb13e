"""Finding personal data in a text that is about to be published (A7.5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from kehou.rulebook.engine import computes

_IDENTITY_NUMBER = re.compile(r"(?<!\d)[GLJ]?[1-9]\d{16}[\dXx](?!\d)")
_MOBILE_NUMBER = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_SMALL_GROUP = re.compile(r"(?:留守|随迁|残疾|孤儿|低保|特困|困难|脱贫|减免|优先)\D{0,10}?(\d+)\s*[人名]")
_GAP = re.compile(r"\s+")


class PrivateTrace(StrEnum):
    """A kind of personal data that a public page must not carry."""

    PUPIL_NAME = "pupil_name"
    IDENTITY_NUMBER = "identity_number"  # of a person or of a school roll
    MOBILE_NUMBER = "mobile_number"
    FEW_PUPILS = "few_pupils"  # so few waived or priority pupils that they can be guessed


@computes("A7.5")
def private_traces_in(
    text: str, *, pupil_names: Iterable[str], office_numbers: frozenset[str], min_cell: int
) -> frozenset[PrivateTrace]:
    """The kinds of personal data in a text (A7.5).

    ``pupil_names`` are full names of the school's pupils, ``office_numbers`` the mobile numbers of
    offices, ``min_cell`` the smallest count of a sensitive group that may be shown.
    """
    return frozenset(_traces(_GAP.sub("", text), text, pupil_names, office_numbers, min_cell))


def _traces(
    unspaced: str, text: str, names: Iterable[str], office_numbers: frozenset[str], min_cell: int
) -> Iterator[PrivateTrace]:
    if _IDENTITY_NUMBER.search(text):
        yield PrivateTrace.IDENTITY_NUMBER
    if set(_MOBILE_NUMBER.findall(text)) - office_numbers:
        yield PrivateTrace.MOBILE_NUMBER
    if any(int(count) < min_cell for count in _SMALL_GROUP.findall(text)):
        yield PrivateTrace.FEW_PUPILS
    if any(name in unspaced for name in names if len(name) > 1):
        yield PrivateTrace.PUPIL_NAME
