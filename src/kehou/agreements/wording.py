"""The words of the refusals that the services of agreements find themselves."""

from __future__ import annotations

from kehou.agreements.rules import State
from kehou.platform.ui.pieces import Tone
from kehou.rulebook.engine.wording import Sentence, Wording

STATE_NAMES = {
    State.OFFERED: "待答复",
    State.DECLINED: "不参加",
    State.ACTIVE: "已签协议",
    State.TO_SIGN_ANEW: "待重新签署",
    State.WITHDRAWN: "已退出",
}
STATE_TONES = {
    State.OFFERED: Tone.INFO,
    State.DECLINED: Tone.PLAIN,
    State.ACTIVE: Tone.DONE,
    State.TO_SIGN_ANEW: Tone.ATTENTION,
    State.WITHDRAWN: Tone.PLAIN,
}

WORDING = Wording(
    sentences={
        "plan_not_publicised": Sentence(
            "方案还没有公示期满，不能签订协议", "学校", "公示期满后再签订，学校会通知您"
        ),
        "plan_halted": Sentence("方案已暂停或撤销，不能签订协议", "县教育局", "等待学校的通知"),
        "no_plan_to_sign": Sentence("本学期的方案还没有批复", "学校、县教育局", "方案批复并公示期满后再签订"),
        "code_not_accepted": Sentence("验证码不对或已过期", "您本人", "核对短信，或重新获取验证码"),
        "nothing_to_withdraw": Sentence("没有正在生效的协议", "您本人", "不需要再办"),
        "paper_checked_by_keyer": Sentence("录入和核对是同一个人", "学校", "请另一位老师对照扫描件核对"),
        "paper_already_checked": Sentence("这份纸质协议已经核对", "学校", "不需要再办"),
        "pupil_not_on_roll": Sentence("学校的名册里没有这名学生", "学校", "请联系班主任核对名册"),
        "no_days_chosen": Sentence("没有选择参加的日期", "您本人", "至少选择一天；不想参加可以选“不参加”"),
        "meeting_times_unlikely": Sentence(
            "家长会的时间不对：要已经开完，且不超过12个小时", "学校", "核对开始和结束时间"
        ),
    },
    labels={"class_signed_at_once": "核实一个班集中签协议"},
)
