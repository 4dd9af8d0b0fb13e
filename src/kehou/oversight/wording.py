"""How oversight is said on the screen."""

from __future__ import annotations

from kehou.oversight.rules import VISIT_ENDED, CaseState, InspectionState, Outcome
from kehou.platform.ui.pieces import Tone
from kehou.rulebook.engine.wording import Sentence, Wording
from kehou.rulebook.facts.cases import CaseKind, CaseOrigin

KIND_NAMES = {
    CaseKind.FORCED: "强制或变相强制参加",
    CaseKind.CHARGE: "收费问题",
    CaseKind.TEACHING: "集体上课、讲新课",
    CaseKind.MAKEUP: "违规补课",
    CaseKind.PAID_TUTORING: "教师校外有偿补课",
    CaseKind.THIRD_PARTY: "第三方机构问题",
    CaseKind.SAFETY: "安全问题",
    CaseKind.DATA: "个人信息问题",
    CaseKind.OTHER: "其他",
}
ORIGIN_NAMES = {
    CaseOrigin.REPORT: "群众举报",
    CaseOrigin.HOTLINE: "12345工单",
    CaseOrigin.MARKET_LINE: "12315工单",
    CaseOrigin.EVENT: "办理中记录的情况",
    CaseOrigin.SIGNAL: "指标提示",
    CaseOrigin.INSPECTION: "检查发现",
}
STATE_NAMES = {
    CaseState.RECEIVED: "待受理",
    CaseState.ACCEPTED: "已受理",
    CaseState.REJECTED: "不予受理",
    CaseState.PASSED_ON: "已转其他部门",
    CaseState.INVESTIGATING: "核查中",
    CaseState.EXTENDED: "核查中（已延期）",
    CaseState.TRANSFERRED: "已移交",
    CaseState.DECIDED: "已作出决定",
    CaseState.REPLIED: "已答复",
    CaseState.CORRECTING: "整改中",
    CaseState.CLOSED: "已办结",
    CaseState.REOPENED: "待复查",
}
STATE_TONES = {
    CaseState.RECEIVED: Tone.ATTENTION,
    CaseState.REOPENED: Tone.ATTENTION,
    CaseState.CORRECTING: Tone.ATTENTION,
    CaseState.CLOSED: Tone.DONE,
    CaseState.REPLIED: Tone.DONE,
    CaseState.REJECTED: Tone.PLAIN,
    CaseState.PASSED_ON: Tone.PLAIN,
}
OUTCOME_NAMES = {Outcome.UPHELD: "属实", Outcome.PARTLY: "部分属实", Outcome.NOT_UPHELD: "不属实"}
STEP_NAMES = {
    "receive": "收到",
    "accept": "受理",
    "reject": "不予受理",
    "pass_on": "转其他部门",
    "assign": "指定经办人",
    "extend": "延长办理期限",
    "decide": "作出决定",
    "transfer": "移交",
    "reply": "答复举报人",
    "order": "下达整改通知",
    "close": "办结",
    "reopen": "申请复查",
}
VISIT_NAMES = {
    InspectionState.PLANNED: "待检查",
    InspectionState.RUNNING: "检查中",
    InspectionState.FINDINGS: "待学校陈述意见",
    InspectionState.REPLIED: "学校已陈述意见",
    InspectionState.DECIDED: "已作出决定",
    InspectionState.CORRECTING: "整改中",
    InspectionState.RECHECKED: "复查通过",
    InspectionState.CLOSED: "已结束",
    InspectionState.TRANSFERRED: "已移交",
}
VISIT_TONES = {
    state: Tone.DONE
    if state in VISIT_ENDED
    else Tone.PLAIN
    if state is InspectionState.PLANNED
    else Tone.ATTENTION
    for state in InspectionState
}
READ_NAMES = {
    "afternoon.read": "查看当天的课和名单",
    "agreement.copy_read": "查看协议副本",
    "aid.read": "查看减免名单",
    "bill.read": "查看账单",
    "bills.read": "查看收费清单",
    "bills.searched": "按姓名查找账单",
    "receipts.searched": "按姓名查找收款",
    "case.detail_read": "在案件中调取出勤明细",
    "case.report_read": "查看举报内容",
    "class.families_read": "查看班级家长",
    "class.read": "查看班级学生",
    "former_pupils.read": "查看保存期满的离校学生",
    "list.read": "查看名册",
    "proof.read": "查看证明材料",
    "pupil.read": "查看学生信息",
    "receipts.read": "查看收款清单",
    "refunds.read": "查看退费清单",
    "shares.read": "查看结余退还清单",
    "slips.read": "查看回执",
    "statement.read": "查看银行明细",
}
ROLE_WORDS = {
    "county_officer": "县教育局经办人",
    "county_approver": "县教育局审批人",
    "county_finance": "县财政局",
    "county_market": "县市场监管局",
    "school_head": "校长",
    "school_plan": "课后服务负责人",
    "school_teaching": "教务",
    "school_safety": "安全负责人",
    "school_cashier": "出纳",
    "school_accountant": "会计",
    "class_teacher": "班主任",
    "teacher": "教师",
    "guardian": "家长",
    "system": "系统",
}
BODY_NAMES = {"market": "市场监管部门", "discipline": "纪检监察机构", "other": "其他部门"}

