"""A school's line to the channel: its keys are opened only here (security.md)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.funds.book import purse_of
from kehou.funds.facts.wallet import MerchantKeys
from kehou.funds.models import Merchant, MoneyAccount
from kehou.funds.receipts.access import CONFIRM_MERCHANT, REGISTER_MERCHANT
from kehou.funds.wallet.port import Channel
from kehou.funds.wallet.wechat import WeChatChannel
from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.rows import new_id
from kehou.platform.database.scope import Scope
from kehou.platform.sealed.cipher import seal, unseal
from kehou.platform.sealed.keyring import house_key
from kehou.registry.public import school_info

_lines: dict[UUID, Channel] = {}
Open = Callable[[Merchant], Channel]


class UnableToRegisterMerchant(UnableTo):
    """A line to the channel may only settle into a registered account, and another person confirms it."""


@transaction.atomic
def register_merchant(
    *, actor: Actor, now: datetime, place: Place, account_id: UUID, keys: MerchantKeys
) -> Merchant:
    """Name the line whose payments settle straight into a registered account; the county confirms (A9.17).

    Raises UnableToRegisterMerchant.
    """
    require(REGISTER_MERCHANT, actor, place)
    if purse_of(account_id) is None:
        raise UnableToRegisterMerchant([refusal("A9.17", "account_not_registered", subject="merchant")])
    if Merchant.objects.filter(school_id=place.school, ended_at=None).exists():
        raise UnableToRegisterMerchant([refusal("A9.17", "merchant_exists", subject="merchant")])
    identity = new_id()
    row = Merchant.objects.create(
        id=identity,
        county_code=place.code,
        school_id=place.school,
        account=MoneyAccount.objects.get(pk=account_id),
        merchant_number=keys.merchant,
        app_number=keys.app,
        channel_key_id=keys.channel_key_id,
        keys=seal(json.dumps(asdict(keys)), key=house_key("merchants"), bound_to=f"keys:{identity}"),
        registered_by=actor.person,
        registered_at=now,
    )
    record("merchant.registered", actor=actor, place=place, subject=subject_of("merchant", row.id), now=now)
    return row


@transaction.atomic
def confirm_merchant(*, actor: Actor, now: datetime, merchant_id: UUID) -> Merchant:
    """The county confirms that the line settles into the account that it names."""
    row = Merchant.objects.select_for_update(of=("self",)).get(pk=merchant_id)
    require(CONFIRM_MERCHANT, actor, row.place)
    row.confirmed_by, row.confirmed_at = actor.person, now
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    record(
        "merchant.confirmed", actor=actor, place=row.place, subject=subject_of("merchant", row.id), now=now
    )
    return row


def merchant_of(school_id: UUID) -> Merchant | None:
    """The confirmed line of a school, or None where families cannot pay by phone."""
    rows = Merchant.objects.filter(school_id=school_id, ended_at=None).exclude(confirmed_at=None)
    return rows.select_related("account").first()


def sight_of_line(place: Place) -> Scope:
    """What is to be seen where a school's line pays: its own rows, and those of who keeps its book."""
    schools = frozenset({place.school, school_info(place.school).legal_person_id})
    return Scope(schools=schools, counties=frozenset({place.code}))


def channel_of(merchant: Merchant) -> Channel:
    """The open line of a merchant; opened once in each process."""
    if merchant.id not in _lines:
        written = unseal(bytes(merchant.keys), key=house_key("merchants"), bound_to=f"keys:{merchant.id}")
        _lines[merchant.id] = WeChatChannel(MerchantKeys(**json.loads(written)))
    return _lines[merchant.id]
