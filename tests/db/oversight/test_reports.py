"""What is told and what is not: open books, detail without a case, a teacher's own year (A8.9, A11.8)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.http import Http404

from factories.afternoon import MONDAY
from factories.refused import reasons_of
from factories.reported import a_supervised_world, an_officer, report, take_on
from factories.supervised import MARCH, a_watched_school, hold_first_monday
from factories.world import COUNTY, NOW, World
from kehou.kernel.actor import Role
from kehou.oversight.models import AnnualReport
from kehou.oversight.queries.statements import open_contests, statement_of
from kehou.oversight.services.contesting import UnableToContest, answer_contest, contest_statement
from kehou.oversight.services.exporting import UnableToExport, attendance_for_case
from kehou.oversight.services.reporting_year import UnableToReportYear, report_year
from kehou.platform.access.performing import perform
from kehou.platform.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_watched_school()


def _report(world: World, *practices: str, role: Role = Role.COUNTY_APPROVER) -> AnnualReport:
    report, _ = perform(
        report_year, actor=world[role], now=MARCH, county_code=COUNTY.code, year=2025, practices=practices
    )
    return report


@pytest.mark.clause("A11.8")
def test_a_county_tells_no_money_while_a_book_is_open(world: World) -> None:
    with pytest.raises(UnableToReportYear) as refused:
        _report(world, "走教")
    assert refused.value.clauses == ("A11.8",)
    assert refused.value.verdicts[0].facts["found"] == 1


@pytest.mark.clause("A12.4", "A12.5")
def test_a_report_is_frozen_with_its_practice() -> None:
    written = _report(a_supervised_world(), "走教教师共用音乐课", " ")  # no school had a service yet
    assert written.practices == ["走教教师共用音乐课"]
    assert written.content["terms"] == ["2026年上期"]


def _detail(world: World, role: Role = Role.COUNTY_OFFICER, **changes: Any) -> int:
    arguments = {
        "now": MARCH,
        "school": world.school,
        "term": world.term,
        "first": MONDAY,
        "past": MONDAY + timedelta(days=1),
    }
    return len(perform(attendance_for_case, actor=world[role], **(arguments | changes)))


@pytest.mark.clause("A11.3")
def test_detail_of_pupils_is_read_in_a_case_of_ones_own_only(world: World) -> None:
    hold_first_monday(world)
    with pytest.raises(UnableToExport) as refused:
        _detail(world)
    assert refused.value.clauses == ("A11.3",)
    case_id = take_on(world, report(world, now=NOW).case_id)
    with pytest.raises(UnableToExport):
        _detail(world, Role.COUNTY_APPROVER, case_id=case_id)
    assert _detail(world, case_id=case_id) > 0
    with world.inside():
        assert AuditEvent.objects.filter(action="case.detail_read").count() == 1
    with pytest.raises(Http404):
        _detail(world, Role.SCHOOL_HEAD, case_id=case_id)


@pytest.mark.clause("A8.9")
def test_a_teacher_reads_the_own_year_and_contests_it(world: World) -> None:
    hold_first_monday(world)
    teacher = world[Role.TEACHER]
    with world.inside():
        statement = statement_of(teacher.person, world.school, 2026)
    assert statement.sums.sessions > 0
    assert statement.sums.sessions == statement.sums.recorded
    with pytest.raises(UnableToContest) as refused:
        _contest(world, " ")
    assert reasons_of(refused) == {"contest_empty"}
    contest = _contest(world, "3月2日我代了一节课，没有算")
    with world.inside():
        assert [row.id for row in open_contests(world.school.id)] == [contest]
    answer = {"now": MARCH, "contest_id": contest, "text": "已补记代课"}
    perform(answer_contest, actor=world[Role.SCHOOL_HEAD], **answer)
    with pytest.raises(UnableToContest) as again:
        perform(answer_contest, actor=world[Role.SCHOOL_HEAD], **answer)
    assert reasons_of(again) == {"contest_answered"}
    assert again.value.clauses == ("A8.9",)
    with pytest.raises(Http404):
        perform(answer_contest, actor=an_officer(), **answer)


def _contest(world: World, text: str) -> UUID:
    return perform(
        contest_statement, actor=world[Role.TEACHER], now=MARCH, place=world.place, year=2026, text=text
    ).id
