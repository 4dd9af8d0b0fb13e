"""What a case is decided, answered and corrected by says something, and is said once (A11.15, A11.16)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from factories.refused import reasons_of
from factories.reported import LATER, a_supervised_world, decide, report, take_on
from factories.world import COUNTY, World
from kehou.kernel.actor import Role, public_actor
from kehou.kernel.verdict import UnableTo
from kehou.oversight.rules import Outcome
from kehou.oversight.services.answering import reopen_case
from kehou.oversight.services.correcting import (
    Demand,
    order_correction,
    recheck_correction,
    report_correction,
)
from kehou.oversight.services.deciding import decide_case, reply_to_reporter
from kehou.platform.access.performing import perform
from kehou.platform.database.rows import new_id
from kehou.platform.database.scope import at, scoped

pytestmark = pytest.mark.django_db
DEMAND = Demand("班主任把参加与评优挂钩", "立即停止，并向家长说明", "A2.2")


@pytest.fixture
def world() -> World:
    return a_supervised_world()


def _act(world: World, service: Any, role: Role, **arguments: Any) -> Any:
    return perform(service, actor=world[role], now=LATER, **arguments)


def _refused(world: World, service: Any, role: Role, clause: str, **arguments: Any) -> set[str]:
    with pytest.raises(UnableTo) as refused:
        _act(world, service, role, **arguments)
    assert refused.value.clauses == (clause,)
    return reasons_of(refused)


@pytest.fixture
def decided(world: World) -> UUID:
    """A report that was upheld; before it, one tried to decide it without a word."""
    case_id = take_on(world, report(world).case_id)
    about = {"case_id": case_id, "outcome": Outcome.UPHELD, "findings": " "}
    found = _refused(world, decide_case, Role.COUNTY_APPROVER, "A11.15", **about)
    assert found == {"decision_without_findings"}
    decide(world, case_id)
    return case_id


@pytest.mark.clause("A11.15")
def test_a_decision_says_what_was_found_and_an_answer_what_was_decided(world: World, decided: UUID) -> None:
    about = {"case_id": decided, "text": " "}
    assert _refused(world, reply_to_reporter, Role.COUNTY_OFFICER, "A11.15", **about) == {"reply_empty"}


@pytest.mark.clause("A11.16")
def test_an_order_follows_from_a_violation_and_says_what_to_do(world: World, decided: UUID) -> None:
    empty = {"case_id": decided, "demand": Demand("班主任把参加与评优挂钩", " ", "A2.2")}
    assert _refused(world, order_correction, Role.COUNTY_APPROVER, "A11.16", **empty) == {"order_empty"}
    other = take_on(world, report(world).case_id)
    decide(world, other, Outcome.NOT_UPHELD)
    nothing = {"case_id": other, "demand": DEMAND}
    found = _refused(world, order_correction, Role.COUNTY_APPROVER, "A11.16", **nothing)
    assert found == {"order_without_violation"}


@pytest.mark.clause("A11.16", "A7.11")
def test_a_correction_has_its_proof_and_is_looked_at_once(world: World, decided: UUID) -> None:
    _act(world, reply_to_reporter, Role.COUNTY_OFFICER, case_id=decided, text="经核查属实，已责令改正")
    order = _act(world, order_correction, Role.COUNTY_APPROVER, case_id=decided, demand=DEMAND)
    done = {"order_id": order.id, "text": "已在家长群说明", "proof": "说明截图两张"}
    found = _refused(world, report_correction, Role.SCHOOL_HEAD, "A11.16", **(done | {"proof": " "}))
    assert found == {"correction_without_proof"}
    correction = _act(world, report_correction, Role.SCHOOL_HEAD, **done)
    check = {"correction_id": correction.id, "is_passed": True, "note": "回访五位家长"}
    _act(world, recheck_correction, Role.COUNTY_OFFICER, **check)
    again = _refused(world, recheck_correction, Role.COUNTY_OFFICER, "A7.11", **check)
    assert again == {"correction_rechecked"}
    assert _refused(world, report_correction, Role.SCHOOL_HEAD, "A7.11", **done) == {"correction_passed"}


@pytest.mark.clause("A11.15")
def test_a_report_says_something_of_a_school_here_and_an_open_case_is_not_reopened(world: World) -> None:
    for changes, reason in (({"text": " "}, "report_empty"), ({"school_id": new_id()}, "school_elsewhere")):
        with pytest.raises(UnableTo) as refused:
            report(world, **changes)
        assert reasons_of(refused) == {reason}
        assert refused.value.clauses == ("A11.15",)
    receipt = report(world)
    with pytest.raises(UnableTo) as open_still, scoped(at(COUNTY)):
        reopen_case(actor=public_actor(), now=LATER, receipt=receipt.number, reason="没有问过我们")
    assert reasons_of(open_still) == {"nothing_to_reopen"}
