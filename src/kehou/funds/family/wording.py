"""What is said to families about bills and refunds."""

from __future__ import annotations

from kehou.funds.bills.rules import BillState
from kehou.funds.models import Refund
from kehou.platform.ui.pieces import Tone
from kehou.rulebook.facts.refunds import RefundCause

BILL_STATES = {
    BillState.ISSUED: ("待缴费", Tone.ATTENTION),
    BillState.PART_PAID: ("部分已缴", Tone.ATTENTION),
    BillState.PAID: ("已缴清", Tone.DONE),
    BillState.REFUNDED_PART: ("已缴清，有退费", Tone.DONE),
    BillState.REFUNDED: ("已全部退费", Tone.PLAIN),
    BillState.CANCELLED: ("已撤销", Tone.PLAIN),
}
CAUSES = {
    RefundCause.SCHOOL.value: "学校取消了服务",
    RefundCause.SPECIAL.value: "请假",
    RefundCause.WITHDRAWAL.value: "退出课后服务",
    RefundCause.WAIVER.value: "补办减免",
    RefundCause.PRICE.value: "单价调低",
    RefundCause.SET_OFF.value: "上学期结余，没有用来抵缴",
    RefundCause.OVERCHARGE.value: "多缴清退",
}
REFUND_TONES = {
    Refund.State.REQUESTED.value: Tone.ATTENTION,
    Refund.State.REFUSED.value: Tone.STOP,
    Refund.State.DECIDED.value: Tone.INFO,
    Refund.State.APPROVED.value: Tone.INFO,
    Refund.State.SENT.value: Tone.INFO,
    Refund.State.AWAITING.value: Tone.INFO,
    Refund.State.PAID.value: Tone.DONE,
    Refund.State.FAILED.value: Tone.STOP,
    Refund.State.PARKED.value: Tone.ATTENTION,
    Refund.State.WITHDRAWN.value: Tone.PLAIN,
    Refund.State.CORRECTED.value: Tone.PLAIN,
}
STATE_NAMES = dict(Refund.State.choices)
