"""The county prints the survey for families without a phone and keys it in (A11.6)."""

from __future__ import annotations

import re

import pytest

from factories.browsing import staff_client, text_of
from factories.supervised import MARCH, a_watched_school, survey_families
from kehou.kernel.actor import Role
from kehou.oversight.views import surveys
from kehou.platform.clock.business import set_business_now

pytestmark = pytest.mark.django_db


@pytest.mark.clause("A11.6")
def test_sheets_are_printed_and_keyed_in_once() -> None:
    world = a_watched_school()
    survey = survey_families(world)
    set_business_now(MARCH)
    officer = staff_client(world, Role.COUNTY_OFFICER)
    papers, keying = f"/surveys/{survey.id}/papers/{world.school.id}/", f"/surveys/{survey.id}/answers/"
    listed = text_of(officer, "/surveys/")
    assert papers in listed
    assert keying in listed
    codes = re.findall(r"<b>([0-9A-F]{12})</b>", text_of(officer, papers))
    assert len(codes) == len(world.children)
    assert "?class=" not in text_of(officer, papers)
    said = {"overall": "5", "courses": "4", "safety": "5", "price": "3", "felt_free": "yes"}
    assert officer.post(keying, said | {"code": codes[0]}).status_code == 302
    again = officer.post(keying, said | {"code": codes[0]})
    assert again.status_code == 409
    assert "每个家庭一份" in again.content.decode()
    assert (
        "“总的来说，您对课后服务满意吗”还没有选" in officer.post(keying, {"code": codes[1]}).content.decode()
    )
    assert codes[0] not in text_of(officer, papers)
    assert staff_client(world, Role.SCHOOL_HEAD).get(papers).status_code == 404


def test_the_sheets_of_a_large_school_are_printed_class_by_class(monkeypatch: pytest.MonkeyPatch) -> None:
    world = a_watched_school()
    survey = survey_families(world)
    set_business_now(MARCH)
    monkeypatch.setattr(surveys, "MOST_SHEETS", 2)
    officer, papers = (
        staff_client(world, Role.COUNTY_OFFICER),
        f"/surveys/{survey.id}/papers/{world.school.id}/",
    )
    ways = re.findall(r'href="(\?class=[^"]+)"', text_of(officer, papers))
    assert len(ways) == len(world.class_ids)
    sheets = [re.findall(r"<b>([0-9A-F]{12})</b>", text_of(officer, papers + way)) for way in ways]
    assert len({code for sheet in sheets for code in sheet}) == len(world.children)
    assert all(len(sheet) < len(world.children) for sheet in sheets)
    assert text_of(officer, papers) == text_of(officer, f"{papers}?class=none")
