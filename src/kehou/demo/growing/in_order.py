"""A school that insists on first come, first served, as its county permits: one term over, one just open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from kehou.authority.services.parameters import set_parameter
from kehou.demo.county import DemoCounty
from kehou.demo.growing.stages import WEEK, Stages
from kehou.demo.rolls import COUNTY_CODE, DemoSchool
from kehou.demo.story.families import Family, families
from kehou.demo.story.joining import WINDOW, favourites, sign_agreements, with_own_phone
from kehou.enrolment.facts import Offering, Otherwise, Wishes
from kehou.enrolment.models import ChoiceWindow
from kehou.enrolment.public import offering_at
from kehou.enrolment.services.arriving import arrive, draw_turns
from kehou.enrolment.services.claiming import Asking, claim_by_turns
from kehou.enrolment.services.concluding import conclude_choice
from kehou.enrolment.services.holding_turns import hold_turn
from kehou.enrolment.services.opening_in_order import RushTimes, open_in_order
from kehou.enrolment.services.wishing import key_wishes
from kehou.kernel.places import Place
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import at, scoped

HOUR = timedelta(hours=1)
TURNS_A_MINUTE, SLOWLY_FROM = 2, date(2026, 3, 20)  # a small school: no need to hurry
SIGNERS, CAME, CHOSE = 50, 45, 30


def permit_first_come(county: DemoCounty, now: datetime) -> None:
    """The county lets its schools choose so; later it has turns called slowly."""
    _set(county, now, "first_come_permitted", True, now.date())
    _set(county, now, "first_come_turns_a_minute", TURNS_A_MINUTE, SLOWLY_FROM)


def enrol_in_order(stages: Stages, people: list[Family], version_id: UUID, now: datetime) -> list[Family]:
    """Families with a phone of their own sign, come, choose by their turns, and the list is closed."""
    signers = with_own_phone(people)
    times = RushTimes(now + HOUR, now + 2 * HOUR, now + WINDOW - HOUR)
    window = _open(stages, now, times)
    sign_agreements(stages.county, signers, version_id, now)
    _come(window, signers, times.arrive_from_at)
    _choose(window, signers, times.opens_at + HOUR)
    planner = stages.county.actor(f"{stages.school.key}-plan")
    perform(conclude_choice, actor=planner, now=now + WINDOW, window_id=window.id)
    return signers


def grow_in_order(county: DemoCounty, school: DemoSchool, today: datetime) -> list[Family]:
    """This term: the plan of the term before goes its way again, and ten minutes ago courses opened.

    Gives families that signed and have not come yet.
    """
    stages, began = Stages(county, school), today.replace(hour=11) - 4 * WEEK + timedelta(days=1)
    people = families(county, school, on=began.date())
    stages.consult(people, began)
    version_id = stages.approve(began + WEEK + timedelta(days=4), number="示教批〔2026〕12号")
    stages.publicise(version_id, began + 2 * WEEK, today - timedelta(days=5))
    signers = with_own_phone(people)[:SIGNERS]
    opens = today - timedelta(minutes=10)
    times = RushTimes(opens - 4 * HOUR, opens, opens + timedelta(days=2))
    window = _open(stages, today - timedelta(days=1), times)
    sign_agreements(county, signers, version_id, today - timedelta(hours=20))
    _come(window, signers[:CAME], times.arrive_from_at)
    _hand_in_slip(stages, window, signers[CAME], times.arrive_from_at)
    _choose(window, signers[:CHOSE], today)
    return signers[CAME + 1 :]


def _set(county: DemoCounty, now: datetime, name: str, value: object, since: date) -> None:
    perform(
        set_parameter,
        actor=county.actor("county-approver"),
        now=now,
        place=Place(COUNTY_CODE),
        name=name,
        value=value,
        source="示教发〔2025〕8号",
        from_date=since,
    )


def _open(stages: Stages, now: datetime, times: RushTimes) -> ChoiceWindow:
    return perform(
        open_in_order,
        actor=stages.county.actor(f"{stages.school.key}-plan"),
        now=now,
        place=stages.county.schools[stages.school.key].place,
        term_id=stages.county.term.id,
        times=times,
    )


def _come(window: ChoiceWindow, people: Sequence[Family], now: datetime) -> None:
    for family in people:
        given = {"window": window, "pupil_id": family.pupil.id, "otherwise": Otherwise.ROOM}
        perform(arrive, actor=family.actor, now=now, **given)


def _hand_in_slip(stages: Stages, window: ChoiceWindow, family: Family, now: datetime) -> None:
    """One family has no phone: its slip is keyed by one and checked by another, and waits for its turn."""
    with scoped(at(window.place)):
        offering = offering_at(window.version_id)
    slip = perform(
        key_wishes,
        actor=stages.county.actor(f"{stages.school.key}-plan"),
        now=now,
        place=window.place,
        pupil_id=family.pupil.id,
        term_id=window.term_id,
        guardian_id=family.actor.person,
        wishes=Wishes(favourites(offering, family.pupil.grade, 1)),
    )
    perform(hold_turn, actor=stages.county.actor(f"{stages.school.key}-head"), now=now, slip_id=slip.id)


def _choose(window: ChoiceWindow, people: Sequence[Family], now: datetime) -> None:
    """Whose turn has come asks for its favourites, and for the room for all where they are full."""
    with scoped(at(window.place)):
        draw_turns(window=window, now=now)
        offering = offering_at(window.version_id)
        asking = [
            Asking(family.pupil.id, family.actor.person, _ranked(offering, family.pupil.grade, turn))
            for turn, family in enumerate(people)
        ]
        claim_by_turns(window=window, asking=asking, now=now)


def _ranked(offering: Offering, grade: int, turn: int) -> dict[str, tuple[str, ...]]:
    """The favourites of a child at each time, with the room for all at the end."""
    found = favourites(offering, grade, turn)
    rooms = {
        band: tuple(option.key for option in offering.in_band(band, grade) if option.fallback)
        for band in found
    }
    return {band: tuple(dict.fromkeys((*keys, *rooms[band]))) for band, keys in found.items()}
