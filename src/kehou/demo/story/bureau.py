"""Who acts in the chapters of oversight, and how."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from kehou.demo.county import DemoCounty
from kehou.demo.rolls import COUNTY_CODE, DemoSchool
from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.oversight.services.correcting import (
    recheck_correction,
    report_correction,
)
from kehou.platform.access.performing import perform

COUNTY = Place(COUNTY_CODE)
WEEK = timedelta(days=7)


class Desk:
    """The people of the county and the school who act in this chapter, at a moment."""

    def __init__(self, county: DemoCounty, school: DemoSchool, now: datetime) -> None:
        self.county = county
        self.school = county.schools[school.key]
        self.place = self.school.place
        self.officer: Actor = county.actor("county-officer")
        self.approver: Actor = county.actor("county-approver")
        self.head: Actor = county.actor(f"{school.key}-head")
        self.teacher: Actor = county.actor(f"{school.key}-teacher")
        self.now = now


def as_officer(desk: Desk, service: Callable[..., Any], **given: Any) -> Any:
    """Call a service as the officer, at the desk's moment."""
    return perform(service, actor=desk.officer, now=desk.now, **given)


def put_right(desk: Desk, order_id: UUID, text: str) -> None:
    done = perform(
        report_correction, actor=desk.head, now=desk.now, order_id=order_id, text=text, proof="会议记录"
    )
    note = "回访五位家长"
    as_officer(desk, recheck_correction, correction_id=done.id, is_passed=True, note=note)
