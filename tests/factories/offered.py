"""Offerings made by hand, for what is pure in enrolment."""

from __future__ import annotations

from datetime import time
from typing import Any

from kehou.enrolment.facts import Band, Offering, Option

DAYS = {"mon": 0, "tue": 1, "wed": 2}


def an_option(key: str, *bands: str, course: str = "", **changes: Any) -> Option:
    """A course of forty minutes in some bands, for grades 1 to 6."""
    given: dict[str, Any] = {
        "key": key,
        "course_key": course or key,
        "title": key,
        "about": "",
        "bands": bands,
        "weekday": DAYS[bands[0]],
        "starts": time(17),
        "ends": time(17, 40),
        "minutes": 40,
        "grades": frozenset(range(1, 7)),
        "capacity": 2,
        "minimum": 5,
        "domain": "interest",
        "is_subject": False,
        "by_class": False,
        "is_paid_provider": False,
        "requires_course": None,
        "leader_key": None,
        "room": "",
    }
    return Option(**(given | changes))


def an_offering(bands: tuple[str, ...], options: tuple[Option, ...]) -> Offering:
    """The options with one band a day."""
    return Offering(tuple(Band(day, DAYS[day], time(17), time(17, 40)) for day in bands), options)
