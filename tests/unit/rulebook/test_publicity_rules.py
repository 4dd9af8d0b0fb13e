"""Personal data in a text to be published, and a period that runs past the known calendars (A7.5)."""

from __future__ import annotations

from datetime import date

import pytest

from factories.plan_facts import HOLIDAYS_2026
from kehou.rulebook.facts.publicity import PublicityClosing
from kehou.rulebook.hunan_2024.edition import EDITION
from kehou.rulebook.hunan_2024.private_traces import PrivateTrace, private_traces_in
from unit.rulebook.example import parameters

pytestmark = pytest.mark.clause("A7.5")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("课后服务每课时4.00元，投诉电话0745-1234567", set()),
        ("值班电话13800138000", set()),
        ("家长电话13912345678", {PrivateTrace.MOBILE_NUMBER}),
        ("减免名单：张 三", {PrivateTrace.PUPIL_NAME}),
        ("身份证号 431202201501011234", {PrivateTrace.IDENTITY_NUMBER}),
        ("学籍号 G431202201501011234", {PrivateTrace.IDENTITY_NUMBER}),
        ("其中留守儿童 4 人", {PrivateTrace.FEW_PUPILS}),
        ("其中留守儿童 5 人", set()),
        ("批复〔2026〕20260824123456789012345号", set()),
    ],
)
def test_personal_data_is_found_in_a_text(text: str, found: set[PrivateTrace]) -> None:
    traces = private_traces_in(
        text, pupil_names=["张三", "李四"], office_numbers=frozenset({"13800138000"}), min_cell=5
    )
    assert traces == found


def test_past_the_known_calendars_the_period_is_undetermined_and_not_closed() -> None:
    closing = PublicityClosing(date(2026, 12, 28), date(2027, 1, 8), HOLIDAYS_2026, "same", "same")
    [found] = [verdict for verdict in EDITION.judge(closing, parameters()) if verdict.stops]
    assert (found.clause, found.met, found.reason) == ("A7.5", None, "calendar_undetermined")
