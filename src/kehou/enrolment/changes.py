"""What may be changed after the draw: until when, to which courses, and what stands against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from kehou.agreements.public import agreement_of
from kehou.authority.public import parameters_for
from kehou.enrolment.facts import Band, Offering, Option
from kehou.enrolment.models import ChoiceWindow, CourseChange, Group, Run, Seat
from kehou.enrolment.paid import is_one_too_many, paid_beside
from kehou.kernel.places import Place
from kehou.kernel.verdict import Verdict, refusal
from kehou.platform.database.questions import question
from kehou.registry.public import PupilInfo, TermInfo, calendar_of


@dataclass(frozen=True, slots=True)
class Change:
    """A change that a family asks for: from what is held in a band to what is wanted (None: nothing).

    ``bands`` are all that it touches: those of the wanted course, and those of every course that is given up
    for it. ``taken`` counts the pupils in the wanted course, ``is_formed`` whether it has a group,
    ``paid`` the courses of outside bodies that the pupil keeps.
    """

    pupil: PupilInfo
    band: str
    bands: tuple[str, ...]
    held: Option | None
    wanted: Option | None
    is_formed: bool
    taken: int
    paid: int
    day: date
    until: date


@dataclass(frozen=True, slots=True)
class Open:
    """A band with what a pupil holds there and the courses that have a free seat for it."""

    band: Band
    held: Option | None
    free: tuple[Option, ...]


def change_until(place: Place, term: TermInfo, *, on: date) -> date:
    """The last day on which courses are changed freely (A2.4): so many school days into the term."""
    count = parameters_for(place, on=on).count("course_change_days")
    last = term.first_date
    for number, day in enumerate(calendar_of(place.school, term).known_school_days(), start=1):
        last = day
        if number == count:
            break
    return last


def touched(band: str, wanted: Option | None, held: Mapping[str, Option]) -> tuple[str, ...]:
    """The bands of a change: where the wanted course is, and all bands of what is given up for it.

    ``held`` is what the pupil has by band. A course over several bands is given up whole (A7.8).
    """
    entered = {band, *(wanted.bands if wanted else ())}
    given_up = {held[each] for each in entered if each in held}
    return tuple(sorted(entered | {each for option in given_up for each in option.bands}))


def judge_change(change: Change, offering: Offering, window: ChoiceWindow) -> tuple[Verdict, ...]:
    """What stands against a change, the agreement apart."""
    return tuple(_faults(change, offering, window))


def _faults(change: Change, offering: Offering, window: ChoiceWindow) -> Iterator[Verdict]:
    subject = f"band/{change.band}"
    if change.day > change.until:
        yield refusal("A2.4", "change_too_late", subject=subject, required=change.until)
    if change.band not in {band.key for band in offering.bands}:
        yield refusal("A2.4", "wish_unknown", subject=subject)
        return
    if change.held == change.wanted:
        yield refusal("A2.4", "change_to_the_same", subject=subject)
    if change.wanted is not None:
        yield from _against(change, change.wanted, offering, window)


def _against(change: Change, wanted: Option, offering: Offering, window: ChoiceWindow) -> Iterator[Verdict]:
    subject = f"option/{wanted.key}"
    agreement = agreement_of(change.pupil.id, window.term_id)
    if change.band not in wanted.bands:
        yield refusal("A2.4", "wish_unknown", subject=subject)
    if change.pupil.grade not in wanted.grades:
        yield refusal("A7.8", "wish_of_other_grade", subject=subject, title=wanted.title)
    if agreement and offering.band(change.band).weekday not in agreement.days:
        yield refusal("A2.4", "wish_on_other_day", subject=subject)
    if is_one_too_many(wanted, change.paid, window.max_paid):
        yield refusal(
            "A7.8", "paid_limit_reached", subject=subject, title=wanted.title, required=window.max_paid
        )
    if not wanted.fallback and not change.is_formed:
        yield refusal("A7.8", "course_not_formed", subject=subject, title=wanted.title)
    if not wanted.fallback and change.taken >= wanted.capacity:
        yield refusal("A7.8", "no_free_seat", subject=subject, title=wanted.title, required=wanted.capacity)


def open_to(run: Run, pupil: PupilInfo, offering: Offering, days: tuple[int, ...]) -> list[Open]:
    """Each band of a pupil's days, with what is held and what has a free seat. Three queries.

    A course over several bands is offered with the first of them, where the pupil comes on all of its days.
    """
    seats = Seat.objects.filter(run=run, ended_at=None)
    taken = {
        row["option_key"]: row["found"]
        for row in seats.values("option_key").annotate(found=Count("pupil_id", distinct=True))
    }
    formed = set(Group.objects.filter(run=run).values_list("option_key", flat=True))
    mine = dict(seats.filter(pupil_id=pupil.id).values_list("band", "option_key"))
    has = {at: option for at, key in mine.items() if (option := offering.option(key))}
    most = run.closing.window.max_paid
    return [
        Open(
            band,
            held := offering.option(mine.get(band.key, "")),
            tuple(
                option
                for option in _free(band, pupil, offering, held, taken, formed, days)
                if not is_one_too_many(option, paid_beside(has, touched(band.key, option, has)), most)
            ),
        )
        for band in offering.bands_of(pupil.grade)
        if band.weekday in days
    ]


def _free(
    band: Band,
    pupil: PupilInfo,
    offering: Offering,
    held: Option | None,
    taken: dict[str, int],
    formed: set[str],
    days: tuple[int, ...],
) -> tuple[Option, ...]:
    return tuple(
        option
        for option in offering.in_band(band.key, pupil.grade)
        if option != held
        and band.key == min(option.bands)
        and option.weekday in days
        and (option.fallback or (option.key in formed and taken.get(option.key, 0) < option.capacity))
    )


def changed_places(run: Run) -> set[tuple[UUID, str]]:
    """The pupils and bands in which families changed after the draw."""
    return set(_changed(run_id=run.id).answer)


@question
def _changed(run_id: UUID) -> QuerySet[CourseChange, Any]:
    return CourseChange.objects.filter(run_id=run_id).values_list("pupil_id", "band")


def changed_bands(run: Run, pupil_id: UUID) -> set[str]:
    """The bands in which a family changed after the draw."""
    return set(run.changes.filter(pupil_id=pupil_id).values_list("band", flat=True))
