"""The rush: how a choice in order of arrival stands what a school, and a county, bring in one minute.

Run from the repository: ``PYTHONPATH=src:tests python bench/rush.py``; ``--small`` for a quick look,
``--families`` for the pages of families alone. Load
goes to servers of this machine only, bounded in number and time, from one process that shares its cores.
Every run is validated: nothing oversold, nothing lost, nobody twice, and requests that are sent again
change nothing. Ends with 1 where a limit is missed.

Peers of the same run: Django as usual with ``select_for_update``, and pretix's cart and order by API where
``KEHOU_PRETIX`` names the Python of an environment with it: ``rushing/pretix_home.py`` says how to set it up.
Without one, what such cores were measured at before stands in its rows, and they say "published".
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import django

sys.path.insert(0, str(Path(__file__).resolve().parent))

from rushing.costs import servers_ms
from rushing.ground import Ask, Ground, get, prepared
from rushing.homes import paces
from rushing.load import Sent, closed, paced, share_ms, whole_s
from rushing.peers import FAMILIES, page_asks, sittings, usual_asks
from rushing.pretix_paces import Pace, pretix_paces
from rushing.serving import DOOR, SITE, USUAL, serving

CONNECTIONS = 64
CHILDREN, CROWD, ALL_AT_ONCE, HOT = 3_000, 1_000, 10_000, 1_000
ROUNDS = 5
COUNTY_SECONDS, SUBMISSIONS, READS = 12, 100, 1_000


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was found beside its target."""

    work: str
    found: float
    unit: str
    target: float
    at_most: bool = False

    @property
    def kept(self) -> bool:
        """Whether the target is reached."""
        return self.found <= self.target if self.at_most else self.found >= self.target

    def __str__(self) -> str:
        ratio = self.target / self.found if self.at_most and self.found else self.found / (self.target or 1)
        sign = "<=" if self.at_most else ">="
        told = f"{self.work:58} {self.found:10,.2f} {self.unit:10} {sign} {self.target:9,.2f}"
        return f"{told}  {ratio:7.2f} x  {'kept' if self.kept else 'MISSED'}"


class Wrong(RuntimeError):
    """An answer or a row is not as it must be: no measurement counts."""


def validated(ground: Ground, sent: list[Sent], asks: list[Ask]) -> Counter[str]:
    """The answers, after a look at every row: as many places and lines as were told, none over its seats."""
    told = Counter(_told(each) for each in sent)
    places, lines, wrong = ground.rows()
    if wrong or places != told["placed"] or lines != told["full"] or sum(told.values()) != len(asks):
        raise Wrong(f"{wrong} courses wrong, {places} places, {lines} lines, told {told}")
    if places + lines != len(asks):
        raise Wrong(f"{len(asks)} asked, {places} have a place and {lines} wait")
    return told


def replayed(port: int, ground: Ground, sent: list[Sent], asks: list[Ask]) -> None:
    """Everything once more: the same places in line, ``yours`` for each place, and no row more."""
    before = ground.rows()
    again = closed(port, [ask.content for ask in asks], connections=CONNECTIONS)
    for first, second in zip(sent, again, strict=True):
        one, two = json.loads(first.body), json.loads(second.body)
        if (
            two["answer"] != ("yours" if one["answer"] == "placed" else "full")
            or one["place"] != two["place"]
        ):
            raise Wrong(f"{one} became {two}")
    if ground.rows() != before:
        raise Wrong(f"rows became {ground.rows()} from {before}")


def _told(sent: Sent) -> str:
    if sent.status != 200:
        raise Wrong(f"answered {sent.status}: {sent.body[:200]!r}")
    return str(json.loads(sent.body)["answer"])


def turns_kept(ground: Ground, sent: list[Sent]) -> None:
    """However late the first turns asked: their children have the places, all others wait."""
    places, lines, wrong = ground.rows()
    told = Counter(_told(each) for each in sent)
    if wrong or places + lines != len(sent) or set(told) > {"placed", "full"}:
        raise Wrong(f"{wrong} courses wrong, {places} places, {lines} lines, told {told}")
    if not ground.first_turns():
        raise Wrong("a later turn has the place of an earlier one")


