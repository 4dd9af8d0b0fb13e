"""How long the server works for the main pages of a school of 1,215 pupils and 60 courses, against the limit.

Run from the repository: ``PYTHONPATH=src:tests python bench/pages.py``. The school is as large as the
demo's largest and stands after its draw, then on a day of its term with all rolls called and all bills out,
on a database of its own, as the application's role. Server time
is what this process and the database's own process compute for a page, so that a busy machine does not
blur it; where the system does not tell (``/proc``), it is the time that passed. Exits with 1 where a page
takes more than LIMIT_MS at the median, or weighs more than LIMIT_BYTES before compression.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time_ns

import django
from django.test import Client
from django.test.utils import setup_test_environment

ROUNDS = 11
LIMIT_MS = 50.0
PAID, CASES = 60, 40
LIMIT_BYTES = 100 * 1024
_IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/[nd]/)[0-9A-Z]+")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one page costs: milliseconds of work, milliseconds that passed, bytes before compression."""

    work_ms: float
    passed_ms: float
    size: int

    @property
    def is_over(self) -> bool:
        """Whether it misses a limit."""
        return self.work_ms > LIMIT_MS or self.size > LIMIT_BYTES


def worked_ns(backend: int) -> int | None:
    """Nanoseconds that this process and a database process have computed, where the system tells."""
    told = Path(f"/proc/{backend}/schedstat")
    try:
        return process_time_ns() + int(told.read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return None


def backend_pid() -> int:
    """The database's own process for this connection."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def rounds_of(client: Client, address: str) -> list[Cost]:
    """What a page cost in each round, after one that warms up."""
    rounds = []
    for _ in range(ROUNDS + 1):
        backend = backend_pid()
        before, start = worked_ns(backend), perf_counter()
        answer = client.get(address)
        took, after = (perf_counter() - start) * 1000, worked_ns(backend)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")
        work = took if before is None or after is None else (after - before) / 1e6
        rounds.append(Cost(work, took, len(answer.content)))
    return rounds[1:]


def cost_of(client: Client, address: str) -> Cost:
    """The median of one page."""
    rounds = rounds_of(client, address)
    return Cost(
        median(each.work_ms for each in rounds), median(each.passed_ms for each in rounds), rounds[-1].size
    )


def address_of(page: str) -> str:
    """An address without what differs from one school to another."""
    return _IDS.sub("*", page)


def costs(pages: list[tuple[Client, str]], mark: str) -> dict[str, Cost]:
    """The cost of some pages, by their address without what differs."""
    return {
        f"{mark}{number:2} {address_of(at)}": cost_of(client, at) for number, (client, at) in enumerate(pages)
    }


def measure() -> dict[str, Cost]:
    """Each main page with its cost: those of the first half of a term, then (+) those of the second."""
    from settled import analyze

    from database import own_database
    from factories.large_school import a_large_school, through_a_large_draw
    from factories.later_pages import into_the_term, later_pages
    from factories.law import lay_down_the_law
    from factories.main_pages import main_pages
    from kehou.web.settling import settle

    with own_database("bench"):
        lay_down_the_law()
        world = a_large_school()
        window = through_a_large_draw(world)
        settle()
        analyze()
        found = costs(main_pages(world, window), "")
        session = into_the_term(world, paid=PAID, cases=CASES)
        analyze()
        return found | costs(later_pages(world, session), "+")


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehou.web.settings")
    django.setup()
    setup_test_environment(debug=False)
    found = measure()
    for page, cost in sorted(found.items(), key=lambda row: -row[1].work_ms):
        parts = (
            f"{page:36} {cost.work_ms:7.1f} ms  {cost.work_ms / LIMIT_MS:5.2f} x limit",
            f"{cost.passed_ms:7.1f} ms passed  {cost.size / 1024:5.0f} KB",
        )
        print("  ".join(parts))
    over = [page for page, cost in found.items() if cost.is_over]
    if over:
        print(f"over {LIMIT_MS:.0f} ms or {LIMIT_BYTES // 1024} KB: {', '.join(over)}")
    return bool(over)


if __name__ == "__main__":
    sys.exit(main())
