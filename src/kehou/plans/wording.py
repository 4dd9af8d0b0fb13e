"""How plans are said on the screen, and the words of the refusals that services find themselves."""

from __future__ import annotations

from kehou.plans.rules import State
from kehou.platform.ui.pieces import Tone
from kehou.rulebook.engine.wording import Sentence, Wording

STATE_NAMES = {
    State.DRAFT: "起草中",
    State.SUBMITTED: "已报批",
    State.UNDER_REVIEW: "审核中",
    State.RETURNED: "退回修改",
    State.APPROVED: "已批复",
    State.REFUSED: "不予批准",
    State.AMENDING: "变更中",
    State.SUSPENDED: "已暂停",
    State.REVOKED: "已撤销",
}
STATE_TONES = {
    State.DRAFT: Tone.PLAIN,
    State.SUBMITTED: Tone.INFO,
    State.UNDER_REVIEW: Tone.INFO,
    State.RETURNED: Tone.ATTENTION,
    State.APPROVED: Tone.DONE,
    State.REFUSED: Tone.STOP,
    State.AMENDING: Tone.ATTENTION,
    State.SUSPENDED: Tone.STOP,
    State.REVOKED: Tone.STOP,
}
WORDING = Wording(
    sentences={
        "plan_exists": Sentence("本学期已经有实施方案", "学校", "打开已有的方案继续修改"),
        "version_frozen": Sentence(
            "第{number}版已经报批，内容不能再改", "县教育局", "请县教育局退回，或批复后变更"
        ),
        "changed_meanwhile": Sentence(
            "您打开之后，别人已经修改了方案", "学校", "刷新页面，在新的内容上重新修改"
        ),
        "leaves_envelope": Sentence("这一处超出了批复", "县教育局", "变更方案，重新报批"),
        "course_for_other_grades": Sentence(
            "{part}安排了批复里没有给这个年级的课程", "县教育局", "变更方案，重新报批"
        ),
        "later_than_approved": Sentence(
            "{part}的结束时间{found}晚于批复的{required}", "县教育局", "改回批复的时间，或变更方案"
        ),
        "more_than_approved": Sentence(
            "{part}每周{found}分钟，多于批复的{required}分钟", "县教育局", "减到批复的时间，或变更方案"
        ),
        "not_approved_yet": Sentence("方案还没有批复", "县教育局", "批复以后再填教师和地点"),
        "step_out_of_order": Sentence("方案的当前状态不能办这一步", "办理人", "按页面上给出的下一步办理"),
        "not_your_step": Sentence("这一步不由您办理", "有权限的人", "请有权限的同事办理"),
        "reply_approves_nothing": Sentence("没有选择要批复的方案", "县教育局", "至少勾选一个方案"),
        "reply_without_number": Sentence("批复没有文号", "县教育局", "填写本局的发文字号"),
        "reply_number_taken": Sentence("文号{found}已经用过", "县教育局", "填写新的发文字号"),
        "decision_without_reasons": Sentence("没有写明理由", "县教育局", "写明理由后再办"),
        "revocation_without_refunds": Sentence(
            "撤销方案还没有退费安排", "县教育局", "写明未提供部分如何退费"
        ),
    },
    labels={},
)
