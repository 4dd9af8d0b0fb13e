"""课程: one course with all that is judged about it (A5, A6.1 to A6.6, A10.5)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kehou.kernel.limits import MAX_TEXT
from kehou.plans.facts import PlanContent
from kehou.plans.forms.fields import LinesField, also, choice, long_text
from kehou.plans.forms.parts import Choices, PartForm
from kehou.plans.keys import new_key
from kehou.plans.names import (
    CATEGORY_NAMES,
    CONTENT_NAMES,
    DOMAIN_NAMES,
    KIND_NAMES,
    LEADER_NAMES,
    MODE_NAMES,
    ONLINE_NAMES,
)
from kehou.rulebook.facts.courses import (
    Category,
    ContentType,
    CourseFacts,
    CourseKind,
    LeaderKind,
    Mode,
    OnlineMode,
    TimedPart,
)

_PLAIN = (
    "title",
    "description",
    "outline",
    "materials",
    "why_here",
    "capacity",
    "minimum",
    "by_class",
    "is_outdoor",
    "written_homework",
)
BLANK = CourseFacts(key="", title="", kind=CourseKind.X, mode=Mode.SMALL_GROUP)


class CourseForm(PartForm):
    """One course. What the form does not show stays as it was."""

    title = ""
    name = "course"

    course_title = forms.CharField(label="课程名称", max_length=60)
    kind = forms.ChoiceField(label="类别", choices=KIND_NAMES.items(), widget=forms.RadioSelect)
    content_type = choice(
        "作业辅导的内容", CONTENT_NAMES.items(), required=False, help_text="类别为作业辅导时填写"
    )
    domain = choice("素质拓展的领域", (), required=False, help_text="类别为素质拓展时填写")
    mode = choice("组织形式", MODE_NAMES.items())
    capacity = forms.IntegerField(label="每班名额", min_value=1, max_value=500)
    minimum = forms.IntegerField(label="开班人数", min_value=1, max_value=500)
    leader_kind = choice("由谁带班", LEADER_NAMES.items())
    provider_key = choice(
        "第三方机构", (), required=False, help_text="由第三方机构开设时，从本县公布的名单中选"
    )
    outline = long_text("课程内容", help_text="每次做什么，县教育局按此审核")
    why_here = long_text("为什么适合本校", rows=2)
    description = long_text("给家长看的介绍", rows=2)
    materials = LinesField(label="教材和材料", required=False, help_text="一行一种", max_length=MAX_TEXT)
    is_outdoor = forms.BooleanField(label="主要在户外", required=False)
    by_class = forms.BooleanField(label="按行政班整班进行", required=False)
    written_homework = forms.BooleanField(label="有书面作业", required=False)
    online = choice("使用线上资源", ONLINE_NAMES.items())
    category = choice("时段性质", ())
    subject_minutes = forms.IntegerField(
        label="其中辅导分钟数", required=False, min_value=0, max_value=200, help_text="一次课里两类都有时才填"
    )
    x_minutes = forms.IntegerField(label="其中拓展分钟数", required=False, min_value=0, max_value=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(name, DOMAIN_NAMES.get(name, name)) for name in self.choices.domains or DOMAIN_NAMES]
        self.let_choose("domain", [("", "请选择"), *also(listed, self.initial["domain"])])
        bodies = also(self.choices.providers, self.initial["provider_key"])
        self.let_choose("provider_key", [("", "不是机构开设"), *bodies])
        usual = [Category.ORDINARY, Category.EXTENDED_CARE]
        now = Category(self.initial["category"])
        kinds = dict.fromkeys([*usual, now])
        self.let_choose("category", [(kind.value, CATEGORY_NAMES[kind]) for kind in kinds])

    @classmethod
    def read(cls, content: PlanContent, choices: Choices) -> dict[str, Any]:
        """The course at hand, or a blank one."""
        course = content.course(choices.entry) or BLANK
        values: dict[str, Any] = {name: getattr(course, name) for name in _PLAIN if name != "title"}
        return values | {
            "course_title": course.title,
            "kind": course.kind.value,
            "content_type": course.content.value if course.content else "",
            "domain": course.domain or "",
            "mode": course.mode.value,
            "leader_kind": course.leader_kind.value,
            "provider_key": course.provider_key or "",
            "online": course.online.value,
            "category": course.category.value,
            "subject_minutes": _minutes(course, CourseKind.SUBJECT),
            "x_minutes": _minutes(course, CourseKind.X),
        }

    def clean(self) -> dict[str, Any]:
        """Each kind says its content or its domain."""
        given = super().clean() or self.cleaned_data
        if given.get("kind") == CourseKind.SUBJECT and not given.get("content_type"):
            self.add_error("content_type", ValidationError("请选择作业辅导的内容。"))
        if given.get("kind") == CourseKind.X and not given.get("domain"):
            self.add_error("domain", ValidationError("请选择素质拓展的领域。"))
        if (given.get("minimum") or 1) > (given.get("capacity") or 1):
            self.add_error("minimum", ValidationError("开班人数不能多于每班名额。"))
        return given

    def write(self, content: PlanContent) -> PlanContent:
        """The content with the course changed, or added at the end."""
        old = content.course(self.choices.entry)
        if old is None:
            return replace(content, courses=(*content.courses, self.course(replace(BLANK, key=new_key()))))
        new = self.course(old)
        return replace(content, courses=tuple(new if row.key == old.key else row for row in content.courses))

    def course(self, old: CourseFacts) -> CourseFacts:
        """The course as entered."""
        given = self.cleaned_data
        plain = {name: given[name] for name in _PLAIN if name != "title"}
        return replace(
            old,
            **plain,
            title=given["course_title"],
            kind=CourseKind(given["kind"]),
            content=ContentType(given["content_type"]) if given["content_type"] else None,
            domain=given["domain"] or None,
            mode=Mode(given["mode"]),
            leader_kind=LeaderKind(given["leader_kind"]),
            provider_key=given["provider_key"] or None,
            online=OnlineMode(given["online"]),
            category=Category(given["category"]),
            parts=self._parts(old),
        )

    def judged(self) -> tuple[str, ...]:
        """What is said of this course."""
        return (f"course/{self.choices.entry}",) if self.choices.entry else ()

    def _parts(self, old: CourseFacts) -> tuple[TimedPart, ...]:
        given = {
            kind: self.cleaned_data[f"{kind.value}_minutes"] for kind in (CourseKind.SUBJECT, CourseKind.X)
        }
        if all(_minutes(old, kind) == minutes for kind, minutes in given.items()):
            return old.parts
        return tuple(TimedPart(kind, minutes) for kind, minutes in given.items() if minutes)


def _minutes(course: CourseFacts, kind: CourseKind) -> int | None:
    return sum(part.minutes for part in course.parts if part.kind is kind) or None
