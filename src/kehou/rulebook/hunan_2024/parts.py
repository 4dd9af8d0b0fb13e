"""How rules speak about many parts at once: one verdict for each fault, or a single one for none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kehou.rulebook.engine import Verdict
from kehou.rulebook.hunan_2024.register import verdict


def each_fault(clause: str, reason: str, subjects: Iterable[str], *, names: str = "") -> Iterator[Verdict]:
    """An unmet verdict for each part at fault, or one met verdict where no part is.

    Used over rolls and lists of seats, where a verdict for each good row would drown the others.
    ``names`` is the fact that holds the last piece of the subject's path, for the words.
    """
    faults = tuple(subjects)
    if not faults:
        yield verdict(clause, reason, True)
    for subject in faults:
        found = verdict(clause, reason, False, subject=subject)
        yield replace(found, facts={names: subject.rpartition("/")[2]}) if names else found