_COUNTY = "区县教育局"
WORDING = Wording(
    sentences={
        "case_concerns_you": Sentence("这件举报涉及您本人，不能由您办理", _COUNTY, "由其他人办理"),
        "case_step_out_of_order": Sentence("这一步现在还不能办", _COUNTY, "按顺序办理"),
        "case_not_your_step": Sentence("这一步要由审批人办理", _COUNTY, "请审批人办理"),
        "case_ended_without_reason": Sentence("没有写明理由", _COUNTY, "写明理由，举报人会看到"),
        "case_due_undetermined": Sentence(
            "放假安排未公布，期限待定，不能延长", _COUNTY, "放假安排公布后再办"
        ),
        "case_without_school": Sentence("这件举报没有写明学校", _COUNTY, "直接核查"),
        "handler_not_of_county": Sentence("经办人不是县教育局的工作人员", _COUNTY, "指定县教育局的经办人"),
        "reports_too_many_today": Sentence(
            "今天从您所在的网络已经提交了{required}件",
            "县教育局",
            "写好的内容还在下面，先存下来明天再提交，或者拨打12345",
        ),
        "order_entered_before": Sentence("工单{found}已经登记", _COUNTY, "打开已登记的工单"),
        "report_empty": Sentence("没有写明反映的问题", "您本人", "写明什么时间、什么事"),
        "school_elsewhere": Sentence("这所学校不在本县", "您本人", "重新选择学校"),
        "brief_answered": Sentence("学校已经答复", "学校", "查看已有的答复"),
        "decision_without_findings": Sentence("没有写明查明的事实", _COUNTY, "写明事实和依据"),
        "result_of_other_body": Sentence(
            "案件已移交，结果要由接办部门填写", "接办部门", "等接办部门填写结果"
        ),
        "reply_empty": Sentence("答复没有内容", _COUNTY, "写明查明的事实和处理结果"),
        "order_without_violation": Sentence("没有认定违规，不能下达整改通知", _COUNTY, "先作出决定"),
        "order_empty": Sentence("整改通知要写明问题和要求", _COUNTY, "写明问题和整改要求"),
        "correction_without_proof": Sentence("整改情况要附凭证", "学校", "写明做了什么，并附凭证"),
        "correction_passed": Sentence("整改已经复查通过", _COUNTY, "不需要再报"),
        "correction_rechecked": Sentence("这次整改已经复查", _COUNTY, "等学校再次报告整改"),
        "answer_rated_before": Sentence("您已经评价过这次答复", "您本人", "不需要再评价"),
        "survey_running": Sentence("已有调查正在进行，或截止日期不对", _COUNTY, "等正在进行的调查结束"),
        "survey_not_over": Sentence("调查还没有到期，或已经结束", _COUNTY, "到期后再结束调查"),
        "body_not_met": Sentence("您的孩子没有上这家机构的课", _COUNTY, "只评价孩子上过课的机构"),
        "survey_over": Sentence("调查已经结束", _COUNTY, "可以通过反映问题渠道告诉县教育局"),
        "family_not_asked": Sentence("这次调查没有邀请您的家庭", _COUNTY, "只邀请参加课后服务的家庭"),
        "family_answered": Sentence("您的家庭已经作答，每个家庭一份", "您本人", "不需要再答"),
        "slip_unknown": Sentence("没有这个问卷编号", _COUNTY, "照问卷核对编号"),
        "hearing_incomplete": Sentence("要写明时间、人数、意见和改进", _COUNTY, "补充完整后再记录"),
        "term_has_plan": Sentence("本学期的检查计划已经确定", _COUNTY, "按计划检查"),
        "visit_not_running": Sentence("检查没有在进行，或没有写明问题", "检查人员", "开始检查后再记录问题"),
        "visit_out_of_order": Sentence("这一步现在还不能办", _COUNTY, "按顺序办理"),
        "findings_answered": Sentence("学校已经陈述过意见，或没有内容", "学校", "查看已有的意见"),
        "nothing_to_decide": Sentence(
            "检查发现还没有送达学校，或没有写明决定", _COUNTY, "送达学校并写明决定"
        ),
        "school_not_heard": Sentence("学校还可以在{found}前陈述意见", _COUNTY, "等学校答复或到期后再决定"),
        "order_without_finding": Sentence(
            "检查没有发现这一条的问题", _COUNTY, "按检查发现的问题下达整改通知"
        ),
        "contest_empty": Sentence("没有写明哪里不对", "您本人", "写明哪一项与事实不符"),
        "contest_answered": Sentence("这条异议已经答复", "学校", "查看已有的答复"),
        "signal_ended": Sentence("这条提示已经处理，或没有写明情况", _COUNTY, "写明情况，或查看处理结果"),
        "signal_without_note": Sentence("没有写明处理情况", _COUNTY, "写明怎样核实、怎样处理"),
        "erasure_of_nobody": Sentence("没有选择学生", "学校", "勾选要删除姓名等信息的离校学生"),
        "erasure_without_reason": Sentence("没有写明理由", "您本人", "写明理由"),
        "erasure_proposed_before": Sentence("其中{found}名学生已经提请删除", "学校", "等县教育局确认"),
        "erasure_decided": Sentence("这件已经办结", _COUNTY, "查看办理结果"),
        "erasure_by_one_person": Sentence("提请和确认不能是同一个人", _COUNTY, "由另一个人确认"),
        "nothing_to_reopen": Sentence("还没有办结，或没有写明理由", "您本人", "办结后写明理由再申请复查"),
    },
    labels={
        "accept_case": "受理举报",
        "decide_case": "办理举报",
        "brief_on_safety": "安全问题当日告知学校",
        "answer_brief": "答复县教育局的核查",
        "correct_violation": "按通知整改",
        "answer_signal": "处理指标提示",
        "explain_signal": "说明指标情况",
        "answer_findings": "对检查发现陈述意见",
        "plan_inspections": "确定检查计划",
        "survey_families": "开展满意度调查",
        "hear_parents": "听取家长意见",
        "review_policy": "完善本县政策",
        "report_year": "报送年度总结",
        "erase_former_pupils": "删除保存期满的离校学生信息",
    },
)
