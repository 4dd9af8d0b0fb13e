"""The service log as a whole, to read and to take away (A7.9, A7.10)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from kehou.delivery.access import SEE_LOG
from kehou.delivery.facts import SessionState
from kehou.delivery.models import Cancellation, ServiceRecord, Session
from kehou.delivery.views.here import here
from kehou.delivery.wording import FORM_NAMES, STATE_NAMES
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.paper.sheets import CellKind, Column, Sheet, print_workbook
from kehou.platform.ui.downloads import taken_file
from kehou.platform.ui.wording import clock_time, full_day
from kehou.registry.public import names_of, school_info

HEAD = ("日期", "时间", "课程", "教师", "人数", "内容", "形式", "计划依据", "状态")
COLUMNS = tuple(Column(title, CellKind.COUNT if title == "人数" else CellKind.TEXT) for title in HEAD)
DAYS = 7


@endpoint(SEE_LOG)
def service_log(request: KehouRequest) -> HttpResponse:
    """A week of the log, the latest first; ``?from=2026-03-02`` opens another week."""
    at = here(request, SEE_LOG)
    first = _first(request.GET.get("from", ""), at.today)
    rows = _lines(at.place.school, first, first + timedelta(days=DAYS))
    if request.GET.get("form") == "xlsx":
        sheet = Sheet("工作台账", f"{full_day(first)}起一周工作台账", COLUMNS, tuple(rows))
        author = school_info(at.place.school).name
        return taken_file(print_workbook([sheet], author=author, at=at.now), "service-log.xlsx")
    context = {
        "rows": rows,
        "head": HEAD,
        "first": first,
        "last": first + timedelta(days=DAYS - 1),
        "before": (first - timedelta(days=DAYS)).isoformat(),
        "after": (first + timedelta(days=DAYS)).isoformat(),
    }
    return render(request, "delivery/log.html", context)


def _first(asked: str, today: date) -> date:
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        day = today
    return day - timedelta(days=day.weekday())


def _lines(school_id: UUID, first: date, past: date) -> list[tuple[Any, ...]]:
    rows = list(
        Session.objects.filter(school_id=school_id, session_date__gte=first, session_date__lt=past)
        .exclude(state=SessionState.PLANNED)
        .order_by("starts_at", "title", "id")
    )
    ids = [row.id for row in rows]
    records = {
        row.session_id: row for row in ServiceRecord.objects.filter(session_id__in=ids).order_by("revision")
    }
    dropped = [row.id for row in rows if row.state == SessionState.CANCELLED]
    causes = {
        row.session_id: row
        for row in Cancellation.objects.filter(session_id__in=dropped).order_by("cancelled_at", "id")
    }
    names = names_of(row.leader_id for row in rows if row.leader_id)
    return [_line(row, records.get(row.id), causes.get(row.id), names) for row in rows]


def _line(
    row: Session, entry: ServiceRecord | None, cause: Cancellation | None, names: dict[Any, str]
) -> tuple[Any, ...]:
    state = STATE_NAMES[SessionState(row.state)]
    if cause:
        state = f"{state}：{cause.reason}" if cause.reason else state
    if entry and entry.is_late:
        state = f"{state}（逾期）"
    return (
        full_day(row.session_date),
        f"{clock_time(row.starts_at)}–{clock_time(row.ends_at)}",
        row.title,
        names.get(row.leader_id, ""),
        entry.present_count if entry else None,
        entry.content if entry else "",
        FORM_NAMES.get(entry.form, entry.form) if entry else "",
        entry.plan_reference if entry else "",
        state,
    )
