"""Laying slots over the weeks of a term, for the timetable."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from kehou.rulebook.facts.courses import SlotFacts
from kehou.rulebook.facts.offers import DayOffer, GradeDay, GradeWeek, TermDay, TimedSlot, grade_day


class Laying:
    """Ordinary slots, given by start, over weeks.

    Days with the same slots share their offer, and weeks with the same days their sums.
    """

    def __init__(self, slots: Iterable[TimedSlot]) -> None:
        self.offers: dict[tuple[int, tuple[int, ...]], DayOffer] = {}
        self.weeks: dict[tuple[int, tuple[int, ...], int, bool], GradeWeek] = {}
        self._ordinary = tuple(slots)
        self._on_weekday: list[list[int]] = [[] for _ in range(7)]
        self._on_date: dict[date, list[int]] = {}
        self._always = [True] * 7
        for place, timed in enumerate(self._ordinary):
            slot = timed.slot
            self._on_weekday[slot.weekday].append(place)
            self._always[slot.weekday] &= slot.weeks is None and not slot.skipped_dates
            for day in slot.extra_dates:
                self._on_date.setdefault(day, []).append(place)

    def lay(self, days: Sequence[TermDay]) -> None:
        """Add one week, given by its days, to those that look like it."""
        school_days = sum(day.teaches is True for day in days)
        is_known = all(day.teaches is not None for day in days)
        # Past the known calendars a working weekday is laid as if it were taught; the week is marked unknown.
        held = [day for day in days if day.teaches or (day.teaches is None and day.day.weekday() < 5)]
        offers = [self._offer(day) for day in held]
        for grade in {grade for offer in offers for grade in offer}:
            grade_days = tuple(offer[grade] for offer in offers if grade in offer)
            self._add(grade, grade_days, school_days, is_known, days[0].week)

    def _offer(self, day: TermDay) -> DayOffer:
        weekday = day.day.weekday()
        places = self._on_weekday[weekday]
        if not self._always[weekday]:
            places = [place for place in places if self._is_held(self._ordinary[place].slot, day)]
        if day.day in self._on_date:
            places = sorted({*places, *self._on_date[day.day]})
        key = (weekday, tuple(places))
        if key not in self.offers:
            self.offers[key] = self._by_grade(weekday, places)
        return self.offers[key]

    @staticmethod
    def _is_held(slot: SlotFacts, day: TermDay) -> bool:
        return day.day not in slot.skipped_dates and (slot.weeks is None or day.week in slot.weeks)

    def _by_grade(self, weekday: int, places: Iterable[int]) -> DayOffer:
        slots: dict[int, list[TimedSlot]] = {}
        for place in places:
            timed = self._ordinary[place]
            for grade in timed.slot.grades:
                slots.setdefault(grade, []).append(timed)
        return {grade: grade_day(grade, weekday, held) for grade, held in slots.items()}

    def _add(
        self, grade: int, days: tuple[GradeDay, ...], school_days: int, is_known: bool, number: int
    ) -> None:
        key = (grade, tuple(map(id, days)), school_days, is_known)
        if key not in self.weeks:
            subject = sum(day.subject_minutes for day in days)
            x = sum(day.x_minutes for day in days)
            self.weeks[key] = GradeWeek(grade, school_days, is_known, subject, x, days)
        self.weeks[key].weeks.append(number)
