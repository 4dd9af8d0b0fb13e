"""The sections of a plan, in the order in which a planner fills them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kehou.plans.facts import PlanContent
from kehou.plans.forms.basics import FlexibleHoursForm, GoalsForm, ThirdPartyForm
from kehou.plans.forms.bells import BELL_PARTS
from kehou.plans.forms.boarders import BOARDER_PARTS
from kehou.plans.forms.courses import CourseForm
from kehou.plans.forms.fees import FEE_PARTS
from kehou.plans.forms.grades import GRADE_PARTS
from kehou.plans.forms.leaders import LEADER_PARTS
from kehou.plans.forms.parts import Choices, Data, Part, PartForm, PartKind, RowForm
from kehou.plans.forms.quick import QUICK_COURSES
from kehou.plans.forms.rooms import ROOM_PARTS
from kehou.plans.forms.safety import InsuranceForm, SafetyForm
from kehou.plans.forms.slots import NewSlotsForm, SlotForm
from kehou.plans.forms.small import SMALL_PARTS
from kehou.plans.forms.transport import TRANSPORT_PARTS


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the editor. ``home`` is the section that an entry (a course, a slot) belongs to."""

    slug: str
    title: str
    about: str
    parts: tuple[PartKind, ...]
    template: str = "plans/editor/section.html"
    home: str = ""


SECTIONS = (
    Section("basics", "基本情况", "服务目标、五项管理", (GoalsForm, ThirdPartyForm)),
    Section("grades", "年级与班级", "年级、人数、体育课", GRADE_PARTS),
    Section("bells", "作息时间", "放学时间、午休、课间", BELL_PARTS),
    Section("courses", "课程", "作业辅导和素质拓展", (QUICK_COURSES,), "plans/editor/courses.html"),
    Section("timetable", "周课表", "星期、时间、年级", (NewSlotsForm,), "plans/editor/timetable.html"),
    Section("people", "人员", "带班教师和意愿", LEADER_PARTS),
    Section("transport", "校车", "线路、开出时间、人数", TRANSPORT_PARTS),
    Section("boarders", "住校生和延时照看", "不参加的住校生、晚接的学生", BOARDER_PARTS),
    Section("fees", "收费方案", "价格、成本、来源、减免退费", FEE_PARTS, "plans/editor/fees.html"),
    Section("safety", "安全", "制度、预案、保险", (SafetyForm, InsuranceForm)),
    Section("hours", "弹性上下班", "教师弹性上下班办法", (FlexibleHoursForm,)),
)
ENTRIES = (
    Section("course", "课程", "", (CourseForm,), "plans/editor/course.html", home="courses"),
    Section("slot", "课表中的一节", "", (SlotForm,), "plans/editor/slot.html", home="timetable"),
    Section("rooms", "教师和地点", "", ROOM_PARTS, "plans/editor/rooms.html", home="timetable"),
)
SMALL = Section(
    "small",
    "小规模学校一页表",
    "一个混龄班",
    (GoalsForm, *GRADE_PARTS[:1], *SMALL_PARTS, SafetyForm, InsuranceForm),
    "plans/editor/small.html",
)
BY_SLUG = {section.slug: section for section in (*SECTIONS, *ENTRIES, SMALL)}


class SectionForms:
    """The forms of one section over a content, unsent or as sent."""

    def __init__(
        self, section: Section, content: PlanContent, choices: Choices, data: Data | None = None
    ) -> None:
        self.section = section
        self.parts: list[Part] = [kind(content, choices, data) for kind in section.parts]

    def is_valid(self) -> bool:
        """Whether all that was sent can be read; every part is looked at."""
        answers = [part.is_valid() for part in self.parts]
        return all(answers)

    def write(self, content: PlanContent) -> PlanContent:
        """The content with the section as sent."""
        for part in self.parts:
            content = part.write(content)
        return content

    def forms_inside(self) -> Iterable[PartForm | RowForm]:
        """Every single form."""
        for part in self.parts:
            yield from part.forms_inside()  # type: ignore[misc]  # a part has these two kinds
