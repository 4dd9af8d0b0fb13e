"""A city that lets a surplus stand against the next bill, and three families that choose so (A9.11)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from kehou.authority.services.parameters import set_parameter
from kehou.demo.county import DemoCounty
from kehou.demo.money import MoneyDesk
from kehou.demo.rolls import CITY_CODE
from kehou.demo.story.families import Family
from kehou.funds.models import ReturnBatch, SetOff
from kehou.funds.services import closing
from kehou.kernel.places import Place
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import at, scoped

CHOOSE = 3
LATER = timedelta(days=2)


def permit_set_off(county: DemoCounty, now: datetime) -> None:
    """The city says that a share may stand against the next bill where the family chooses so."""
    perform(
        set_parameter,
        actor=county.actor("city-price"),
        now=now,
        place=Place(CITY_CODE),
        name="surplus_offset",
        value=True,
        source="示发改价〔2025〕21号",
        from_date=now.date(),
    )


def set_shares_off(county: DemoCounty, desk: MoneyDesk, people: Sequence[Family], now: datetime) -> None:
    """The next term's book is opened, the first families choose, and their shares cross into it."""
    term = {"school_id": desk.place.school, "term_id": county.term.id}
    desk.act(closing.open_ledger, desk.accountant, now=now, **term)
    ledger = desk.ledger()
    due = {share.pupil_key: share.id for share in desk.due()}
    chosen = []
    for family in people[:CHOOSE]:
        share = due[closing.pupil_key(ledger.id, family.pupil.id)]
        about = {"share_id": share, "pupil_id": family.pupil.id, "sets_off": True}
        perform(closing.choose_for_share, actor=family.actor, now=now, **about)
        chosen.append(share)
    batch = desk.act(
        closing.prepare_return,
        desk.cashier,
        now=now + LATER,
        ledger_id=ledger.id,
        purse_code="B1",
        kind=ReturnBatch.Kind.SET_OFF.value,
        share_ids=chosen,
    )
    desk.act(closing.confirm_return, desk.accountant, now=now + LATER, batch_id=batch.id)


def ask_to_take_back(desk: MoneyDesk, family: Family, now: datetime) -> None:
    """One choice turns out to be a neighbour's sheet: the cashier asks, the accountant has not confirmed."""
    with scoped(at(desk.place)):
        row = SetOff.objects.get(pupil_id=family.pupil.id)
    about = {"set_off_id": row.id, "cause": "not_chosen", "paper_number": "情况说明2026-01"}
    desk.act(closing.ask_correction, desk.cashier, now=now, **about)
