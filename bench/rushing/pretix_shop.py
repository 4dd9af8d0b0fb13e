"""An event to sell: 60 items with a quota each and one scarce item, and a token for the API.

Run once by pretix's own Python on its migrated, empty database: ``python -P pretix_shop.py SEATS SCARCE
TOKEN``.
The event keeps what pretix gives a new one by default; items cost nothing, so that no payment is in the way.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from typing import Any

ITEMS = 60


def lay_out(seats: int, scarce: int, token: str) -> None:
    """The organizer ``peer`` with the event ``peer``; the scarce item is the last one."""
    from django.conf import settings
    from django.utils.timezone import now
    from pretix.base.models import Event, Organizer, Team, TeamAPIToken

    organizer = Organizer.objects.create(slug="peer", name="Peer")
    event = Event.objects.create(
        organizer=organizer,
        slug="peer",
        name="Peer",
        date_from=now() + timedelta(days=3_000),
        currency="EUR",
        plugins=settings.PRETIX_PLUGINS_DEFAULT,
    )
    event.set_defaults()
    for number in range(ITEMS):
        _sell(event, f"Course {number}", seats)
    _sell(event, "Scarce", scarce)
    event.live = True
    event.save()
    team = Team.objects.create(
        organizer=organizer,
        name="API",
        all_events=True,
        all_event_permissions=True,
        all_organizer_permissions=True,
    )
    TeamAPIToken.objects.create(team=team, name="rush", token=token)


def _sell(event: Any, name: str, seats: int) -> None:
    item = event.items.create(name=name, default_price=0, active=True)
    event.quotas.create(name=name, size=seats).items.add(item)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "pretix.settings"
    import django

    django.setup()
    from django_scopes import scopes_disabled

    with scopes_disabled():
        lay_out(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
