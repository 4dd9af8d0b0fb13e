"""The county's numbered reply 批复 that approves the plans of one or many schools (A7.4, A8.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kehou.kernel.fen import Fen
from kehou.platform.paper.press import press
from kehou.platform.ui.wording import numeral, plain_day


@dataclass(frozen=True, slots=True)
class ApprovedSchool:
    """A row of the reply's list: a school and the bounds within which it may act."""

    name: str
    grades: str
    plan_number: str
    price: Fen
    max_periods: int
    ceiling: Fen


@dataclass(frozen=True, slots=True)
class Reply:
    """What a reply says. ``number`` is entered by hand by the issuer's clerk."""

    issuer: str
    number: str
    addressees: tuple[str, ...]
    term: str
    basis: tuple[str, ...]
    submitted: date
    schools: tuple[ApprovedSchool, ...]
    publicity_working_days: int
    conditions: tuple[str, ...]
    date: date
    copies_to: tuple[str, ...] = ()
    more_attachments: tuple[str, ...] = ()
    note: str = "此件主动公开"

    @property
    def title_lines(self) -> tuple[str, str]:
        """The title in two lines that break between words, as the standard asks."""
        return (f"关于{self.term}义务教育学校", "课后服务实施方案和收费方案的批复")


def print_reply(reply: Reply, *, at: datetime) -> bytes:
    """The reply as an official letter after GB/T 9704, its list of schools as attachment 1."""
    listing = f"{reply.term}课后服务方案批准学校名单"
    return press(
        "reply",
        {
            "issuer": reply.issuer,
            "number": reply.number,
            "title_lines": reply.title_lines,
            "addressees": reply.addressees,
            "paragraphs": _paragraphs(reply),
            "attachments": (listing, *reply.more_attachments),
            "schools": reply.schools,
            "date": reply.date,
            "note": reply.note,
            "copies_to": reply.copies_to,
            "printer": f"{reply.issuer}办公室",
        },
        fixed_time=at,
    )


def _paragraphs(reply: Reply) -> tuple[str, ...]:
    """The letter's body: receipt and basis, then the numbered decisions."""
    reader = "你校" if len(reply.schools) == 1 else "你们"
    opening = (
        f"{reader}于{plain_day(reply.submitted)}报来的{reply.term}课后服务实施方案和收费方案收悉。"
        f"根据{'、'.join(reply.basis)}，经审核，现批复如下："
    )
    decisions = (
        f"同意附件1所列{len(reply.schools)}所学校的实施方案和收费方案。服务年级、课时和收费不得超出附件1所列范围。",
        f"学校须将批准的方案和收费标准向家长和社会公示，公示期不少于{reply.publicity_working_days}个工作日；"
        "公示期满且异议答复完毕，方可与家长签订书面协议。学生自愿参加，不得强制或者变相强制。",
        *reply.conditions,
    )
    return (opening, *(f"{numeral(place)}、{text}" for place, text in enumerate(decisions, start=1)))
