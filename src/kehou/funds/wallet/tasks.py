"""The jobs that ask the channel: about what no call-back settled, and each day for its own bill."""

from __future__ import annotations

from django.conf import settings
from procrastinate.contrib.django import app

from kehou.funds.wallet.services.asking import ask_about_open_orders, ask_about_sent_refunds
from kehou.funds.wallet.services.reconciling import compare_days, open_lines
from kehou.platform.clock.business import business_now
from kehou.platform.database.scope import Scope, scoped


@app.periodic(cron="*/5 * * * *")
@app.task(name="wallet.ask", queue="wallet")
def ask_channel(timestamp: int) -> None:  # noqa: ARG001  (handed in by the scheduler)
    """Settle what was paid and not told of, and finish refunds that are under way."""
    now, sight = business_now(), Scope(areas=frozenset({settings.KEHOU_PROVINCE}))
    ask_about_open_orders(sight=sight, now=now)
    ask_about_sent_refunds(sight=sight, now=now)


@app.periodic(cron="35 10 * * *")
@app.task(name="wallet.compare", queue="wallet")
def compare_with_channel(timestamp: int) -> None:  # noqa: ARG001  (handed in by the scheduler)
    """Hold the channel's bills against the book; they lie ready after ten."""
    now = business_now()
    with scoped(Scope(areas=frozenset({settings.KEHOU_PROVINCE}))):
        lines = open_lines()
    for merchant in lines:
        compare_days(merchant=merchant, now=now)
