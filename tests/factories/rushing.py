"""A school whose families choose in order of arrival, as its county permits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from factories.approved import publicise_a_plan
from factories.choosing import CLOSES, NOW, a_contested_plan, sign_for
from factories.world import COUNTY, Child, World
from kehou.allocation.arrivals import Answered, Request
from kehou.authority.services.parameters import set_parameter
from kehou.enrolment.facts import Otherwise
from kehou.enrolment.first_come.batches import Asked
from kehou.enrolment.first_come.offers import offer_of
from kehou.enrolment.first_come.turns import ticket_for
from kehou.enrolment.models import ChoiceWindow, Party, Run
from kehou.enrolment.services.arriving import arrive, draw_turns
from kehou.enrolment.services.claiming import claim_places
from kehou.enrolment.services.concluding import conclude_choice
from kehou.enrolment.services.opening_in_order import RushTimes, open_in_order
from kehou.enrolment.windows import windows
from kehou.kernel.actor import Role
from kehou.plans.facts import PlanContent
from kehou.platform.access.performing import perform

ARRIVE = NOW + timedelta(hours=1)
OPENS = ARRIVE + timedelta(minutes=30)
LATER = OPENS + timedelta(minutes=5)
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
        rush, asked = offer_of(window), []
        for child, option in wanted:
            ticket = ticket_for(child.guardian, window)
            assert ticket is not None
            holder = ticket.holder(str(child.pupil_id))
            assert holder is not None
            request = Request(holder.pupil, option, now, holder.called_at)
            asked.append(Asked(request, ticket.guardian))
        return claim_places(rush=rush, asked=asked, now=now)


def conclude(world: World, window: ChoiceWindow, *, now: datetime = CLOSES) -> Run:
    """Close the choice: places become seats."""
    return perform(conclude_choice, actor=world[Role.SCHOOL_TEACHING], now=now, window_id=window.id)


def earlier(times: RushTimes = TIMES, *, minutes: int) -> RushTimes:
    """Times with so many minutes to arrive."""
    return replace(times, arrive_from_at=times.opens_at - timedelta(minutes=minutes))
