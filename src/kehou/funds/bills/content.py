"""Writing the lines of a bill down as JSON and reading them back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from kehou.funds.bills.facts import BilledTime

Written = dict[str, Any]


def times_to_json(times: Iterable[BilledTime]) -> list[Written]:
    """Lines as plain JSON."""
    return [
        {
            "slot": line.slot_key,
            "title": line.title,
            "weekday": line.weekday,
            "starts": line.starts.isoformat("minutes"),
            "ends": line.ends.isoformat("minutes"),
            "periods": line.periods,
            "dates": [day.isoformat() for day in line.dates],
        }
        for line in times
    ]


def times_from_json(written: Iterable[Written]) -> tuple[BilledTime, ...]:
    """Lines from JSON."""
    return tuple(
        BilledTime(
            slot_key=row["slot"],
            title=row["title"],
            weekday=row["weekday"],
            starts=time.fromisoformat(row["starts"]),
            ends=time.fromisoformat(row["ends"]),
            periods=row["periods"],
            dates=tuple(date.fromisoformat(day) for day in row["dates"]),
        )
        for row in written
    )
