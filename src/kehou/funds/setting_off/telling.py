"""Telling families that they know their share now and may choose; who says nothing gets the money (A9.11)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from kehou.funds.book import pupil_keys
from kehou.funds.models import SetOff, TermLedger
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.platform.messages.notifying import notify
from kehou.registry.public import families_of, grades_of

TEXT = "上学期课后服务费的结余已经算出，会退给您。愿意用它抵下学期费用的，可以书面选择；不选就退钱。"

CORRECTED = "上学期结余抵缴有误，已经更正：结余仍归您，会退钱给您；原来抵掉的课后服务费请按账单缴纳。"


def tell_of_a_correction(row: SetOff, *, now: datetime) -> int:
    """Tell a family that its share was set off by mistake and goes back in money; how many were told."""
    links = families_of(row.school_id, on=local_day(now), pupils=[row.pupil_id])
    people = sorted({link.guardian_id for link in links if link.may_sign})
    return notify(people, place=row.place, kind="set_off_corrected", text=CORRECTED, now=now, link="/family/")


def tell_of_the_choice(ledger: TermLedger, keys: Collection[str], *, now: datetime) -> int:
    """Leave a message for the families of those who have a share and are still here; how many."""
    told = 0
    for school in map(UUID, ledger.points.values()):
        pupils = [pupil for pupil, key in pupil_keys(ledger.id, grades_of(school)).items() if key in keys]
        links = families_of(school, on=local_day(now), pupils=pupils)
        people = {link.guardian_id for link in links if link.may_sign}
        place = Place(ledger.county_code, school)
        told += notify(
            sorted(people), place=place, kind="surplus_choice", text=TEXT, now=now, link="/family/"
        )
    return told
