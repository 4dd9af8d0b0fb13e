"""A school as large as the demo's largest, with a plan of 60 courses, after its draw."""

from __future__ import annotations

from factories.choosing import DRAWN, close, draw, open_a_choice, sign_for, wish
from factories.copies import repeat
from factories.plan_content import a_large_content
from factories.world import PLANNED, Child, World, a_world, clear_people
from kehou.agreements.models import Agreement
from kehou.enrolment.facts import Offering, Otherwise, Wishes
from kehou.enrolment.models import ChoiceWindow
from kehou.enrolment.public import offering_at
from kehou.platform.clock.business import set_business_now

GRADES = tuple(range(1, 10))
CLASSES_A_GRADE, PUPILS_A_CLASS = 3, 45
WEEK = (0, 1, 2, 3, 4)


def a_large_school() -> World:
    """A nine-year school of 1,215 pupils in 27 classes, all of whose leaders may stand before children."""
    world = a_world(grades=GRADES, classes=CLASSES_A_GRADE, per_class=PUPILS_A_CLASS)
    others = {leader.key: None for leader in a_large_content().leaders if leader.key not in PLANNED}
    with world.inside():
        clear_people(world.place, others)
    return world


def through_a_large_draw(world: World) -> ChoiceWindow:
    """Everyone is consulted, signs for the whole week, ranks two courses a band, and is drawn."""
    window = open_a_choice(world, content=a_large_content())
    with world.inside():
        offering = offering_at(window.version_id)
    for number in range(len(GRADES) * CLASSES_A_GRADE):
        members = world.children[number * PUPILS_A_CLASS : (number + 1) * PUPILS_A_CLASS]
        _choose(world, window, members, _wishes(offering, GRADES[number // CLASSES_A_GRADE], number))
    close(world, window)
    draw(world, window)
    set_business_now(DRAWN)
    return window


def _choose(world: World, window: ChoiceWindow, members: list[Child], wishes: Wishes) -> None:
    """A whole class signs and wishes as its first child does."""
    first, *others = members
    sign_for(world, first, window, days=WEEK)
    wished = wish(world, first, wishes=wishes)
    with world.inside():
        repeat(Agreement.objects.get(pupil_id=first.pupil_id), others, guardian_in="signed_by")
        repeat(wished, others, guardian_in="entered_by")


def _wishes(offering: Offering, grade: int, turn: int) -> Wishes:
    """The favourite of the grade and another course in each band."""
    ranked = {}
    for band in offering.bands_of(grade):
        keys = [option.key for option in offering.in_band(band.key, grade)]
        ranked[band.key] = tuple(dict.fromkeys((keys[0], keys[turn % len(keys)])))
    return Wishes(ranked, Otherwise.ROOM)
