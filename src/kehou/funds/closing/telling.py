"""Telling a family that the bank gave its share back (9.16)."""

from __future__ import annotations

from datetime import datetime

from kehou.funds.book.keys import pupil_keys
from kehou.funds.models import SurplusShare
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.platform.messages.notifying import notify
from kehou.registry.public import families_of, grades_of

BOUNCED = "银行把退给您的课后服务费结余退了回来。钱仍归您，请联系学校核对收款账户。"


def tell_of_a_bounce(share: SurplusShare, *, now: datetime) -> int:
    """Leave a message for the share's family where the child is still here; how many were told."""
    keys = pupil_keys(share.ledger_id, grades_of(share.school_id))
    pupils = [pupil for pupil, key in keys.items() if key == share.pupil_key]
    links = families_of(share.school_id, on=local_day(now), pupils=pupils) if pupils else []
    people = sorted({link.guardian_id for link in links if link.may_sign})
    place = Place(share.county_code, share.school_id)
    return notify(people, place=place, kind="share_bounced", text=BOUNCED, now=now, link="/family/")
