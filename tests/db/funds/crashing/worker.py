"""The process that is killed: it runs closings and stops dead at one point of each.

    worker.py open COUNT            open COUNT terms ready to be closed; prints their closings
    worker.py crash CLOSING:POINT…  run each closing as far as its point, say "here", and wait to be killed
    worker.py finish CLOSING…       run each closing to its end and tell what its book holds

A point is a step and a moment in it: ``first`` (its first write is done), ``last`` (all is written, nothing
committed), ``after`` (committed).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from threading import Thread
from typing import Any
from uuid import UUID

import django

django.setup()

from django.db import connection  # noqa: E402

from factories.closed import OVER, a_term_of_money, ask_and_confirm  # noqa: E402
from factories.law import lay_down_the_law  # noqa: E402
from factories.world import COUNTY, a_world  # noqa: E402
from kehou.funds.book.exporting import entries_of, export_ledger  # noqa: E402
from kehou.funds.closing.running import run_closing, run_next_step  # noqa: E402
from kehou.funds.closing.steps import STEPS  # noqa: E402
from kehou.funds.models import TermClosing  # noqa: E402
from kehou.ledger.verify_book import verify  # noqa: E402
from kehou.platform.database.scope import at, scoped  # noqa: E402

NAMES = [step.name for step in STEPS]


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def open_terms(count: int) -> None:
    lay_down_the_law()
    closings = []
    for number in range(count):
        world = a_world(per_class=1, short_code=f"k{number}")
        closings.append(str(ask_and_confirm(a_term_of_money(world)).id))
    say(json.dumps(closings))


def wait_to_be_killed() -> None:
    say("here")
    time.sleep(600)


def run_until(closing: str, step: str, moment: str) -> None:
    for _ in range(NAMES.index(step)):
        run_next_step(UUID(closing), county_code=COUNTY.code, now=OVER)

    def stop(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        done = execute(sql, params, many, context)
        written = sql.startswith(("INSERT", "UPDATE"))
        if written and (moment == "first" or (moment == "last" and "funds_closingstep" in sql)):
            wait_to_be_killed()
        return done

    with connection.execute_wrapper(stop):
        run_next_step(UUID(closing), county_code=COUNTY.code, now=OVER)
    wait_to_be_killed()


def crash(points: list[str]) -> None:
    threads = [Thread(target=run_until, args=point.split(":"), daemon=True) for point in points]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def finish(closings: list[str]) -> None:
    told = {}
    for closing in closings:
        run_closing(UUID(closing), county_code=COUNTY.code, now=OVER)
        with scoped(at(COUNTY)):
            told[closing] = _told(TermClosing.objects.select_related("ledger").get(pk=closing))
    say(json.dumps(told))


def _told(closing: TermClosing) -> dict[str, Any]:
    """What a closing came to, without what differs from school to school."""
    ledger = closing.ledger
    return {
        "state": ledger.state,
        "steps": list(closing.steps.order_by("id").values_list("name", flat=True)),
        "entries": [
            [entry.event, sorted([line.account, line.fund, line.amount.amount] for line in entry.lines)]
            for entry in entries_of(ledger)
        ],
        "shares": sorted(ledger.shares.values_list("share_fen", flat=True)),
        "faults": verify(json.loads(export_ledger(ledger)), [(ledger.last_number, ledger.head)]),
    }


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    if what == "open":
        open_terms(int(rest[0]))
    elif what == "crash":
        crash(rest)
    else:
        finish(rest)
