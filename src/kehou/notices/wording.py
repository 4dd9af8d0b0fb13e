"""How publicity is said on the screen."""

from __future__ import annotations

from kehou.rulebook.engine.wording import Sentence, Wording
from kehou.rulebook.facts.courses import CourseKind, LeaderKind
from kehou.rulebook.facts.fees import FeeUnit
from kehou.rulebook.facts.school import Stage

STAGE_NAMES = {Stage.PRIMARY: "小学", Stage.JUNIOR: "初中"}
UNIT_NAMES = {FeeUnit.PERIOD: "课时", FeeUnit.DAY: "天", FeeUnit.MONTH: "月", FeeUnit.TERM: "学期"}
KIND_NAMES = {CourseKind.SUBJECT: "作业辅导", CourseKind.X: "素质拓展"}
LEADER_NAMES = {
    LeaderKind.OWN: "本校教师",
    LeaderKind.SECONDED: "区域内选派教师",
    LeaderKind.OUTSIDE: "校外聘请人员",
    LeaderKind.THIRD_PARTY: "第三方机构",
}
STATE_NAMES = {"running": "公示中", "closed": "公示期满", "withdrawn": "已撤回"}

WORDING = Wording(
    sentences={
        "notice_without_approval": Sentence("方案还没有批复，不能公示", "县教育局", "等县教育局批复后再公示"),
        "notice_running": Sentence("这一版方案已经在公示", "学校", "打开已有的公示查看进度"),
        "notice_ended": Sentence("这份公示已经结束", "学校", "查看公示结果"),
        "objections_too_many_today": Sentence(
            "今天从您所在的网络对这份公示已经提交了{required}件",
            "县教育局",
            "写好的内容还在下面，先存下来明天再提交，或者拨打公示上的监督电话",
        ),
        "families_not_told": Sentence(
            "还没有记录以何种方式告知家长", "学校", "记录一次告知：一封信、公众号、家长会或家访"
        ),
        "reply_exists": Sentence("这条异议已经答复", "学校", "查看已有的答复"),
    },
    labels={"answer_objection": "答复公示意见"},
)
