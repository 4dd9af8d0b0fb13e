"""From a notice's row to what its pages show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from kehou.kernel.moments import local_day
from kehou.notices.content import from_json
from kehou.notices.facts import NoticeContent
from kehou.notices.models import Notice
from kehou.notices.public import state_of
from kehou.notices.wording import STATE_NAMES
from kehou.platform.ui.pieces import Lesson, Timetable, TimetableRow, Tone
from kehou.platform.ui.wording import rest_of_working_days
from kehou.registry.public import holiday_calendar

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
        rest=rest_of_working_days(today, due, holiday_calendar()) if due else None,
        week=_week(content),
        public_url=reverse("notice", args=[notice.code]),
    )


def _week(content: NoticeContent) -> Timetable:
    """The weekly timetable, a row for each group of grades that shares it."""
    groups = dict.fromkeys(slot.grades for slot in content.slots)
    kinds = {course.name: course.kind for course in content.courses}
    rows = tuple(_row(content, grades, kinds) for grades in groups)
    return Timetable("服务时间", DAY_NAMES, rows)


def _row(content: NoticeContent, grades: str, kinds: dict[str, str]) -> TimetableRow:
    days = tuple(
        tuple(
            Lesson(
                f"{slot.starts}–{slot.ends}",
                slot.course,
                "",
                "x" if kinds[slot.course] == "素质拓展" else "one",
            )
            for slot in sorted(content.slots, key=lambda slot: slot.starts)
            if slot.grades == grades and slot.weekday == weekday
        )
        for weekday in range(5)
    )
    return TimetableRow(grades, days)
