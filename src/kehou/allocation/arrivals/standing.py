"""What was given before a batch of requests, as far as the batch asks about it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from kehou.allocation.arrivals.model import Course, Hold, Passed
from kehou.allocation.model import Section
from kehou.allocation.places import Held, Places


@dataclass(slots=True)
class Standing:
    """Places and lines while requests are answered: every request changes what the next one finds."""

    places: Places = field(default_factory=Places)
    courses: dict[str, Course] = field(default_factory=lambda: defaultdict(Course))
    of_family: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def holds(self, pupil: str) -> Held:
        """What a pupil has, by slot."""
        return self.places.of(pupil)

    def seat(self, pupil: str, family: str, section: Section) -> None:
        """Take in a place that was given before."""
        self.places.seat(pupil, section)
        if section.capacity is not None:
            self.of_family[family] += 1

    def give(self, pupil: str, family: str, section: Section, counts_at: datetime) -> int:
        """Give a place now; its number in the order of arrival, 0 where seats have no limit."""
        self.seat(pupil, family, section)
        if section.capacity is None:
            return 0
        course = self.courses[section.id]
        course.taken += 1
        course.asked += 1
        course.holds[pupil] = Hold(counts_at, course.asked, pupil, family)
        return course.asked

    def pass_over(self, hold: Hold, section: Section) -> Passed:
        """Take a seat from a later turn that was quicker; the child goes into the line, with its number."""
        course = self.courses[section.id]
        del course.holds[hold.pupil]
        if self.holds(hold.pupil).get(section.slots[0]) is section:  # its family asks in this batch too
            self.places.vacate(hold.pupil, section)
            self.of_family[hold.family] -= 1
        course.taken -= 1
        course.waiting += 1
        course.line[hold.pupil] = course.waiting
        return Passed(hold, course.waiting)

    def give_back(self, pupil: str, family: str, section: Section) -> None:
        """Take a place back. Where children wait for the course, its seat is kept for them."""
        self.places.vacate(pupil, section)
        if section.capacity is None:
            return
        self.of_family[family] -= 1
        course = self.courses[section.id]
        course.holds.pop(pupil, None)
        if not course.waiting:
            course.taken -= 1

    def line_up(self, pupil: str, section: Section) -> tuple[int, int]:
        """Put a pupil into the line of a full course: its place there, its number in the order of arrival."""
        course = self.courses[section.id]
        course.waiting += 1
        course.asked += 1
        course.line[pupil] = course.waiting
        return course.waiting, course.asked
