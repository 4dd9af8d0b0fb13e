"""Rows as the pieces of a family's pages: what waits, what stands, the week, the answers to check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from kehou.agreements.public import State, Terms
from kehou.enrolment.answers import Answers
from kehou.enrolment.children import Beside, ChildNow
from kehou.enrolment.facts import Estimate, Offering, Option, Otherwise
from kehou.enrolment.wording import DAYS, OTHERWISE_NAMES
from kehou.platform.ui.pieces import Answer, Child, Fact, Tone
from kehou.platform.ui.wording import count, day, day_range, moment, time_range, yuan


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for the family, with what it is good for."""

    label: str
    about: str
    url: str


@dataclass(frozen=True, slots=True)
class WeekLine:
    """What a child does at one time of the week."""

    when: str
    title: str
    where: str
    is_today: bool


@dataclass(frozen=True, slots=True)
class ChildCard:
    """One child on the family's first page."""

    child: ChildNow
    url: str
    state: str
    tone: Tone
    tasks: tuple[Task, ...]
    week: tuple[WeekLine, ...]

    @property
    def today(self) -> tuple[WeekLine, ...]:
        """What is on today."""
        return tuple(line for line in self.week if line.is_today)


_STATES = {
    State.OFFERED: ("待答复", Tone.INFO),
    State.DECLINED: ("不参加", Tone.PLAIN),
    State.ACTIVE: ("已签协议", Tone.DONE),
    State.TO_SIGN_ANEW: ("待重新签署", Tone.ATTENTION),
    State.WITHDRAWN: ("已退出", Tone.PLAIN),
}


def card(child: ChildNow, beside: Beside, *, now: datetime) -> ChildCard:
    """A child's card."""
    state, tone = _STATES[child.stand.state]
    if child.stand.state is State.OFFERED and not child.at.may_sign:
        state, tone = "方案公示后签协议", Tone.PLAIN
    url = reverse("family-child", args=[child.pupil_id])
    return ChildCard(child, url, state, tone, tuple(_tasks(child, beside, now)), week(child, beside, now=now))


def switcher(children: Sequence[ChildNow], current: ChildNow, *, name: str) -> list[Child]:
    """The child switcher, leading to the same page of each child."""
    return [
        Child(each.name, each.pupil.class_name, reverse(name, args=[each.pupil_id]), current=each is current)
        for each in children
    ]


def week(child: ChildNow, beside: Beside, *, now: datetime) -> tuple[WeekLine, ...]:
    """Where a child is in the week."""
    if child.at.offering is None:
        return ()

    def is_today(option: Option) -> bool:
        return child.at.is_school_day and option.weekday == now.weekday()

    options = [option for key in beside.option_keys if (option := child.at.offering.option(key))]
    return tuple(
        WeekLine(when(option), option.title, option.room, is_today(option))
        for option in sorted(options, key=lambda option: (option.weekday, option.starts))
    )


def when(option: Option) -> str:
    """A weekly time: 周一 16:10–16:50."""
    return f"{DAYS[option.weekday]} {time_range(option.starts, option.ends)}"


def band_name(offering: Offering, key: str) -> str:
    """A band in words."""
    band = offering.band(key)
    return f"{DAYS[band.weekday]} {time_range(band.starts, band.ends)}"


def answer_rows(child: ChildNow, answers: Answers, offering: Offering, *, choosing: bool) -> list[Answer]:
    """The answers of one child to check before signing."""

    def page(name: str) -> str:
        return reverse(f"family-{name}", args=[child.pupil_id])

    rows = [Answer("参加的日子", "、".join(DAYS[day] for day in answers.days), page("days"))]
    if choosing:
        rows += [
            Answer(band_name(offering, band), _ranked(offering, keys), page("courses"))
            for band, keys in sorted(answers.ranked.items())
            if keys
        ]
        otherwise = OTHERWISE_NAMES[answers.otherwise or Otherwise.ROOM]
        rows.append(Answer("志愿都没有名额时", otherwise, page("order")))
        if answers.own_words:
            rows.append(Answer("孩子自己的话", answers.own_words, page("order")))
    consent = "同意" if answers.consent else "不同意，学校改用纸质名册"
    return [*rows, Answer("孩子的个人信息", consent, page("data"))]


def estimate_rows(found: Estimate) -> list[Fact]:
    """How the most that a term can cost comes about."""
    rows = [
        Fact("全部志愿实现时", count(found.units, "课时")),
        Fact("收费标准", f"每课时{yuan(found.price_fen)}"),
        Fact("相乘", yuan(found.gross_fen)),
    ]
    if found.ceiling_fen:
        rows.append(Fact("每学期最多", yuan(found.ceiling_fen), "超过的部分不收" if found.capped else ""))
    if found.waived_fen:
        rows.append(Fact("减免", f"减{yuan(found.waived_fen)}", "账单上直接减"))
    return [*rows, Fact("本学期最多交", yuan(found.due_fen), "没有派到的课程不收费")]


def term_facts(terms: Terms) -> list[Fact]:
    """What a family wants to know first of an agreement."""
    price = f"每{terms.unit}{yuan(terms.price_fen)}" if terms.price_fen else "不收费"
    rows = [Fact("期限", day_range(terms.first_day, terms.last_day)), Fact("收费", price)]
    if terms.ceiling_fen:
        rows.append(Fact("每学期最多", yuan(terms.ceiling_fen)))
    return [*rows, Fact("依据", f"方案第{terms.version_number}版 {terms.reply_number}".strip())]


def _ranked(offering: Offering, keys: Sequence[str]) -> str:
    titles = [option.title for key in keys if (option := offering.option(key))]
    return "\n".join(f"{place}. {title}" for place, title in enumerate(titles, start=1))


def _tasks(child: ChildNow, beside: Beside, now: datetime) -> list[Task]:
    found = []
    if beside.asks_until is not None:
        about = f"{day(beside.asks_until)}截止，参加或不参加都可以答"
        found.append(Task("回答征求意见", about, reverse("family-consultation")))
    sitting = reverse("family-sitting", args=[child.pupil_id])
    if child.at.may_sign and child.stand.state in (State.OFFERED, State.TO_SIGN_ANEW):
        found.append(Task("看协议、选课程", "看完再决定，参加不参加都可以", sitting))
    if child.stand.state is State.ACTIVE and child.at.can_choose(now) and child.at.window:
        label = "修改选课" if child.wishes else "选课程"
        found.append(Task(label, f"{moment(child.at.window.closes_at)}截止", sitting))
    rush, window = child.at.rush, child.at.window
    coming = bool(rush and window and rush.arrive_from_at <= now < window.closes_at)
    if rush and coming and child.stand.state is State.ACTIVE and not child.at.is_closed:
        about = f"{moment(rush.opens_at)}开放，按号选课"
        found.append(Task("报到、选课程", about, reverse("family-turn", args=[child.pupil_id])))
    return found