def order_kept(sent: list[Sent], asks: list[Ask]) -> float:
    """The part of those with a place who were among the first to send for their course."""
    by_course: dict[str, list[Sent]] = {}
    for each in sent:
        by_course.setdefault(asks[each.number].option, []).append(each)
    kept = places = 0
    for rows in by_course.values():
        won = {each.number for each in rows if _told(each) == "placed"}
        first = {each.number for each in sorted(rows, key=lambda each: each.begun_s)[: len(won)]}
        kept, places = kept + len(won & first), places + len(won)
    return kept / places


def at_the_door(ground: Ground, rounds: int) -> tuple[list[Row], Pace]:
    """Everything that the door is asked, and its pace."""
    rows, spread, hot, shares, last, everyone, order, costs, turns = [], [], [], [], [], [], [], [], []
    some = ground.asks[:CHILDREN]
    with serving(DOOR, probe=f"/rush/{ground.window.code}/seats/") as port:
        for _ in range(rounds):
            ground.fresh()
            before = servers_ms()
            sent = closed(port, [ask.content for ask in some], connections=CONNECTIONS)
            costs.append((servers_ms() - before) / len(sent))
            validated(ground, sent, some)
            spread.append(len(sent) / whole_s(sent))
            shares.append(share_ms(sent, 99))
            ground.fresh()
            last_first = [ask.content for ask in reversed(ground.turns)]
            sent = closed(port, last_first, connections=CONNECTIONS)
            turns_kept(ground, sent)
            turns.append(len(sent) / whole_s(sent))
            ground.fresh()
            sent = closed(port, [ask.content for ask in ground.hot], connections=len(ground.hot))
            validated(ground, sent, ground.hot)
            hot.append(len(sent) / whole_s(sent))
            ground.fresh()
            sent = closed(port, [ask.content for ask in some], connections=min(CROWD, len(some)))
            validated(ground, sent, some)
            last.append(whole_s(sent))
            ground.fresh()
            sent = closed(port, [ask.content for ask in ground.asks], connections=len(ground.asks))
            validated(ground, sent, ground.asks)
            everyone.append(whole_s(sent))
            order.append(order_kept(sent, ground.asks))
        replayed(port, ground, sent, ground.asks)
        rows += county(port, ground)
    rate = median(spread)
    return [
        Row(f"answered a second, 60 courses, {CONNECTIONS} connections", rate, "/s", 5_000),
        Row("  99 of 100 answered within", median(shares), "ms", 50, at_most=True),
        Row("  processor time of door and database a request", median(costs), "ms", 0.25, at_most=True),
        Row("  while turns are protected, the last turns first", median(turns), "/s", SUBMISSIONS),
        Row(f"one hot course, {len(ground.hot):,} at once, beside spread", median(hot) / rate, "part", 0.75),
        Row(
            f"{len(some):,} children, {CROWD:,} send at once: last answer",
            median(last),
            "s",
            0.8,
            at_most=True,
        ),
        Row(
            f"{len(ground.asks):,} children send at once: last answer", median(everyone), "s", 2, at_most=True
        ),
        Row("  places with those who sent first", median(order) * 100, "%", 99),
        *rows,
    ], Pace(rate, median(costs))


def county(port: int, ground: Ground) -> list[Row]:
    """60,000 families of a county in ten minutes, for a few seconds: submissions and reads at their pace."""
    ground.fresh()
    asks = ground.asks[: COUNTY_SECONDS * SUBMISSIONS]
    seats = [get(f"/rush/{ground.window.code}/seats/"), get(f"/rush/{ground.window.code}/courses/")]
    reads = [seats[place % 2] for place in range(COUNTY_SECONDS * READS)]
    chosen, read = paced(port, [([ask.content for ask in asks], SUBMISSIONS), (reads, READS)])
    validated(ground, chosen, asks)
    if any(each.status != 200 for each in read):
        raise Wrong("a read was not answered")
    pace = (len(chosen) + len(read)) / max(whole_s(chosen), whole_s(read))
    wanted = 0.98 * (SUBMISSIONS + READS)
    return [
        Row(f"county: {SUBMISSIONS} choices and {READS:,} reads a second, kept up", pace, "/s", wanted),
        Row("  95 of 100 choices answered within", share_ms(chosen, 95), "ms", 50, at_most=True),
        Row("  95 of 100 reads answered within", share_ms(read, 95), "ms", 50, at_most=True),
    ]


