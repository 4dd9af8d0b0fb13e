"""The jobs behind the outbox."""

from __future__ import annotations

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kehou.platform.outbox.handling import handle


@app.task(name="outbox.handle", queue="outbox", retry=RetryStrategy(max_attempts=8, exponential_wait=2))
def handle_event(event_id: str, county_code: str) -> None:
    """Handle one announced event; repeated until it succeeds or was tried eight times."""
    handle(UUID(event_id), county_code=county_code)
