"""Where a family stands in the waiting room, and its ticket once it has a turn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kehou.agreements.public import State, stands_of
from kehou.allocation import Pupil
from kehou.allocation.arrivals import called_at
from kehou.enrolment.facts import Offering
from kehou.enrolment.first_come.tickets import Holder, Ticket
from kehou.enrolment.models import ChoiceWindow, Entrant, Rush, TurnDraw
from kehou.enrolment.offering import offering_at
from kehou.enrolment.windows import rush_of
from kehou.kernel.actor import Actor
from kehou.registry.public import pupils_of

TOLD_MINUTES = 5


@dataclass(frozen=True, slots=True)
class Turn:
    """A family's turn: from when it may choose; None before the draw of turns."""

    called_at: datetime | None
    otherwise: str

    @property
    def told_at(self) -> datetime | None:
        """By when the turn comes, as it is told: in steps, since an early number would tell of A3.4."""
        if self.called_at is None:
            return None
        over = timedelta(minutes=self.called_at.minute % TOLD_MINUTES, seconds=self.called_at.second)
        whole = self.called_at.replace(microsecond=0) - over
        return whole if whole == self.called_at else whole + timedelta(minutes=TOLD_MINUTES)

    def is_called(self, now: datetime) -> bool:
        """Whether the family may choose now."""
        return self.called_at is not None and self.called_at <= now


def turn_of(rush: Rush, pupil_id: UUID) -> Turn | None:
    """A child's turn, or None while the family has not come."""
    row = Entrant.objects.select_related("party").filter(rush=rush, pupil_id=pupil_id).first()
    if row is None:
        return None
    return Turn(_called(rush, row.party.number), row.otherwise)


def ticket_for(actor: Actor, window: ChoiceWindow) -> Ticket | None:
    """The ticket of a guardian's children who have a turn and an agreement in force; None without any."""
    rush = rush_of(window)
    mine = [ward for ward in actor.wards if ward.may_sign and ward.place == window.place]
    holders = holders_of(window, [ward.pupil_id for ward in mine])
    return Ticket(str(rush.id), str(mine[0].guardian_id), holders) if holders else None


def holders_of(window: ChoiceWindow, pupils: Iterable[UUID]) -> tuple[Holder, ...]:
    """Those of some pupils who have a turn and an agreement in force."""
    rush = rush_of(window)
    entrants = Entrant.objects.select_related("party", "rush__turn_draw")
    entrants = entrants.filter(rush=rush, pupil_id__in=list(pupils))
    turns = {row.pupil_id: row for row in entrants if row.party.number is not None}
    if not turns:
        return ()
    stands = stands_of(window.school_id, window.term_id, turns)
    agreed = {
        pupil: stand.agreement.days
        for pupil, stand in stands.items()
        if stand.agreement and stand.state is State.ACTIVE
    }
    offering = offering_at(window.version_id)
    return tuple(
        Holder(
            Pupil(
                str(pupil.id),
                str(turns[pupil.id].party_id),
                pupil.grade,
                attends=bands_on(offering, pupil.grade, agreed[pupil.id]),
            ),
            *_moments(turns[pupil.id]),
        )
        for pupil in pupils_of(window.school_id, pupils=turns)
        if pupil.id in agreed
    )


def bands_on(offering: Offering, grade: int, days: Iterable[int]) -> frozenset[str]:
    """The bands of a grade on some weekdays."""
    wanted = set(days)
    return frozenset(band.key for band in offering.bands_of(grade) if band.weekday in wanted)


def _moments(row: Entrant) -> tuple[datetime, datetime]:
    """When a turn that has a number is called, and until when it is protected: a drawn one for some minutes.

    Families that came after the draw of turns follow without: whoever has chosen is passed by none of them.
    """
    called = _called(row.rush, row.party.number) or row.rush.opens_at
    is_drawn = row.party.number <= row.rush.turn_draw.party_count
    return called, called + row.rush.protected if is_drawn else called


def calm_at(rush: Rush) -> datetime | None:
    """From when no place goes to an earlier turn any more; None before turns are drawn."""
    drawn = TurnDraw.objects.filter(rush=rush).first()
    if drawn is None:
        return None
    last = _called(rush, max(drawn.party_count, 1)) or rush.opens_at
    return last + rush.protected


def _called(rush: Rush, number: int | None) -> datetime | None:
    if number is None:
        return None
    return called_at(number, opens_at=rush.opens_at, per_minute=rush.turns_a_minute)
