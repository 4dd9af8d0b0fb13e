"""From a notice's row to what its pages show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from kehou.kernel.moments import local_day
from kehou.notices.content import from_json
from kehou.notices.facts import NoticeContent, SlotLine
from kehou.notices.models import Notice
from kehou.notices.public import state_of
from kehou.notices.wording import KIND_NAMES, STATE_NAMES
from kehou.platform.ui.pieces import Lesson, Timetable, TimetableRow, Tone
from kehou.platform.ui.wording import grades_in, grades_text
from kehou.registry.public import rest_until
from kehou.rulebook.facts.courses import CourseKind

DAY_NAMES = ("周一", "周二", "周三", "周四", "周五")
_TONES = {"running": Tone.INFO, "closed": Tone.DONE, "withdrawn": Tone.STOP}


@dataclass(frozen=True, slots=True)
class NoticePage:
    """Everything that the pages of a notice draw."""

    notice: Notice
    content: NoticeContent
    state: str
    state_name: str
    tone: Tone
    opened_date: date
    rest: int | None
    week: Timetable
    public_url: str

    @property
    def is_running(self) -> bool:
        """Whether objections may still be raised."""
        return self.state == "running"


def show_notice(notice: Notice, *, today: date) -> NoticePage:
    """A notice as its pages show it on a day."""
    content = from_json(notice.content)
    state = state_of(notice)
    due = notice.close_from_date
    return NoticePage(
        notice=notice,
        content=content,
        state=state,
        state_name=STATE_NAMES[state],
        tone=_TONES[state],
        opened_date=local_day(notice.opened_at),
        rest=rest_until(due, today),
        week=_week(content),
        public_url=reverse("notice", args=[notice.code]),
    )


def _week(content: NoticeContent) -> Timetable:
    """The weekly timetable, a row for each time of day, each course with its grades."""
    bands = sorted({(slot.starts, slot.ends) for slot in content.slots})
    kinds = {
        course.name: "x" if course.kind == KIND_NAMES[CourseKind.X] else "one" for course in content.courses
    }
    rows = tuple(_row(content, starts, ends, kinds) for starts, ends in bands)
    return Timetable("服务时间", DAY_NAMES, rows, head="时间")


def _row(content: NoticeContent, starts: str, ends: str, kinds: dict[str, str]) -> TimetableRow:
    held = [slot for slot in content.slots if (slot.starts, slot.ends) == (starts, ends)]
    days = tuple(
        _lessons([slot for slot in held if slot.weekday == weekday], kinds)
        for weekday in range(len(DAY_NAMES))
    )
    return TimetableRow(f"{starts}–{ends}", days)


def _lessons(slots: list[SlotLine], kinds: dict[str, str]) -> tuple[Lesson, ...]:
    """What is held at one time: a course once, with all grades that have it then."""
    grades: dict[str, set[int]] = {}
    for slot in slots:
        grades.setdefault(slot.course, set()).update(grades_in(slot.grades))
    return tuple(Lesson(grades_text(held), course, "", kinds[course]) for course, held in grades.items())
