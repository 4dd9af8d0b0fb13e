"""How the afternoon is said on the screen, and the words of the refusals that services find."""

from __future__ import annotations

from kehou.delivery.facts import Attendance, CancelCause, Custody, Instead, ReleaseWay, SessionState
from kehou.platform.ui.pieces import Tone
from kehou.rulebook.engine.wording import Sentence, Wording

STATE_NAMES = {
    SessionState.PLANNED: "未开始",
    SessionState.OPEN: "已接班",
    SessionState.ROLL_DONE: "已点名，有学生未到",
    SessionState.RUNNING: "上课中",
    SessionState.FINISHED: "已下课，待记台账",
    SessionState.RECORDED: "已记台账",
    SessionState.ACCEPTED: "已确认",
    SessionState.CANCELLED: "已取消",
}
CAUSE_NAMES = {
    CancelCause.WEATHER: "天气",
    CancelCause.LEADER_AWAY: "任课教师不在",
    CancelCause.SCHOOL_CLOSED: "学校停课",
    CancelCause.PLAN_CHANGED: "方案调整",
    CancelCause.EMERGENCY: "突发情况",
    CancelCause.PROVIDER_STOPPED: "机构停止服务",
}
CUSTODY_NAMES = {
    Custody.CLASS: "在班",
    Custody.COURSE: "在课",
    Custody.GATE: "在校门口",
    Custody.HOME: "已离校",
    Custody.AWAY: "请假或已说明",
    Custody.UNACCOUNTED: "去向不明",
}
INSTEAD_NAMES = {
    Instead.CARE: "留在教室看护",
    Instead.GROUP: "并入同时段的小组",
    Instead.PICKUP: "征得家长同意后提前接，其余看护",
    Instead.HOME: "当天没有课后服务",
}
STATE_TONES = {
    SessionState.PLANNED: Tone.PLAIN,
    SessionState.OPEN: Tone.INFO,
    SessionState.ROLL_DONE: Tone.STOP,
    SessionState.RUNNING: Tone.INFO,
    SessionState.FINISHED: Tone.ATTENTION,
    SessionState.RECORDED: Tone.INFO,
    SessionState.ACCEPTED: Tone.DONE,
    SessionState.CANCELLED: Tone.PLAIN,
}
FAMILY_STATES = {
    Custody.CLASS: "在教室",
    Custody.COURSE: "在上课",
    Custody.GATE: "在校门口等您",
    Custody.HOME: "已离校",
    Custody.AWAY: "不在学校",
    Custody.UNACCOUNTED: "没有到课堂",
}
FAMILY_TONES = {
    Custody.CLASS: Tone.INFO,
    Custody.COURSE: Tone.INFO,
    Custody.GATE: Tone.ATTENTION,
    Custody.HOME: Tone.DONE,
    Custody.AWAY: Tone.PLAIN,
    Custody.UNACCOUNTED: Tone.STOP,
}
FORM_NAMES = {
    "supervise": "自主学习，教师巡视",
    "individual": "个别辅导",
    "small_group": "小组活动",
    "whole": "集体活动",
}
STEP_NAMES = {
    "reported": "报告",
    "guardian_told": "告知家长",
    "treated": "处置",
    "authority_told": "报告主管部门",
    "reviewed": "复盘",
    "concluded": "结案",
}
ATTENDANCE_NAMES = {Attendance.PRESENT: "实到", Attendance.LEAVE: "请假", Attendance.ABSENT: "缺勤"}
WAY_NAMES = {
    ReleaseWay.PERSON: "家长接",
    ReleaseWay.LINE: "路队",
    ReleaseWay.ALONE: "自己回家",
    ReleaseWay.BUS: "乘校车",
    ReleaseWay.DORMITORY: "回宿舍",
}

