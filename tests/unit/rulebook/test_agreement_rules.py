"""Words in a school's own additions to an agreement that take rights away (A2.1, A9.12, A9.16, A7.6)."""

from __future__ import annotations

import pytest

from kehou.rulebook.facts.agreement import ForbiddenTerm
from kehou.rulebook.hunan_2024.art09_terms import forbidden_terms_in

REFUND, LEAVING, BINDING = (
    ForbiddenTerm.WAIVES_REFUND,
    ForbiddenTerm.FORBIDS_LEAVING,
    ForbiddenTerm.BINDS_ITEMS,
)


@pytest.mark.clause("A2.1", "A9.12", "A9.16", "A7.6")
@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("缴费后概不退费。", {REFUND}),
        ("所缴费用一律不予退还。", {REFUND}),
        ("家长自愿放弃退费权利。", {REFUND}),
        ("学期内不得中途退出。", {LEAVING}),
        ("报名后不接受退出申请。", {LEAVING}),
        ("参加课后服务的学生须统一购买服装，否则不得参加。", {BINDING}),
        ("签订协议即视为同意学校使用孩子信息。", {ForbiddenTerm.BUNDLES_CONSENT}),
        ("不同意采集照片的，不得参加。", {ForbiddenTerm.FORCES_CONSENT}),
        ("您可以不同意，也可以随时撤回，不影响参加课后服务。", set()),
        ("家长可随时退出，剩余费用15个工作日内退还。", set()),
        ("因病缺席的课时予以退费。", set()),
        ("器材由学校提供，不需购买任何物品。", set()),
        ("学校不得拒绝家长退出。", set()),
        ("不参加社团的学生可只选作业辅导。", set()),
    ],
)
def test_forbidden_terms_are_found_in_what_a_school_adds(sentence: str, found: set[ForbiddenTerm]) -> None:
    assert forbidden_terms_in(sentence) == found
