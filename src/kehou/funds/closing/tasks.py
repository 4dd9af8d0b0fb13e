"""The jobs of the closing: running its steps, and anchoring heads a tier up every hour."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kehou.funds.closing.anchoring import anchor_ledgers
from kehou.funds.closing.failing import TRIES
from kehou.funds.closing.running import run_closing
from kehou.kernel.places import Place
from kehou.platform.clock.business import business_now


@app.task(
    name="funds.close_term", queue="closing", retry=RetryStrategy(max_attempts=TRIES, exponential_wait=2)
)
def close_term(closing_id: str, county_code: str) -> None:
    """Run a confirmed closing to its end, from wherever an earlier try was cut off."""
    run_closing(UUID(closing_id), county_code=county_code, now=business_now())


@app.periodic(cron="41 * * * *")
@app.task(name="funds.anchor_ledgers", queue="closing")
def anchor_heads(timestamp: int) -> None:  # noqa: ARG001  (handed in by the scheduler)
    """Send the head of every ledger a tier up."""
    anchor_ledgers(Place(settings.KEHOU_PROVINCE), now=business_now())
