"""A phone gets one code at a time: no flood of texts, and no waiting for whoever used the last one."""

from __future__ import annotations

import pytest

from kehou.platform.access.codes import CodeSentLately, accept_code, issue_code

pytestmark = pytest.mark.django_db
PHONE, SIGNING = "token-of-a-phone", "sign_agreement"


def test_a_second_code_waits_a_minute_while_the_first_is_unused() -> None:
    issue_code(PHONE, purpose=SIGNING)
    with pytest.raises(CodeSentLately):
        issue_code(PHONE, purpose=SIGNING)
    assert issue_code("token-of-another", purpose=SIGNING)


def test_whoever_used_a_code_may_ask_for_the_next_at_once() -> None:
    first = issue_code(PHONE, purpose=SIGNING)
    assert accept_code(PHONE, first, purpose=SIGNING)
    issue_code(PHONE, purpose=SIGNING)
    with pytest.raises(CodeSentLately):
        issue_code(PHONE, purpose=SIGNING)
