"""How the afternoon is said on the screen, and the words of the refusals that services find."""

from __future__ import annotations

from kehou.delivery.facts import Attendance, CancelCause, Custody, ReleaseWay, SessionState
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
}
CUSTODY_NAMES = {
    Custody.CLASS: "在班",
    Custody.COURSE: "在课",
    Custody.GATE: "在校门口",
    Custody.HOME: "已离校",
    Custody.AWAY: "请假或已说明",
    Custody.UNACCOUNTED: "去向不明",
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
        "plan_not_approved": Sentence("方案还没有批复，不能排课", "县教育局", "等批复和公示完成后再排课"),
        "not_drawn_yet": Sentence("还没有编班，不能排课", "学校", "派位完成后再排课"),
    },
    labels={},
)