def beside(ground: Ground, rate: float, rounds: int) -> list[Row]:
    """Django as usual and our own page without the door, in the same run."""
    usual, page = [], []
    ground.fresh()
    contents = usual_asks(ground, 600)
    with serving(USUAL, probe="/here/") as port:
        for _ in range(rounds):
            ground.fresh()
            sent = closed(port, contents, connections=CONNECTIONS)
            if any(_told(each) not in ("placed", "full") for each in sent) or ground.rows()[2]:
                raise Wrong("Django as usual")
            usual.append(len(sent) / whole_s(sent))
    pages, sitting = page_asks(ground), sittings()
    with serving(SITE, probe=f"/rush/{ground.window.code}/seats/") as port:
        for _ in range(rounds):
            ground.fresh()
            sent = closed(port, pages, connections=CONNECTIONS)
            validated(ground, sent, ground.asks[: len(pages)])
            page.append(len(sent) / whole_s(sent))
        sat = [closed(port, sitting, connections=FAMILIES) for _ in range(2)][-1]  # the first one warms up
    if any(each.status not in (200, 302) for each in sat):
        raise Wrong(f"a sitting was answered {Counter(each.status for each in sat)}")
    return [
        Row(
            f"beside Django with select_for_update ({median(usual):,.0f}/s)",
            rate / median(usual),
            "times",
            10,
        ),
        Row("our page without the door, needed 3,000 in 5 minutes", median(page), "/s", 10),
        Row("ordinary wish sittings (draw), needed 3,000 in 5 minutes", FAMILIES / whole_s(sat), "/s", 10),
    ]


def beside_pretix(door: Pace, *, small: bool) -> list[Row]:
    """A shop of tickets, run as its manual asks; by processor time too, which a busy machine blurs less."""
    peer = pretix_paces(small=small)
    rows = []
    for name, pace in (("cart", peer.cart), ("order by API", peer.order)):
        work = f"beside pretix's {name} ({peer.told}, {pace.a_second:.1f}/s)"
        cost = f"  by processor time, {pace.one_ms:.0f} ms beside {door.one_ms:.2f} ms"
        rows.append(Row(work, door.a_second / pace.a_second, "times", 250))
        rows.append(Row(cost, pace.one_ms / door.one_ms, "times", 250))
    return rows


def of_families(small: bool) -> list[Row]:
    """The pages that families open most, by what a core answers."""
    found = paces(small=small)
    named = {"today": "a family's page of today", "list": "the course list while choosing"}
    return [
        row
        for page, name in named.items()
        for row in (
            Row(f"{name}, 3,000 pupils, a core", found[page].a_core, "/s", 300),
            Row(
                "  95 of 100 answered within, at half load",
                found[page].half_load_ms,
                "ms",
                50,
                at_most=True,
            ),
        )
    ]


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehou.web.settings")
    django.setup()
    small = "--small" in sys.argv
    children, hot, rounds = (600, 200, 1) if small else (ALL_AT_ONCE, HOT, ROUNDS)
    with prepared(children, hot) as ground:
        rows: list[Row] = []
        if "--families" not in sys.argv:
            rows, door = at_the_door(ground, rounds)
            rows += beside_pretix(door, small=small)
            rows += beside(ground, door.a_second, min(rounds, 3))
        rows += of_families(small)
    print(f"{'work':58} {'found':>10} {'':10}    {'target':>9}    ratio")
    for row in rows:
        print(row)
    print("every run: 0 oversold, 0 lost, 0 twice; requests sent again changed nothing")
    return int(any(not row.kept for row in rows))


if __name__ == "__main__":
    sys.exit(main())
