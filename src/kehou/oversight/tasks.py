"""The nightly round of oversight, county by county."""

from __future__ import annotations

from procrastinate.contrib.django import app

from kehou.kernel.actor import system_actor
from kehou.kernel.places import Place
from kehou.oversight.services.watching import watch_county
from kehou.platform.clock.business import business_now
from kehou.platform.database.scope import at, scoped
from kehou.registry.public import counties_by_city, terms_of


@app.periodic(cron="41 1 * * *")
@app.task(name="oversight.watch", queue="oversight")
def watch_counties(timestamp: int) -> None:  # noqa: ARG001  (handed in by the scheduler)
    """Compute the indicators of every county that has terms (A11.3); each in a transaction of its own."""
    now = business_now()
    for _, counties in counties_by_city():
        for county in counties:
            with scoped(at(Place(county.code))):
                if terms_of(county.code):
                    watch_county(actor=system_actor(), now=now, county_code=county.code)
