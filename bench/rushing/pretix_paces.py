"""What pretix places a second in the same run: an item put into a new visitor's cart, an order by its API.

Both ask for a place under a quota and lock it, as our door does. A request does more than the door's: a
session, prices with taxes and discounts, memberships and vouchers, expiry of the cart; an order also codes,
payment, log lines, notifications and hooks. So a ratio says what such a minute asks of a shop, and not how
well the shop is written.

Where there is no pretix, the figures stand that were measured before on two such cores.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import psycopg

from rushing.costs import servers_ms
from rushing.load import Sent, closed, whole_s
from rushing.pretix_home import SCARCE, TOKEN, Home, open_shop

CONNECTIONS = 64
WARM, ROUNDS, SECONDS, MOST = 48, 3, 18.0, 600
CSRF = "c" * 32


@dataclass(frozen=True, slots=True)
class Pace:
    """Requests a second, and what one costs the processors, in milliseconds."""

    a_second: float
    one_ms: float


@dataclass(frozen=True, slots=True)
class Peer:
    """What pretix does, and whether that was measured in this run."""

    cart: Pace
    order: Pace
    told: str


PUBLISHED = Peer(Pace(20, 85), Pace(14, 131), "published")


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop that is open, and what it sold."""

    home: Home
    database: str

    def items(self) -> list[int]:
        """Its items; the scarce one is the last."""
        return [item for (item,) in self._found("SELECT id FROM pretixbase_item ORDER BY id")]

    def taken(self) -> tuple[int, int]:
        """Places in carts and places of paid orders. Raises RuntimeError where an item is oversold."""
        over = self._found(
            "SELECT i.item_id FROM pretixbase_quota_items i JOIN pretixbase_quota q ON q.id = i.quota_id"
            " WHERE q.size < (SELECT count(*) FROM pretixbase_cartposition c WHERE c.item_id = i.item_id)"
            " + (SELECT count(*) FROM pretixbase_orderposition o WHERE o.item_id = i.item_id)"
        )
        if over:
            raise RuntimeError(f"pretix oversold {over}")
        (rows,) = self._found(
            "SELECT (SELECT count(*) FROM pretixbase_cartposition), (SELECT count(*) FROM"
            " pretixbase_orderposition p JOIN pretixbase_order o ON o.id = p.order_id WHERE o.status = 'p')"
        )
        return rows[0], rows[1]

    def cart(self, item: int) -> bytes:
        """A visitor who comes with nothing puts one item into the cart, as the page's script asks for it."""
        form = {"csrfmiddlewaretoken": CSRF, f"item_{item}": "1", "ajax": "1"}
        kind = ("Content-Type: application/x-www-form-urlencoded", f"Cookie: pretix_csrftoken={CSRF}")
        return self._post("/peer/peer/cart/add", urlencode(form), *kind)

    def order(self, item: int) -> bytes:
        """One order of one item that costs nothing."""
        position = {"item": item, "variation": None, "price": "0.00"}
        asked = {
            "email": "a@example.org",
            "locale": "en",
            "payment_provider": "free",
            "positions": [position],
        }
        kind = ("Content-Type: application/json", f"Authorization: Token {TOKEN}")
        return self._post("/api/v1/organizers/peer/events/peer/orders/", json.dumps(asked), *kind)

    def _post(self, path: str, body: str, *kind: str) -> bytes:
        host, length = f"Host: 127.0.0.1:{self.home.port}", f"Content-Length: {len(body)}"
        return ("\r\n".join((f"POST {path} HTTP/1.1", host, *kind, length)) + f"\r\n\r\n{body}").encode()

    def _found(self, statement: str) -> list[tuple[int, ...]]:
        with psycopg.connect(self.home.server, dbname=self.database) as connection:
            return connection.execute(statement).fetchall()


def pretix_paces(*, small: bool) -> Peer:
    """pretix of ``KEHOU_PRETIX``, the Python of its environment, else the published figures."""
    python = os.environ.get("KEHOU_PRETIX")
    if not python:
        return PUBLISHED
    with open_shop(Path(python).absolute()) as (home, database):
        shop = Shop(home, database)
        *items, scarce = shop.items()
        cart = _pace(shop, shop.cart, items, _is_in_cart, small=small)
        order = _pace(shop, shop.order, items, _is_ordered, small=small)
        _refuses(shop, scarce)
    return Peer(cart, order, "measured")


def _pace(
    shop: Shop,
    ask: Callable[[int], bytes],
    items: Sequence[int],
    kept: Callable[[Sent], bool],
    *,
    small: bool,
) -> Pace:
    """The median of some rounds with warm workers; everybody finds a place."""

    def round_of(count: int) -> float:
        before = sum(shop.taken())
        asks = [ask(items[number % len(items)]) for number in range(count)]
        sent = closed(shop.home.port, asks, connections=CONNECTIONS)
        for each in sent:
            if not kept(each):
                raise RuntimeError(f"pretix answered {each.status}: {each.body[:500]!r}")
        if (found := sum(shop.taken()) - before) != count:
            raise RuntimeError(f"pretix said yes {count} times and kept {found} places")
        return count / whole_s(sent)

    rounds = 1 if small else ROUNDS
    round_of(WARM)
    seconds = (3 if small else SECONDS) / rounds
    count = min(MOST, max(CONNECTIONS, int(round_of(WARM) * seconds)))
    before = servers_ms(shop.database)
    rate = median(round_of(count) for _ in range(rounds))
    return Pace(rate, (servers_ms(shop.database) - before) / (rounds * count))


def _is_in_cart(sent: Sent) -> bool:
    return sent.status == 200 and json.loads(sent.body).get("success") is True


def _is_ordered(sent: Sent) -> bool:
    return sent.status == 201 and json.loads(sent.body)["status"] == "p"


def _refuses(shop: Shop, scarce: int) -> None:
    """Twice as many as there are seats ask for the scarce item: half have it, in answers and in rows."""
    before = sum(shop.taken())
    sent = closed(shop.home.port, [shop.cart(scarce)] * (2 * SCARCE), connections=2 * SCARCE)
    told = sum(map(_is_in_cart, sent))
    if not told == sum(shop.taken()) - before == SCARCE:
        raise RuntimeError(f"pretix gave {told} of {SCARCE} scarce places")
