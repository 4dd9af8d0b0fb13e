"""Facts about the publicity of an approved plan (A2.12 to A2.14, A7.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kehou.kernel.fen import Fen
from kehou.kernel.ids import PlanVersionId
from kehou.kernel.moments import HolidayCalendar

COMPLAINT_CHANNEL = "complaint_channel"


class Audience(StrEnum):
    """To whom a notice is shown."""

    PARENTS = "parents"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """A notice at the moment it goes public, and at any later look at it.

    ``filled_fields`` are those of the ``publicity_fields`` parameter that hold something.
    ``differing_keys`` are the parts that differ from the approved version, ``private_traces`` the
    kinds of personal data found in its text (``private_traces_in``).
    """

    plan_version_id: PlanVersionId
    approved_version_id: PlanVersionId | None
    filled_fields: frozenset[str]
    audiences: frozenset[Audience]
    differing_keys: frozenset[str] = frozenset()
    private_traces: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Objection:
    """One objection or question raised within the period."""

    number: str
    received_date: date
    answered_date: date | None = None


@dataclass(frozen=True, slots=True)
class PublicityClosing:
    """A publicity period at the moment it is to be closed.

    ``opened_digest`` is the hash of the content frozen when it opened, ``content_digest`` of what
    the page shows now.
    """

    opened_date: date
    closing_date: date
    calendar: HolidayCalendar
    opened_digest: str
    content_digest: str
    objections: tuple[Objection, ...] = ()


@dataclass(frozen=True, slots=True)
class ChargePublicity:
    """A charge beside what was publicised: the amount of each item, once the period is completed (A2.12)."""

    item: str
    charged: Fen
    publicised: Mapping[str, Fen]
    completed: bool
