"""Schools, heads, terms and days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from kehou.platform.ui.fields import MobileField
from kehou.platform.ui.forms import KehouForm
from kehou.platform.ui.wording import grade_label
from kehou.registry.models import CalendarDay, School, Term
from kehou.registry.services.schools import SchoolEntry

AREAS = (
    ("111", "城区（主城区）"),
    ("112", "城区（城乡结合区）"),
    ("121", "镇区（镇中心区）"),
    ("122", "镇区（镇乡结合区）"),
    ("123", "镇区（特殊区域）"),
    ("210", "乡村（乡中心区）"),
    ("220", "乡村（村庄）"),
)


class SchoolForm(KehouForm):
    """A school or teaching point."""

    name = forms.CharField(label="学校名称", max_length=100)
    official_code = forms.RegexField(
        r"^\d{10}$", label="学校标识码", error_messages={"invalid": "学校标识码应为10位数字。"}
    )
    short_code = forms.RegexField(
        r"^[a-z0-9]{2,12}$",
        label="网址短代码",
        help_text="2至12个小写字母或数字，用在公示网址里，定了不改",
        error_messages={"invalid": "短代码只能用2至12个小写字母或数字。"},
    )
    grades = forms.MultipleChoiceField(
        label="年级",
        choices=[(str(grade), grade_label(grade)) for grade in range(1, 10)],
        widget=forms.CheckboxSelectMultiple,
    )
    urban_rural_code = forms.ChoiceField(label="城乡分类", choices=AREAS)
    ownership = forms.ChoiceField(
        label="办学性质", choices=School.Ownership.choices, widget=forms.RadioSelect
    )
    has_boarders = forms.BooleanField(label="有住校学生", required=False)

    def __init__(self, *args: Any, centrals: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["central"] = forms.ChoiceField(
            label="所属中心校",
            help_text="教学点必选，由中心校管账、共用人员",
            required=False,
            choices=[("", "独立法人学校"), *centrals],
        )

    def entry(self) -> SchoolEntry:
        """What was typed."""
        said = self.cleaned_data
        return SchoolEntry(
            name=said["name"],
            short_code=said["short_code"],
            official_code=said["official_code"],
            grades=frozenset(map(int, said["grades"])),
            urban_rural_code=said["urban_rural_code"],
            is_public=said["ownership"] == School.Ownership.PUBLIC,
            has_boarders=said["has_boarders"],
            central_id=UUID(said["central"]) if said["central"] else None,
        )


class HeadForm(KehouForm):
    """The new head of a school."""

    name = forms.CharField(label="姓名", min_length=2, max_length=50)
    phone = MobileField()


class TermForm(KehouForm):
    """A term of the county."""

    year = forms.IntegerField(label="年份", min_value=2024, max_value=2099)
    half = forms.ChoiceField(label="学期", choices=Term.Half.choices, widget=forms.RadioSelect)
    first = forms.DateField(label="开学日期")
    last = forms.DateField(label="放假前最后一天")


class DayForm(KehouForm):
    """A day on which the school departs from the common calendar."""

    day = forms.DateField(label="日期")
    kind = forms.ChoiceField(label="安排", choices=CalendarDay.Kind.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label="事由", max_length=100)
