"""The style page."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kehou.platform.ui.pieces import Link
from kehou.platform.ui.shell import DemoClock, NavSection, Shell
from kehou.platform.ui.style.forms import SampleFilter, SampleForm, wrong_form
from kehou.platform.ui.style.samples import CONTEXT, TODAY
from kehou.platform.ui.style.swatches import swatches

_SECTIONS = (
    NavSection(
        "基础",
        (
            Link("文字", "#type", current=True),
            Link("颜色", "#colour"),
            Link("间距", "#space"),
            Link("写法", "#wording"),
        ),
    ),
    NavSection(
        "部件",
        (
            Link("按钮", "#buttons"),
            Link("表单", "#forms"),
            Link("表格", "#tables", count=4),
            Link("状态", "#status"),
            Link("空白页", "#empty"),
            Link("文书", "#paper"),
        ),
    ),
    NavSection(
        "办理流程",
        (
            Link("五步", "#stages"),
            Link("审查意见", "#verdicts", count=3),
            Link("课表", "#timetable"),
            Link("志愿", "#ranking"),
            Link("待办", "#queue"),
        ),
    ),
)


def _shell() -> Shell:
    return Shell(
        place="青澜县教育局",
        role="课后服务审批",
        person="周敏",
        day=TODAY,
        sections=_SECTIONS,
        roles=(Link("课后服务审批", "#roles", current=True), Link("督导检查", "#roles")),
        home_url="#main",
    )


def style_page(request: HttpRequest) -> HttpResponse:
    """Everything the design language has, in one long desk page."""
    context = {
        **CONTEXT,
        "shell": _shell(),
        "demo_clock": DemoClock(TODAY, "#clock"),
        "form": SampleForm(),
        "wrong": wrong_form(),
        "filters": SampleFilter(),
        "page": Paginator(range(1203), 50).page(3),
        "spaces": (4, 8, 12, 16, 20, 24, 32, 40, 48, 64),
        "swatches": swatches(),
    }
    return render(request, "kehou/style/page.html", context)


def style_phone(request: HttpRequest) -> HttpResponse:
    """The same pieces in the phone frame, as a family meets them."""
    return render(request, "kehou/style/phone.html", {**CONTEXT, "form": SampleForm()})


def style_letter(request: HttpRequest) -> HttpResponse:
    """An official letter with its tear-off receipt."""
    return render(request, "kehou/style/letter.html", {"today": TODAY})
