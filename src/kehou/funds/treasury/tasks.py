"""The daily round over money that should have moved: the treasury's return, and refunds past their day."""

from __future__ import annotations

from django.conf import settings
from procrastinate.contrib.django import app

from kehou.funds.book.posting import within
from kehou.funds.models import TermLedger
from kehou.funds.refunds.watching import watch_refunds
from kehou.funds.treasury.watching import watch_treasury
from kehou.kernel.places import Place
from kehou.ledger.events import State
from kehou.platform.clock.business import business_now
from kehou.platform.database.scope import at, scoped

OVER = (State.DISCLOSED.value, State.ARCHIVED.value)


@app.periodic(cron="11 6 * * *")
@app.task(name="funds.watch", queue="closing")
def watch_money(timestamp: int) -> None:  # noqa: ARG001  (handed in by the scheduler)
    """Look at every ledger whose term is not disclosed; each in a transaction of its own."""
    now = business_now()
    with scoped(at(Place(settings.KEHOU_PROVINCE))):
        ledgers = list(TermLedger.objects.exclude(state__in=OVER))
    for ledger in ledgers:
        with within(ledger):
            watch_treasury(ledger_id=ledger.id, now=now)
            watch_refunds(ledger=ledger, now=now)
