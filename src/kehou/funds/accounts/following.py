"""A corrected version of the final account where the book goes on after it was shown (A11.8, 9.17).

What is shown equals the book. Once a term is shown finally, its book still takes what has to be put right:
a share that was set off by mistake, a payment that a bank gave back. Each brings its own version; the
earlier ones stay readable. That a family takes what was kept for it is told on the page of the account.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from kehou.funds.accounts.building import build_account
from kehou.funds.accounts.publishing import keep_account
from kehou.funds.book.posting import within
from kehou.funds.models import PublicAccount, TermLedger
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.ledger.events import State


class Correction(StrEnum):
    """Why a final account has a later version; each has its label."""

    SET_OFF = "account_after_set_off"
    BOUNCE = "account_after_bounce"


_SHOWN = (State.DISCLOSED.value, State.ARCHIVED.value)


def follow_book(ledger: TermLedger, why: Correction, *, actor: Actor, now: datetime) -> PublicAccount | None:
    """Publish the account anew after a correction; None where the final one is still to come.

    Call it in the transaction of the correction, so that book and account never part.
    """
    row = TermLedger.objects.select_for_update().get(pk=ledger.pk)
    if row.state not in _SHOWN:
        return None
    with within(row):
        content = build_account(row, PublicAccount.Kind.FINAL, on=local_day(now), correction=why.value)
    return keep_account(row, content, actor=actor, now=now)
