"""The notice on paper: for the school's board, for its gate, and as a letter to each family."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from kehou.consultation.public import told_of_no
from kehou.kernel.fen import Fen
from kehou.kernel.moments import local_day
from kehou.notices.content import from_json
from kehou.notices.facts import NoticeContent, SlotLine
from kehou.notices.models import Notice
from kehou.plans.public import approved_version
from kehou.platform.paper.codes import scan_mark
from kehou.platform.paper.documents.letter import FamilyLetter, print_letters
from kehou.platform.paper.documents.notice import Notice as Paper
from kehou.platform.paper.documents.notice import PublishedCourse, print_notice, print_poster
from kehou.platform.paper.documents.parts import Channel, GradeTimetable, TimetableRow
from kehou.platform.ui.wording import grades_in, grades_text

FREE = "免费"
MEASURES = "《湖南省义务教育课后服务工作实施办法》（九）"


def print_board_notice(notice: Notice, *, address: str) -> bytes:
    """The notice with all its fields as PDF, with the code of its public page."""
    return print_notice(_paper(notice, address), at=notice.opened_at)


def print_gate_poster(notice: Notice, *, address: str) -> bytes:
    """The poster for the gate as PDF."""
    return print_poster(_paper(notice, address), at=notice.opened_at)


def print_family_letter(notice: Notice, *, address: str) -> bytes:
    """The letter to families with its receipt (A12.1, A12.2), its names left to be written by hand."""
    paper, approved = _paper(notice, address), approved_version(notice.version_id)
    letter = FamilyLetter(
        school=paper.school,
        term=paper.term,
        reply=paper.reply,
        times=paper.times,
        courses=tuple(dict.fromkeys(course.name for course in paper.courses)),
        price=paper.price,
        term_ceiling=paper.term_ceiling,
        estimate="按所选的天数和课程计算，签协议前可以看到",
        for_those_who_do_not_join=told_of_no(notice.school_id, approved.term_id) if approved else (),
        waiver="；".join(paper.waiver_rules),
        refund="；".join(paper.refund_rules),
        channels=paper.channels,
        return_by=paper.last_day,
        mark=paper.mark,
        date=paper.date,
    )
    return print_letters([letter], at=notice.opened_at)


def _paper(notice: Notice, address: str) -> Paper:
    content = from_json(notice.content)
    first = content.prices[0] if content.prices else None
    opened = local_day(notice.opened_at)
    return Paper(
        school=content.school,
        term=content.term,
        reply=content.reply_number or f"{content.approved_date.year}年批复",
        item="课后服务费",
        basis=(MEASURES, *dict.fromkeys(line.basis for line in content.prices if line.basis)),
        price=Fen(first.price_fen) if first else Fen(0),
        unit=first.unit if first else FREE,
        term_ceiling=Fen(max((line.term_ceiling_fen for line in content.prices), default=0)),
        scope="自愿参加课后服务并签订协议的学生",
        payment="按账单缴入学校公布的账户" if first else FREE,
        times=hours(content.slots),
        timetables=tuple(_timetable(content, grades) for grades in _groups(content)),
        courses=tuple(PublishedCourse(row.name, row.kind, row.grades, row.leader) for row in content.courses),
        waiver_rules=(content.waiver_rule or FREE,),
        refund_rules=(content.refund_rule or FREE,),
        first_day=opened,
        last_day=notice.close_from_date or opened,
        working_days=content.working_days,
        answer_working_days=content.answer_working_days,
        channels=_channels(content),
        digest=notice.content_hash[:12],
        mark=scan_mark(notice.code, address),
        date=_issued(content, opened),
    )


def _issued(content: NoticeContent, opened: date) -> date:
    return max(content.approved_date, opened)


def _groups(content: NoticeContent) -> list[str]:
    return sorted({slot.grades for slot in content.slots}, key=lambda text: sorted(grades_in(text)))


def hours(slots: Sequence[SlotLine]) -> tuple[str, ...]:
    """From when until when the service runs, for grades that have the same hours together."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for grade in sorted({grade for slot in slots for grade in grades_in(slot.grades)}):
        held = [slot for slot in slots if grade in grades_in(slot.grades)]
        found[min(slot.starts for slot in held), max(slot.ends for slot in held)].append(grade)
    return tuple(f"{grades_text(grades)}：{starts}至{ends}" for (starts, ends), grades in found.items())


def _timetable(content: NoticeContent, grades: str) -> GradeTimetable:
    slots = [slot for slot in content.slots if slot.grades == grades]
    spans = sorted({(slot.starts, slot.ends) for slot in slots})
    return GradeTimetable(grades, tuple(_row(slots, span) for span in spans))


def _row(slots: list[SlotLine], span: tuple[str, str]) -> TimetableRow:
    monday, tuesday, wednesday, thursday, friday = (
        "、".join(slot.course for slot in slots if slot.weekday == day and (slot.starts, slot.ends) == span)
        for day in range(5)
    )
    return TimetableRow(f"{span[0]}–{span[1]}", (monday, tuesday, wednesday, thursday, friday))


def _channels(content: NoticeContent) -> tuple[Channel, ...]:
    found = [
        Channel("监督电话", content.complaint_phone),
        Channel("监督信箱", content.complaint_mailbox),
        Channel("政务服务热线", "12345"),
    ]
    return tuple(channel for channel in found if channel.detail)
