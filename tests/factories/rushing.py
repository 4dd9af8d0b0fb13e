"""A school whose families choose in order of arrival, as its county permits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from factories.approved import publicise_a_plan
from factories.choosing import CLOSES, MONDAY_X, NOW, a_contested_plan, sign_for
from factories.law import lay_down_the_law
from factories.world import COUNTY, Child, World, a_world
from kehou.allocation.arrivals import Answered
from kehou.authority.services.parameters import set_parameter
from kehou.enrolment.facts import Otherwise, Wishes
from kehou.enrolment.first_come.batches import Asked
from kehou.enrolment.first_come.offers import RushOffer, offer_of
from kehou.enrolment.first_come.turns import ticket_for
from kehou.enrolment.models import ChoiceWindow, Claim, Entrant, HeldTurn, PaperWishes, Party, Run
from kehou.enrolment.services.arriving import arrive, draw_turns
from kehou.enrolment.services.claiming import claim_places
from kehou.enrolment.services.concluding import conclude_choice
from kehou.enrolment.services.exchanging import exchange_place
from kehou.enrolment.services.holding_turns import answer_held_turns, hold_turn
from kehou.enrolment.services.opening_in_order import RushTimes, open_in_order
from kehou.enrolment.services.wishing import key_wishes
from kehou.enrolment.windows import windows
from kehou.kernel.actor import Role
from kehou.plans.facts import PlanContent
from kehou.platform.access.performing import perform

ARRIVE = NOW + timedelta(hours=1)
OPENS = ARRIVE + timedelta(minutes=30)
LATER = OPENS + timedelta(minutes=5)
AT_ONCE = OPENS + timedelta(seconds=2)
SLOWLY = OPENS + timedelta(minutes=2, seconds=50)
TOO_LATE = OPENS + timedelta(minutes=4)
TIMES = RushTimes(ARRIVE, OPENS, CLOSES)


def permit(world: World, name: str = "first_come_permitted", value: object = True) -> None:
    """The county permits order of arrival, or sets another parameter of it."""
    perform(
        set_parameter,
        actor=world[Role.COUNTY_APPROVER],
        now=NOW,
        place=COUNTY,
        name=name,
        value=value,
        source="县细则",
        from_date=(NOW - timedelta(days=60)).date(),
    )


def a_rushing_world(*, per_class: int = 2) -> World:
    """A city school under the law, before its county permits anything."""
    lay_down_the_law()
    return a_world(urban_rural_code="111", per_class=per_class)


@dataclass(frozen=True, slots=True)
class Rushing:
    """A school with its choice in order of arrival open, and what its families do there."""

    world: World
    window: ChoiceWindow

    @classmethod
    def opened(cls, world: World, *, content: PlanContent | None = None) -> Rushing:
        """Permit it and open it."""
        permit(world)
        return cls(world, open_a_rush(world, content=content))

    def come(self, *children: Child, **how: Any) -> None:
        """Families sign and come."""
        for child in children:
            come(self.world, self.window, child, **how)

    def draw_turns(self, *, now: datetime = LATER) -> None:
        """Turns are drawn among all who came."""
        with self.world.inside():
            draw_turns(window=self.window, now=now)

    def ask(self, wanted: Iterable[tuple[Child, str]], *, now: datetime = LATER) -> list[Answered]:
        """Families ask for courses, in this order."""
        return ask(self.world, self.window, wanted, now=now)

    def change(self, child: Child, option: str, *, now: datetime = LATER) -> Answered:
        """A family gives back what the child has at that time, for this."""
        with self.world.inside():
            rush, asked = _asked(self.window, child, option, now)
            return exchange_place(rush=rush, asked=asked, now=now)

    def key_slip(
        self, child: Child, *courses: str, band: str = MONDAY_X, now: datetime = ARRIVE
    ) -> PaperWishes:
        """A teacher keys the slip of a family that has signed."""
        return perform(
            key_wishes,
            actor=self.world[Role.SCHOOL_PLAN],
            now=now,
            place=self.world.place,
            pupil_id=child.pupil_id,
            term_id=self.world.term.id,
            guardian_id=child.guardian.person,
            wishes=Wishes({band: courses}),
        )

    def check_slip(
        self, slip: PaperWishes, *, by: Role = Role.SCHOOL_TEACHING, now: datetime = ARRIVE
    ) -> HeldTurn:
        """Another person confirms it."""
        return perform(hold_turn, actor=self.world[by], now=now, slip_id=slip.id)

    def answer_slips(self, *, now: datetime = LATER) -> int:
        """The slips whose turn has come are answered."""
        with self.world.inside():
            return answer_held_turns(window=self.window, now=now)

    def held(self) -> dict[UUID, str]:
        """Which course each child has now, pupil by pupil."""
        with self.world.inside():
            return dict(Claim.objects.filter(ended_at=None).values_list("pupil_id", "option_key"))


def open_a_rush(
    world: World, *, content: PlanContent | None = None, times: RushTimes = TIMES, now: datetime = NOW
) -> ChoiceWindow:
    """Publicise the contested plan and open it in order of arrival."""
    publicise_a_plan(world, content=content or a_contested_plan())
    return open_it(world, times=times, now=now)


def open_it(world: World, *, times: RushTimes = TIMES, now: datetime = NOW) -> ChoiceWindow:
    """Open the publicised plan in order of arrival."""
    window = perform(
        open_in_order,
        actor=world[Role.SCHOOL_TEACHING],
        now=now,
        place=world.place,
        term_id=world.term.id,
        times=times,
    )
    with world.inside():
        return windows().get(pk=window.id)


def come(
    world: World,
    window: ChoiceWindow,
    child: Child,
    *,
    now: datetime = ARRIVE,
    otherwise: Otherwise = Otherwise.ROOM,
    days: tuple[int, ...] = (0,),
) -> Party:
    """The guardian signs and comes to the waiting room."""
    sign_for(world, child, window, days=days)
    return perform(
        arrive, actor=child.guardian, now=now, window=window, pupil_id=child.pupil_id, otherwise=otherwise
    )


def ask(
    world: World, window: ChoiceWindow, wanted: Iterable[tuple[Child, str]], *, now: datetime = LATER
) -> list[Answered]:
    """Families ask for courses, in this order, with the tickets that they were given."""
    with world.inside():
        draw_turns(window=window, now=now)
        asked = [_asked(window, child, option, now)[1] for child, option in wanted]
        return claim_places(rush=offer_of(window), asked=asked, now=now)


def _asked(window: ChoiceWindow, child: Child, option: str, now: datetime) -> tuple[RushOffer, Asked]:
    ticket = ticket_for(child.guardian, window)
    holder = ticket.holder(str(child.pupil_id)) if ticket else None
    assert ticket is not None
    assert holder is not None
    return offer_of(window), Asked(holder.asks(option, now), ticket.guardian)


def a_permitted_rush(**permits: object) -> Rushing:
    """A choice to which nobody came yet; the county sets some parameters of it."""
    world = a_rushing_world()
    for name, value in permits.items():
        permit(world, name, value)
    return Rushing.opened(world)


def a_called_rush(families: int, *, now: datetime = LATER, **permits: object) -> tuple[Rushing, list[Child]]:
    """A choice to which so many families came and whose turns are drawn; the county sets some parameters."""
    rushing = a_permitted_rush(**permits)
    children = rushing.world.children[:families]
    rushing.come(*children)
    rushing.draw_turns(now=now)
    return rushing, children


def a_drawn_rush(minutes: int = 3, *, families: int = 8) -> tuple[Rushing, list[Child]]:
    """The same at the opening, turns protected for some minutes, and the families in their order."""
    rushing, _ = a_called_rush(families, now=OPENS, first_come_protected_min=minutes)
    return rushing, by_turn(rushing)


def by_turn(rushing: Rushing) -> list[Child]:
    """Whoever came, in the order of the turns."""
    with rushing.world.inside():
        numbers = dict(Entrant.objects.values_list("pupil_id", "party__number"))
    came = [child for child in rushing.world.children if child.pupil_id in numbers]
    return sorted(came, key=lambda child: numbers[child.pupil_id])


def conclude(world: World, window: ChoiceWindow, *, now: datetime = CLOSES) -> Run:
    """Close the choice: places become seats."""
    return perform(conclude_choice, actor=world[Role.SCHOOL_TEACHING], now=now, window_id=window.id)


def earlier(times: RushTimes = TIMES, *, minutes: int) -> RushTimes:
    """Times with so many minutes to arrive."""
    return replace(times, arrive_from_at=times.opens_at - timedelta(minutes=minutes))
