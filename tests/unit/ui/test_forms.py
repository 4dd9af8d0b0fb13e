"""Forms say what to do, and lose nothing that was typed."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.template import Context, Template

from kehou.platform.ui.forms import KehouForm


class PlanForm(KehouForm):
    """One field of each kind."""

    price = forms.DecimalField(label="每课时价格")
    phone = forms.CharField(label="联系电话")
    grade = forms.ChoiceField(label="年级", choices=[("3", "三年级")])
    sheet = forms.FileField(label="扫描件")
    read = forms.BooleanField(label="我已阅读")
    opens = forms.DateField(label="开课日期", error_messages={"required": "请定下开课的那一天。"})


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("price", "请填写每课时价格。"),
        ("phone", "请填写联系电话。"),
        ("grade", "请选择年级。"),
        ("sheet", "请上传扫描件。"),
        ("read", "请先勾选“我已阅读”。"),
        ("opens", "请定下开课的那一天。"),
    ],
)
def test_what_is_missing_is_asked_for_by_name(name: str, said: str) -> None:
    assert PlanForm({}).errors[name] == [said]


def test_what_cannot_be_read_says_what_is_wanted() -> None:
    form = PlanForm({"price": "很便宜", "opens": "哪天都行", "grade": "12"})
    assert form.errors["price"] == ["每课时价格要填数字。"]
    assert form.errors["opens"] == ["开课日期要填完整的年月日。"]
    assert form.errors["grade"] == ["年级请从列出的选项中选。"]


def test_the_browser_checks_nothing_by_itself() -> None:
    assert " required" not in str(PlanForm()["phone"])


def test_a_day_is_filled_in_with_the_devices_picker() -> None:
    form = PlanForm(initial={"opens": date(2026, 3, 2)})
    shown = Template("{% load kehou %}{% field form.opens %}").render(Context({"form": form}))
    assert 'type="date"' in shown
    assert 'type="text"' not in shown
    assert 'value="2026-03-02"' in shown
