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


def a_large_school(
    *, classes: int = CLASSES_A_GRADE, per_class: int = PUPILS_A_CLASS, short_code: str = "yx"
) -> World:
    """A nine-year school of 1,215 pupils in 27 classes, all of whose leaders may stand before children."""
    world = a_world(grades=GRADES, classes=classes, per_class=per_class, short_code=short_code)
    others = {leader.key: None for leader in a_large_content().leaders if leader.key not in PLANNED}
    with world.inside():
        clear_people(world.place, others)
    return world


def through_a_large_draw(world: World) -> ChoiceWindow:
    """Everyone is consulted, signs for the whole week, ranks two courses a band, and is drawn."""
    window = open_a_large_choice(world)
    draw_a_large_choice(world, window)
    return window


def open_a_large_choice(world: World, *, per_class: int = PUPILS_A_CLASS) -> ChoiceWindow:
    """Everyone is consulted and signs for the whole week, a whole class as its first child does."""
    window = open_a_choice(world, content=a_large_content())
    for first, *others in _by_class(world, per_class):
        sign_for(world, first, window, days=WEEK)
        with world.inside():
            repeat(Agreement.objects.get(pupil_id=first.pupil_id), others, guardian_in="signed_by")
    return window


def draw_a_large_choice(world: World, window: ChoiceWindow, *, per_class: int = PUPILS_A_CLASS) -> None:
    """Everyone ranks two courses a band, a whole class as its first child does, and is drawn."""
    with world.inside():
        offering = offering_at(window.version_id)
    classes = _by_class(world, per_class)
    for number, (first, *others) in enumerate(classes):
        grade = GRADES[number * len(GRADES) // len(classes)]
        wished = wish(world, first, wishes=_wishes(offering, grade, number))
        with world.inside():
            repeat(wished, others, guardian_in="entered_by")
    close(world, window)
    draw(world, window)
    set_business_now(DRAWN)


def _by_class(world: World, per_class: int) -> list[list[Child]]:
    return [world.children[first : first + per_class] for first in range(0, len(world.children), per_class)]


def _wishes(offering: Offering, grade: int, turn: int) -> Wishes:
    """The favourite of the grade and another course in each band."""
    ranked = {}
    for band in offering.bands_of(grade):
        keys = [option.key for option in offering.in_band(band.key, grade)]
        ranked[band.key] = tuple(dict.fromkeys((keys[0], keys[turn % len(keys)])))
    return Wishes(ranked, Otherwise.ROOM)