WORDING = Wording(
    sentences={
        "cancelled_session_uses_nothing": Sentence("这次课已经取消", "任课教师", "不需要登记资源"),
        "plan_not_approved": Sentence("方案还没有批复，不能排课", "县教育局", "等批复和公示完成后再排课"),
        "not_drawn_yet": Sentence("还没有编班，不能排课", "学校", "派位完成后再排课"),
        "session_cannot": Sentence(
            "这次课现在是“{state}”，不能办这一步", "任课教师", "按接班、点名、下课、记台账的顺序办理"
        ),
        "supervisor_is_leader": Sentence("在场监督的人就是上课的人", "学校", "请另一位本校教师到场"),
        "marks_unfit": Sentence("一次最多上传{required}条点名记录", "任课教师", "分几次上传"),
        "clock_ahead": Sentence("手机的时间比现在晚", "任课教师", "校准手机时间后再点名"),
        "nothing_to_explain": Sentence(
            "现在没有需要说明去向的学生，或没有写明去向", "学校；家长", "写明孩子在哪里"
        ),
        "not_of_this_afternoon": Sentence(
            "这名学生今天没有课后服务",
            "学校；班主任",
            "请班主任按平时放学办理；孩子还在学校的，先陪着并联系家长",
        ),
        "nobody_to_keep": Sentence("这次课今天没有要看护的学生", "学校", "不需要点名"),
        "nothing_to_arrange": Sentence("这次课没有取消，或已经过了时间", "学校", "不需要安排"),
        "nothing_to_restore": Sentence(
            "这次课没有取消，或已经过了时间；过去取消的课照样退费", "学校", "不需要恢复"
        ),
        "plan_has_no_such_session": Sentence(
            "调整后的方案没有这次课", "学校；县教育局", "需要时先调整方案并报批"
        ),
        "group_meets_already": Sentence("这个组当天已经另有一次课", "学校", "不需要恢复"),
        "provider_still_stopped": Sentence(
            "机构还没有恢复服务，或合同已经结束", "县教育局；学校", "等暂停解除，或由本校教师另行安排"
        ),
        "nothing_taken_over": Sentence(
            "这次课没有由本校教师接手，已经另有安排，或已经开始", "学校", "需要换人时办理代课"
        ),
        "former_leader_unfit": Sentence(
            "机构原来的教师没有通过背景审查、不在合同名单里，或同一时间另有课",
            "机构；学校",
            "由本校教师继续上，或请机构补齐手续",
        ),
        "early_not_offered": Sentence(
            "学校没有征求提前来接的意见，或已经到了离校时间", "学校", "按原来的时间来接"
        ),
        "nothing_recorded": Sentence("这次课还没有记台账", "任课教师", "先记台账"),
        "own_record_accepted": Sentence("记录和确认是同一个人", "学校", "请另一位负责人确认"),
        "not_finished": Sentence("这次课还没有下课，或没有点名", "任课教师", "先点名，下课后再记台账"),
        "session_change_too_late": Sentence("已经点名，不能再换人或换教室", "学校", "在台账里写明情况"),
        "room_is_closed": Sentence("“{room}”有没有排除的严重隐患", "学校", "换别的教室"),
        "substitute_not_cleared": Sentence(
            "代课人没有通过背景审查，或已经到期", "学校", "换一位已通过审查的本校教师"
        ),
        "substitute_from_provider": Sentence("机构不能当天换人", "学校", "由本校教师顶岗"),
        "substitute_busy": Sentence("代课人在同一时间有别的课", "学校", "换一位教师"),
        "afternoon_closed_before": Sentence("今天已经结束", "学校", "不需要再办"),
        "leave_days_wrong": Sentence("请假的日期不在本学期，或结束早于开始", "您本人", "改正日期"),
        "leave_reason_unknown": Sentence("没有这种请假原因", "您本人", "在列出的原因中选"),
        "gate_keeper_not_staff": Sentence("守校门的人不是本校教职工", "学校", "从本校教职工中指定"),
        "care_days_wrong": Sentence("延时托管的日期不在本学期，或已经过去", "您本人", "改正日期"),
        "care_answered": Sentence("这次申请已经答复", "学校", "不需要再办"),
        "leave_answered": Sentence("这次请假已经答复", "学校", "不需要再办"),
        "sheet_unfit": Sentence(
            "这张纸质记录对应的课没有结束、没有教师，或已经记过", "学校", "核对日期和课程"
        ),
        "hazard_cleared_before": Sentence("这处隐患已经排除", "学校", "不需要再办"),
    },
    labels={
        **{f"session_{state.value}": name for state, name in STATE_NAMES.items()},
        "safety_drill": "应急演练",
        "safety_lesson": "安全教育课",
        "safety_check": "隐患排查",
    },
)
