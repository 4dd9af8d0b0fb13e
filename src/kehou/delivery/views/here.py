"""Where and when a page is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages

from kehou.delivery.queries import place_of
from kehou.kernel.places import Place
from kehou.platform.access.actions import Action
from kehou.platform.access.endpoint import KehouRequest
from kehou.platform.audit.trail import record
from kehou.platform.clock.business import business_now
from kehou.registry.public import term_at_hand


@dataclass(frozen=True, slots=True)
class Here:
    """The school at hand, its term, the moment."""

    place: Place
    term_id: UUID
    now: datetime

    @property
    def today(self) -> date:
        """The business day."""
        return self.now.date()


def here(request: KehouRequest, action: Action) -> Here:
    """Where the viewer does something now. Raises Http404."""
    now = business_now()
    place = place_of(request.actor, action)
    return Here(place, term_at_hand(place.code, on=now.date()).id, now)


def note_read(request: KehouRequest, place: Place, subject: str, now: datetime) -> None:
    """Write down that names of children were read (DP3)."""
    record("afternoon.read", actor=request.actor, place=place, subject=subject, now=now)


def say_roll(request: KehouRequest, *, absent: int) -> None:
    """What the next page says of a roll that was taken in."""
    if absent:
        messages.warning(request, f"已点名，{absent}名学生没有到，已通知家长。请马上查找。")
    else:
        messages.success(request, "已点名，全部学生都有着落。")
