"""The chain: each entry's hash holds the one before, so that a published head holds the whole book.

An entry is hashed in two layers. The inner one seals what concerns people (lines by key, document, who
posted); the outer one holds the number, day, event and the sums by account. So the public can recompute
the chain and every total from outer layers, without a line about any child or teacher.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from hashlib import sha256

from kehou.ledger.events import EventKind
from kehou.ledger.lines import Line

FORMAT = "kehou-ledger/1"


def canonical(content: object) -> bytes:
    """The one way to write content down: sorted keys, no spaces, UTF-8."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def first_hash(ledger_key: str) -> str:
    """The head of a book that holds nothing yet."""
    return _digest({"format": FORMAT, "ledger": ledger_key})


def sealed_hash(
    lines: Iterable[Line], *, document: str, document_hash: str, made_by: str, checked_by: str
) -> str:
    """The inner hash: lines with their keys, the document, and who acted."""
    return _digest(
        {
            "checked_by": checked_by,
            "document": document,
            "document_hash": document_hash,
            "lines": [line_written(line) for line in lines],
            "made_by": made_by,
        }
    )


def line_written(line: Line) -> list[object]:
    """A line as it is hashed and exported."""
    return [
        line.account,
        line.fund.value,
        line.point,
        line.amount.amount,
        line.pupil_key,
        line.person_key,
        line.bank_code,
    ]


def sums_written(lines: Iterable[Line]) -> list[list[object]]:
    """What an entry moves by account, fund and point, without any key."""
    found: dict[tuple[str, str, str], int] = defaultdict(int)
    for line in lines:
        found[line.account, line.fund.value, line.point] += line.amount.amount
    return [[*where, amount] for where, amount in sorted(found.items())]


def open_part(
    *,
    number: int,
    day: date,
    posted_at: datetime,
    event: EventKind,
    lines: Iterable[Line],
    reverses: int | None,
    sealed: str,
) -> dict[str, object]:
    """The outer layer of an entry: what anyone may see of it."""
    return {
        "date": day.isoformat(),
        "event": event.value,
        "number": number,
        "posted_at": moment_written(posted_at),
        "reverses": reverses,
        "sealed": sealed,
        "sums": sums_written(lines),
    }


def moment_written(moment: datetime) -> str:
    """A moment to the microsecond, in UTC, so that it is written one way only."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def next_hash(previous: str, part: Mapping[str, object]) -> str:
    """The head of the book after an entry."""
    return sha256(previous.encode() + canonical(part)).hexdigest()


def _digest(content: object) -> str:
    return sha256(canonical(content)).hexdigest()
