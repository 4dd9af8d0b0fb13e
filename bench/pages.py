"""How long the server takes for the main pages of a school of 300 pupils, as a share of the limit.

Run from the repository: ``PYTHONPATH=src:tests python bench/pages.py``. The school stands after its draw,
on a database of its own, as the application's role. Exits with 1 where a page takes more than LIMIT_MS
at the median.
"""

from __future__ import annotations

import os
import re
import sys
from statistics import median
from time import perf_counter

import django
from django.test import Client
from django.test.utils import setup_test_environment

ROUNDS = 11
LIMIT_MS = 50.0
PUPILS_A_CLASS = 50
_IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/[nd]/)[0-9A-Z]+")


def milliseconds(client: Client, address: str) -> float:
    """The median time of one page, after one that warms up."""
    times = []
    for _ in range(ROUNDS + 1):
        start = perf_counter()
        answer = client.get(address)
        times.append((perf_counter() - start) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")
    return median(times[1:])


def measure() -> dict[str, float]:
    """Each main page with its median."""
    from database import own_database
    from factories.law import lay_down_the_law
    from factories.main_pages import main_pages, through_the_draw
    from factories.world import a_world

    with own_database("bench"):
        lay_down_the_law()
        world = a_world(per_class=PUPILS_A_CLASS)
        window = through_the_draw(world, choosing=PUPILS_A_CLASS)
        return {
            _IDS.sub("*", address): milliseconds(client, address)
            for client, address in main_pages(world, window)
        }


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehou.web.settings")
    django.setup()
    setup_test_environment(debug=False)
    took = measure()
    for address, time in sorted(took.items(), key=lambda row: -row[1]):
        print(f"{address:32} {time:7.1f} ms  {time / LIMIT_MS:5.2f} x limit")
    slow = [address for address, time in took.items() if time > LIMIT_MS]
    if slow:
        print(f"over {LIMIT_MS:.0f} ms: {', '.join(slow)}")
    return bool(slow)


if __name__ == "__main__":
    sys.exit(main())
