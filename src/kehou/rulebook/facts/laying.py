"""Laying slots over the weeks of a term, for the timetable."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from kehou.rulebook.facts.offers import DayOffer, GradeDay, GradeWeek, TimedSlot, grade_day
from kehou.rulebook.facts.term_days import TermDay, TermWeek


class Laying:
    """Ordinary slots, given by start, over weeks.

    Days on which a grade has the same slots are one, and so are weeks of the same days.
    """

    def __init__(self, slots: Iterable[TimedSlot]) -> None:
        self.days: dict[tuple[int, int, tuple[int, ...]], GradeDay] = {}
        self.weeks: dict[tuple[int, tuple[int, ...], int, bool], GradeWeek] = {}
        self._offers: dict[tuple[int, tuple[int, ...]], DayOffer] = {}
        self._shapes: dict[tuple[tuple[int, ...], int, bool], tuple[GradeWeek, ...]] = {}
        self._ordinary = tuple(slots)
        self._every_week: list[list[int]] = [[] for _ in range(7)]
        self._some_weeks: list[list[int]] = [[] for _ in range(7)]
        self._on_date: dict[date, list[int]] = {}
        for place, timed in enumerate(self._ordinary):
            slot = timed.slot
            row = self._every_week if slot.is_every_week else self._some_weeks
            row[slot.weekday].append(place)
            for day in slot.extra_dates:
                self._on_date.setdefault(day, []).append(place)

    def lay(self, week: TermWeek) -> None:
        """Add one week to those that look like it."""
        offers = [self._offer(day) for day in week.days]
        shape = (tuple(map(id, offers)), week.school_day_count, week.is_known)
        if shape not in self._shapes:
            self._shapes[shape] = self._grade_weeks(offers, week.school_day_count, week.is_known)
        for grade_week in self._shapes[shape]:
            grade_week.weeks.append(week.number)

    def _offer(self, day: TermDay) -> DayOffer:
        weekday = day.day.weekday()
        held = [
            place
            for place in self._some_weeks[weekday]
            if self._ordinary[place].slot.is_held(day.day, day.week)
        ]
        key = (weekday, (*held, *self._on_date.get(day.day, ())))
        offer = self._offers.get(key)
        if offer is None:
            offer = self._by_grade(weekday, sorted({*self._every_week[weekday], *key[1]}))
            self._offers[key] = offer
        return offer

    def _by_grade(self, weekday: int, places: Iterable[int]) -> DayOffer:
        places_of: dict[int, list[int]] = {}
        for place in places:
            for grade in self._ordinary[place].slot.grades:
                places_of.setdefault(grade, []).append(place)
        return {grade: self._grade_day(grade, weekday, tuple(held)) for grade, held in places_of.items()}

    def _grade_day(self, grade: int, weekday: int, places: tuple[int, ...]) -> GradeDay:
        key = (grade, weekday, places)
        if key not in self.days:
            self.days[key] = grade_day(grade, weekday, [self._ordinary[place] for place in places])
        return self.days[key]

    def _grade_weeks(
        self, offers: Sequence[DayOffer], school_days: int, is_known: bool
    ) -> tuple[GradeWeek, ...]:
        """The week of each grade that such days make, shared with weeks that are alike for the grade."""
        by_grade: dict[int, list[GradeDay]] = {}
        for offer in offers:
            for grade, day in offer.items():
                by_grade.setdefault(grade, []).append(day)
        found = []
        for grade, days in by_grade.items():
            key = (grade, tuple(map(id, days)), school_days, is_known)
            if key not in self.weeks:
                subject = sum([day.subject_minutes for day in days])
                x = sum([day.x_minutes for day in days])
                self.weeks[key] = GradeWeek(grade, school_days, is_known, subject, x, tuple(days))
            found.append(self.weeks[key])
        return tuple(found)
