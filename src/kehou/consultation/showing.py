"""From rows to what pages show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html

from kehou.consultation.facts import FamilyAnswer, QuestionnaireContent
from kehou.consultation.wording import CHOICES, DAYS, NEED_NAMES, PRICE_NAMES, TRANSPORT_NAMES
from kehou.platform.ui.wording import count
from kehou.rulebook.facts.consultation import Answer

NOT_SHOWN = "不单列"
QUESTIONS = {
    "choices": "是否希望参加",
    "days": "希望哪几天",
    "courses": "感兴趣的课程",
    "price_views": "对收费标准的看法",
    "transports": "放学后怎样回家",
    "needs": "学生自己想做的事",
}
STEP_QUESTIONS = {
    "join": "孩子是否参加课后服务",
    "days": "希望哪几天参加",
    "courses": "对哪些课程感兴趣",
    "price": "这个收费标准怎么样",
    "transport": "放学后怎样回家",
    "pupil": "孩子自己最想做什么",
}


@dataclass(frozen=True, slots=True)
class CountRow:
    """One option with its count, or with words where the count is not shown."""

    label: str
    shown: str


@dataclass(frozen=True, slots=True)
class Counted:
    """One question with its options."""

    question: str
    rows: tuple[CountRow, ...]


def counted(counts: Mapping[str, Mapping[str, int | None]], *, courses: Mapping[str, str]) -> list[Counted]:
    """The result by question; questions that nobody answered are left out."""
    labels: dict[str, Mapping[str, str]] = {
        "choices": {answer.value: name for answer, name in CHOICES.items()},
        "days": {str(number): name for number, name in enumerate(DAYS)},
        "courses": courses,
        "price_views": PRICE_NAMES,
        "transports": TRANSPORT_NAMES,
        "needs": NEED_NAMES,
    }
    return [
        Counted(title, _rows(counts[question], labels[question]))
        for question, title in QUESTIONS.items()
        if counts.get(question)
    ]


def course_titles(asked: QuestionnaireContent) -> dict[str, str]:
    """The titles of a questionnaire's courses by key."""
    return {course.key: course.title for course in asked.courses}


def said_answers(given: FamilyAnswer, asked: QuestionnaireContent) -> dict[str, str]:
    """A family's answer in words, by step; a question left open says so."""
    titles = course_titles(asked)
    said = {
        "join": CHOICES[given.choice],
        "days": "、".join(DAYS[day] for day in sorted(given.days)),
        "courses": "、".join(titles[key] for key in given.courses if key in titles),
        "price": PRICE_NAMES.get(given.price_view, ""),
        "transport": TRANSPORT_NAMES.get(given.transport, ""),
        "pupil": "、".join(NEED_NAMES[need] for need in given.pupil_needs),
    }
    return {step: words or "没有填写" for step, words in said.items()}


def option_labels(asked: QuestionnaireContent) -> list[tuple[str, str]]:
    """The honest options of the first question, each with what it means for the child's afternoon."""
    means = {
        Answer.YES: asked.if_yes,
        Answer.NO: f"{asked.lessons_end}{asked.waiting_care}",
        Answer.UNSURE: "先不决定，截止前都可以再选。",
    }
    return [
        (
            option.answer.value,
            format_html('{}<br><small class="soft">{}</small>', CHOICES[option.answer], means[option.answer]),
        )
        for option in asked.options
    ]


def result_page(content: Mapping[str, Any]) -> list[Counted]:
    """What the public page shows of a frozen result."""
    return counted(content["counts"], courses=content["courses"])


def _rows(cells: Mapping[str, int | None], labels: Mapping[str, str]) -> tuple[CountRow, ...]:
    ordered = [key for key in labels if key in cells]
    return tuple(
        CountRow(labels[key], NOT_SHOWN if (number := cells[key]) is None else count(number, "名学生"))
        for key in ordered
    )
