"""Broken twins of admission in order of arrival: each has one fault, which a property must find."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest

from kehou.allocation.arrivals import admitting, settling
from kehou.allocation.arrivals.model import Answered, Hold, Offer, Passed, Request
from kehou.allocation.arrivals.standing import Standing
from kehou.allocation.draw import Draw
from kehou.allocation.model import Pupil, Section
from kehou.allocation.result import Code, Key

Twin = Callable[[pytest.MonkeyPatch], None]


def _wider(patch: pytest.MonkeyPatch, more: int) -> None:
    real = admitting._seated

    def seated(offer: Offer, standing: Standing, request: Request, section: Section) -> Answered:
        course = standing.courses[section.id]
        course.taken -= more
        answered = real(offer, standing, request, section)
        course.taken += more
        return answered

    patch.setattr(admitting, "_seated", seated)


def one_too_many(patch: pytest.MonkeyPatch) -> None:
    """A seat is counted late."""
    _wider(patch, 1)


def last_seat_kept_back(patch: pytest.MonkeyPatch) -> None:
    """A seat is kept back, and people are told that the course is full."""
    _wider(patch, -1)


def batch_by_code(patch: pytest.MonkeyPatch) -> None:
    """Within a batch the order of codes decides, as when a database sorts."""
    real = admitting._answered

    def all_of(offer: Offer, standing: Standing, requests: Iterable[Request]) -> list[Answered]:
        ordered = list(requests)
        places = sorted(range(len(ordered)), key=lambda place: (ordered[place].pupil.id, place))
        found = {place: real(offer, standing, ordered[place]) for place in places}
        return [found[place] for place in range(len(ordered))]

    patch.setattr("property.allocation.arrivals.admit", all_of)


def forgets_lines(patch: pytest.MonkeyPatch) -> None:
    """Whoever asks a full course again is put into the line again."""
    real = Standing.line_up

    def line_up(self: Standing, pupil: str, section: Section) -> tuple[int, int]:
        place = real(self, pupil, section)
        del self.courses[section.id].line[pupil]
        return place

    patch.setattr(Standing, "line_up", line_up)


def no_turns(patch: pytest.MonkeyPatch) -> None:
    """Whoever knows the address chooses before the own turn."""
    real = admitting.refused_unseen
    patch.setattr(
        admitting,
        "refused_unseen",
        lambda offer, request: real(offer, replace(request, called_at=request.at)),
    )


def nobody_is_protected(patch: pytest.MonkeyPatch) -> None:
    """Whoever is quicker is first, whatever its turn."""
    patch.setattr(Request, "counts_at", property(lambda request: request.at))


def places_are_kept_from_earlier_turns(patch: pytest.MonkeyPatch) -> None:
    """A place that was given stays with whoever was quick."""
    real = Standing.give

    def give(self: Standing, *given: Any) -> int:
        number = real(self, *given)
        self.courses[given[2].id].holds.clear()
        return number

    patch.setattr(Standing, "give", give)


def whoever_is_passed_is_the_first(patch: pytest.MonkeyPatch) -> None:
    """Of those who could go into the line the earliest turn goes."""
    real = Standing.pass_over

    def pass_over(self: Standing, hold: Hold, section: Section) -> Passed:
        return real(self, min(self.courses[section.id].holds.values()), section)

    patch.setattr(Standing, "pass_over", pass_over)


def two_at_once(patch: pytest.MonkeyPatch) -> None:
    """A child may take a second course at the same time."""
    real = admitting.obstacle

    def none(*given: object) -> Code | None:
        found = real(*given)  # type: ignore[arg-type]
        return None if found is Code.BUNDLE_CLASH else found

    patch.setattr(admitting, "obstacle", none)


def no_family_limit(patch: pytest.MonkeyPatch) -> None:
    """What siblings take together is not counted."""
    real = admitting._seated
    patch.setattr(
        admitting,
        "_seated",
        lambda offer, *given: real(replace(offer, family_places=None), *given),
    )


def lottery_after_all(patch: pytest.MonkeyPatch) -> None:
    """The closed list forgets who came first, and the seed decides."""
    real = Draw.key

    def key(draw: Draw, pupil: Pupil, section: Section) -> Key:
        return real(draw, pupil, section)._replace(course_class=0)

    patch.setattr(Draw, "key", key)


def gives_back_first(patch: pytest.MonkeyPatch) -> None:
    """Whoever wants to change gives back first, and then learns whether there is a seat."""
    real = admitting._seated

    def seated(offer: Offer, standing: Standing, request: Request, section: Section) -> Answered:
        held = standing.holds(request.pupil.id)
        back = {held[s].id: held[s] for s in section.slots if s in held and request.instead}
        for each in back.values():
            standing.give_back(request.pupil.id, request.pupil.family, each)
        return replace(real(offer, standing, request, section), given_back=tuple(sorted(back)))

    patch.setattr(admitting, "_seated", seated)


def seat_of_the_line_given_away(patch: pytest.MonkeyPatch) -> None:
    """A seat that is given back goes to whoever asks next, past those who wait."""
    real = Standing.give_back

    def give_back(self: Standing, pupil: str, family: str, section: Section) -> None:
        course = self.courses[section.id]
        waiting, course.waiting = course.waiting, 0
        real(self, pupil, family, section)
        course.waiting = waiting

    patch.setattr(Standing, "give_back", give_back)


def lines_stand_still(patch: pytest.MonkeyPatch) -> None:
    """What was given back stays empty, whoever waits."""
    patch.setattr(settling._Table, "move_up", lambda self: False)


def lines_move_always(patch: pytest.MonkeyPatch) -> None:
    """Every course has a seat more at the end."""

    def is_free(self: settling._Table, section: Section) -> bool:
        return section.capacity is not None and self.taken[section.id] <= section.capacity

    patch.setattr(settling._Table, "is_free", is_free)


def passed_over_still_wait(patch: pytest.MonkeyPatch) -> None:
    """Whoever could not take a seat that came up is still ahead of who took it."""
    patch.setattr(settling._Table, "last_in", lambda self: {})
