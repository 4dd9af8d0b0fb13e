"""A report goes its way: taken on, looked into by other hands, decided, answered, corrected, closed."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from factories.refused import grounds_of, reasons_of
from factories.reported import LATER, a_supervised_world, an_officer, decide, report, take_on
from factories.world import COUNTY, NOW, World
from kehou.kernel.actor import Role, public_actor
from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.verdict import UnableTo
from kehou.oversight.models import CaseStep, FurtherWords
from kehou.oversight.queries.answers import answer_under
from kehou.oversight.queries.cases import visible_cases
from kehou.oversight.rules import CaseState, Outcome
from kehou.oversight.services.answering import UnableToReopen, rate_answer, reopen_case
from kehou.oversight.services.correcting import (
    Demand,
    UnableToCorrect,
    order_correction,
    recheck_correction,
    report_correction,
)
from kehou.oversight.services.deciding import (
    UnableToCloseCase,
    UnableToDecide,
    UnableToTransfer,
    close_case,
    decide_case,
    reply_to_reporter,
    transfer_case,
)
from kehou.oversight.services.investigating import UnableToAssign, UnableToExtend, assign_handler, extend_case
from kehou.oversight.services.moving import UnableToMoveCase
from kehou.oversight.services.sorting import UnableToSort, accept_case, reject_case
from kehou.oversight.services.unsealing import read_report
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import at, scoped
from kehou.platform.duties.models import Duty
from kehou.rulebook.facts.cases import CaseKind

pytestmark = pytest.mark.django_db
TWENTY_FIVE = Fen(2_500)


@pytest.fixture
def world() -> World:
    return a_supervised_world()


def _act(world: World, service, role: Role = Role.COUNTY_OFFICER, now=LATER, **arguments):  # type: ignore[no-untyped-def]
    return perform(service, actor=world[role], now=now, **arguments)


def _reply(world: World, case_id: UUID) -> None:
    _act(world, reply_to_reporter, case_id=case_id, text="经核查属实，已责令改正")


def _order(world: World, case_id: UUID, money: Fen = ZERO) -> UUID:
    demand = Demand("班主任把参加与评优挂钩", "立即停止，并向家长说明", "A2.2", money)
    return _act(world, order_correction, Role.COUNTY_APPROVER, case_id=case_id, demand=demand).id


def _correct(world: World, order_id: UUID, returned: Fen = ZERO) -> UUID:
    done = _act(
        world,
        report_correction,
        Role.SCHOOL_HEAD,
        order_id=order_id,
        text="已在家长群说明，班主任已检查",
        proof="说明截图两张",
        returned=returned,
    )
    return done.id


def _recheck(world: World, correction_id: UUID, *, is_passed: bool = True) -> None:
    _act(world, recheck_correction, correction_id=correction_id, is_passed=is_passed, note="回访五位家长")


def _close(world: World, case_id: UUID) -> None:
    _act(world, close_case, case_id=case_id)


def _answer(receipt: str):  # type: ignore[no-untyped-def]
    with scoped(at(COUNTY)):
        return answer_under(receipt)


@pytest.mark.clause("A2.14", "A11.15", "A11.16")
def test_an_anonymous_report_ends_with_an_answer_and_a_correction(world: World) -> None:
    receipt = report(world)
    assert receipt.accept_by_date == date(2026, 1, 19)
    take_on(world, receipt.case_id)
    decide(world, receipt.case_id)
    _reply(world, receipt.case_id)
    order_id = _order(world, receipt.case_id)
    _recheck(world, _correct(world, order_id))
    _close(world, receipt.case_id)
    answer = _answer(receipt.number)
    assert answer.state == CaseState.CLOSED
    assert [step.event for step in answer.steps] == [
        "receive",
        "accept",
        "decide",
        "reply",
        "order",
        "close",
    ]
    assert [step.text for step in answer.steps if step.text] == ["经核查属实，已责令改正"]
    with world.inside():
        assert not Duty.objects.filter(kind="correct_violation", done_at=None).exists()


@pytest.mark.clause("A11.15")
def test_a_case_never_goes_to_the_school_or_the_person_concerned(world: World) -> None:
    case_id = report(world).case_id
    _act(world, accept_case, case_id=case_id)
    works_there = an_officer(also_at=world.place)
    with pytest.raises(UnableToAssign) as refused:
        _act(world, assign_handler, case_id=case_id, handler_id=works_there.person)
    assert reasons_of(refused) == {"case_at_school_concerned"}
    teacher = world[Role.TEACHER].person
    with pytest.raises(UnableToAssign) as refused:
        _act(world, assign_handler, case_id=case_id, handler_id=teacher)
    assert {"case_at_school_concerned", "handler_not_of_county"} == {
        verdict.reason for verdict in refused.value.verdicts
    }
    officer = world[Role.COUNTY_OFFICER].person
    case_id = report(world).case_id
    with pytest.raises(UnableToSort) as refused:
        _act(world, accept_case, case_id=case_id, concerned_person_id=officer)
    assert reasons_of(refused) == {"case_concerns_you"}
    _act(world, accept_case, Role.COUNTY_APPROVER, case_id=case_id, concerned_person_id=officer)
    with world.inside():
        assert case_id not in {case.id for case in visible_cases(world[Role.COUNTY_OFFICER])}
    with pytest.raises(UnableToMoveCase) as own:
        _act(world, assign_handler, case_id=case_id, handler_id=officer)
    assert own.value.clauses == ("A11.15",)
    with pytest.raises(UnableToAssign) as refused:
        _act(world, assign_handler, Role.COUNTY_APPROVER, case_id=case_id, handler_id=officer)
    assert reasons_of(refused) == {"case_at_person_concerned"}


@pytest.mark.clause("A11.15")
def test_whoever_looked_into_it_does_not_decide_it(world: World) -> None:
    case_id = report(world).case_id
    approver = world[Role.COUNTY_APPROVER]
    _act(world, accept_case, case_id=case_id)
    _act(world, assign_handler, case_id=case_id, handler_id=approver.person)
    with pytest.raises(UnableToDecide) as refused:
        decide(world, case_id)
    assert reasons_of(refused) == {"case_decided_by_handler"}
    _act(world, assign_handler, case_id=case_id, handler_id=world[Role.COUNTY_OFFICER].person)
    decide(world, case_id)


@pytest.mark.clause("A11.15")
def test_more_time_is_given_once_and_only_as_a_step(world: World) -> None:
    case_id = take_on(world, report(world).case_id)
    with pytest.raises(UnableToExtend) as refused:
        _act(world, extend_case, case_id=case_id, reason=" ")
    assert refused.value.clauses == ("A11.15",)
    with world.inside():
        first = CaseStep.objects.get(case_id=case_id, event="accept").due_date
    assert first == date(2026, 2, 2)
    new_due = _act(world, extend_case, case_id=case_id, reason="要向家长逐一了解")
    assert new_due == date(2026, 2, 28)  # a working Saturday after the festival
    with world.inside():
        assert Duty.objects.get(kind="decide_case").due_date == new_due
    with pytest.raises(UnableToExtend) as refused:
        _act(world, extend_case, case_id=case_id, reason="再要一次")
    assert refused.value.verdicts[0].reason == "case_extended_before"


@pytest.mark.clause("A11.15")
def test_time_that_is_over_is_not_extended(world: World) -> None:
    case_id = take_on(world, report(world).case_id)
    with pytest.raises(UnableToExtend) as refused:
        _act(world, extend_case, now=NOW + timedelta(days=22), case_id=case_id, reason="忘了")
    assert reasons_of(refused) == {"case_extended_late"}


@pytest.mark.clause("A11.15")
def test_a_case_without_a_reply_stays_open(world: World) -> None:
    case_id = take_on(world, report(world).case_id)
    decide(world, case_id, Outcome.NOT_UPHELD)
    with pytest.raises(UnableToCloseCase) as refused:
        _close(world, case_id)
    assert grounds_of(refused) == {("A11.15", "case_without_reply")}
    _reply(world, case_id)
    _close(world, case_id)


@pytest.mark.clause("A11.16")
def test_a_violation_without_a_passed_correction_stays_open(world: World) -> None:
    case_id = take_on(world, report(world).case_id)
    decide(world, case_id)
    _reply(world, case_id)
    with pytest.raises(UnableToCloseCase) as refused:
        _close(world, case_id)
    assert reasons_of(refused) == {"violation_without_order"}
    order_id = _order(world, case_id, TWENTY_FIVE)
    with pytest.raises(UnableToCloseCase) as refused:
        _close(world, case_id)
    assert reasons_of(refused) == {"correction_not_rechecked", "money_not_returned"}
    _recheck(world, _correct(world, order_id), is_passed=False)
    with pytest.raises(UnableToCorrect) as unpaid:
        _recheck(world, _correct(world, order_id, Fen(2_499)))
    assert unpaid.value.clauses == ("A11.16",)
    _recheck(world, _correct(world, order_id, TWENTY_FIVE))
    _close(world, case_id)


@pytest.mark.clause("A11.15")
def test_a_report_is_rejected_with_a_reason_only(world: World) -> None:
    receipt = report(world)
    with pytest.raises(UnableToSort) as refused:
        _act(world, reject_case, case_id=receipt.case_id, reason="")
    assert reasons_of(refused) == {"case_ended_without_reason"}
    _act(world, reject_case, case_id=receipt.case_id, reason="反映的事项不属于课后服务")
    answer = _answer(receipt.number)
    assert answer.state == CaseState.REJECTED
    assert answer.steps[-1].text == "反映的事项不属于课后服务"


@pytest.mark.clause("A11.15")
def test_a_reporter_says_once_and_asks_once(world: World) -> None:
    receipt = report(world)
    take_on(world, receipt.case_id)
    decide(world, receipt.case_id, Outcome.NOT_UPHELD)
    _reply(world, receipt.case_id)
    _close(world, receipt.case_id)

    def ask(service, **arguments):  # type: ignore[no-untyped-def]
        with scoped(at(COUNTY)):
            return service(actor=public_actor(), receipt=receipt.number, **arguments)

    ask(rate_answer, now=LATER, is_content=False)
    with pytest.raises(UnableTo) as refused:
        ask(rate_answer, now=LATER, is_content=True)
    assert reasons_of(refused) == {"answer_rated_before"}
    with pytest.raises(UnableToReopen) as late:
        ask(reopen_case, now=LATER + timedelta(days=31), reason="没有问过我们")
    assert reasons_of(late) == {"case_reopened_late"}
    ask(reopen_case, now=LATER + timedelta(days=30), reason="没有问过我们")
    with world.inside():
        assert "没有问过我们".encode() not in bytes(FurtherWords.objects.get().text)
        assert not CaseStep.objects.filter(note__contains="没有问过我们").exists()
    read = _act(world, read_report, case_id=receipt.case_id)
    assert read.further == "没有问过我们"
    again = LATER + timedelta(days=31)
    officer = world[Role.COUNTY_OFFICER]
    _act(world, assign_handler, now=again, case_id=receipt.case_id, handler_id=officer.person)
    decide(world, receipt.case_id, Outcome.NOT_UPHELD, now=again)
    with pytest.raises(UnableToCloseCase):  # the earlier answer does not stand for the second look
        _act(world, close_case, now=again, case_id=receipt.case_id)
    _act(world, reply_to_reporter, now=again, case_id=receipt.case_id, text="再次核查，仍不属实")
    _act(world, close_case, now=again, case_id=receipt.case_id)
    with pytest.raises(UnableToReopen) as twice:
        ask(reopen_case, now=again, reason="还是不满意")
    assert reasons_of(twice) == {"case_reopened_before"}


@pytest.mark.clause("A9.9", "A11.13")
def test_charges_go_to_market_supervision_with_their_files(world: World) -> None:
    case_id = take_on(world, report(world, kind=CaseKind.CHARGE).case_id)
    hand_over = {"case_id": case_id, "reason": "收费问题"}
    with pytest.raises(UnableToTransfer) as refused:
        _act(world, transfer_case, Role.COUNTY_APPROVER, to="market", files=[" "], **hand_over)
    assert grounds_of(refused) == {("A11.13", "transfer_without_files")}
    _act(world, transfer_case, Role.COUNTY_APPROVER, to="market", files=["收据"], **hand_over)
    with pytest.raises(UnableToDecide) as other:
        decide(world, case_id)
    assert grounds_of(other) == {("A9.9", "result_of_other_body")}
    market = {"case_id": case_id, "outcome": Outcome.UPHELD, "findings": "多收25元"}
    _act(world, decide_case, Role.COUNTY_MARKET, **market)
    forced = take_on(world, report(world).case_id)
    with pytest.raises(UnableToTransfer) as refused:
        _act(
            world,
            transfer_case,
            Role.COUNTY_APPROVER,
            case_id=forced,
            to="market",
            files=["群聊"],
            reason="x",
        )
    assert refused.value.clauses == ("A9.9",)


def test_steps_are_taken_in_their_order_by_those_whose_they_are(world: World) -> None:
    case_id = report(world).case_id
    with pytest.raises(UnableToMoveCase) as refused:
        _reply(world, case_id)
    assert reasons_of(refused) == {"case_step_out_of_order"}
