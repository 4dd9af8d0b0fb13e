"""How clearances, providers and contracts are said on the screen."""

from __future__ import annotations

from collections.abc import Iterable

from kehou.kernel.verdict import Verdict
from kehou.providers.rules import PersonState
from kehou.rulebook.engine.wording import Sentence, Wording
from kehou.rulebook.facts.provider import Check, ProviderStatus

CHECK_NAMES = {
    Check.POLITICAL: "政治表现",
    Check.MORAL: "品德",
    Check.PSYCHOLOGICAL: "心理健康",
    Check.HEALTH: "身体健康",
    Check.OFFENCES: "违法犯罪记录",
}
QUERY_NAME = "性侵违法犯罪信息查询"
PERSON_STATES = {
    PersonState.APPLIED: "待核查",
    PersonState.CHECKING: "核查中",
    PersonState.CHECKED: "待县级批准",
    PersonState.APPROVED: "已准入",
    PersonState.ACTIVE: "可以上岗",
    PersonState.EXPIRING: "即将到期",
    PersonState.EXPIRED: "已过期",
    PersonState.SUSPENDED: "已暂停",
    PersonState.BARRED: "禁止进校",
}
PERSON_TONES = {
    PersonState.APPLIED: "attention",
    PersonState.CHECKING: "attention",
    PersonState.CHECKED: "info",
    PersonState.APPROVED: "done",
    PersonState.ACTIVE: "done",
    PersonState.EXPIRING: "attention",
    PersonState.EXPIRED: "stop",
    PersonState.SUSPENDED: "stop",
    PersonState.BARRED: "stop",
}
PROVIDER_STATES = {
    ProviderStatus.APPLIED: "待审核",
    ProviderStatus.SCREENED: "审核通过",
    ProviderStatus.PUBLICISED: "名单公示中",
    ProviderStatus.LISTED: "名单内",
    ProviderStatus.SUSPENDED: "已暂停",
    ProviderStatus.REMOVED: "已移出",
    ProviderStatus.REJECTED: "未通过",
}
PROVIDER_TONES = {
    ProviderStatus.APPLIED: "attention",
    ProviderStatus.SCREENED: "info",
    ProviderStatus.PUBLICISED: "info",
    ProviderStatus.LISTED: "done",
    ProviderStatus.SUSPENDED: "stop",
    ProviderStatus.REMOVED: "plain",
    ProviderStatus.REJECTED: "plain",
}
_LACKING = {
    "offence_query_missing": f"没有{QUERY_NAME}",
    "offence_query_not_clear": f"{QUERY_NAME}有记录",
    "offence_query_too_old": f"{QUERY_NAME}已过期",
    "person_held": "已被暂停或禁止",
    "teacher_not_sent_by_county": "没有县教育局统筹安排",
    "sender_has_not_agreed": "派出学校未同意",
    "outside_person_unapproved": "本学期未经县教育局批准",
    "outside_kind_not_listed": "不在可聘请的类别内",
    "outside_person_without_need": "没有说明聘请的必要",
    "professional_without_proof": "没有资质证明",
    "provider_sends_serving_teacher": "是在职中小学教师",
    "third_party_without_need": "没有说明聘请的必要",
}
_CHECKS = {
    "check_missing": "没有{name}核查",
    "check_failed": "{name}核查未通过",
    "check_too_old": "{name}核查已过期",
    "check_expired": "{name}核查已到期",
}
NOT_LISTED = "所属机构不在名单内"


def lacking_words(refused: Iterable[Verdict], *, is_listed: bool) -> tuple[str, ...]:
    """What stops a person, in short words, each once."""
    found = [_lacking(row) for row in refused]
    return tuple(dict.fromkeys([*found, *([] if is_listed else [NOT_LISTED])]))


def _lacking(row: Verdict) -> str:
    if row.reason in _CHECKS:
        return _CHECKS[row.reason].format(name=CHECK_NAMES[Check(str(row.facts["check"]))])
    return _LACKING.get(row.reason, "核查不全")


WORDING = Wording(
    sentences={
        "agent_body_not_listed": Sentence(
            "机构不在生效的名单上，不能开通账号", "县教育局", "列入名单或解除暂停后再办"
        ),
        "agent_without_contract": Sentence(
            "机构在这里没有履行中的合同，不能开通账号", "学校；机构", "学校批准合同后再办"
        ),
        "agent_closes_oneself": Sentence("不能收回自己的账号", "县教育局", "请县教育局办理"),
        "agents_merged_before": Sentence("这两项已经是同一个账号", "县教育局", "不需要再合并"),
        "agents_are_two_people": Sentence(
            "两个账号登记的证件号码不同，不是同一个人", "县教育局", "核对两所学校的人员档案"
        ),
        "agent_closed_before": Sentence("这个账号已经收回", "机构联系人", "不需要再办"),
        "renewing_for_gone": Sentence("这家机构已经移出名单或没有通过审核", "县教育局", "由机构重新申报"),
        "renewed_licence_over": Sentence(
            "登记的许可证{found}到期，也已经过期", "县教育局", "核对许可证上的有效期"
        ),
        "check_by_oneself": Sentence("本人不能登记自己的核查结果", "学校", "由另一位有权限的人登记"),
        "check_in_future": Sentence("核查日期{found}还没有到", "学校", "改正核查日期"),
        "check_without_reference": Sentence("没有填写核查材料的文号或编号", "学校", "填写文号后再登记"),
        "person_without_consent": Sentence("本人还没有书面同意核查", "学校", "先取得本人同意"),
        "person_known": Sentence("本校已经有此人的档案", "学校", "打开已有的档案补充"),
        "leave_not_needed": Sentence("此类人员不需要县教育局按学期批准", "学校", "核查齐全后即可上岗"),
        "request_open": Sentence("本学期已经报批", "县教育局", "等县教育局决定"),
        "request_decided": Sentence("这份申请已经有决定", "县教育局", "查看已有的决定"),
        "refusal_without_reason": Sentence("没有写明不同意的理由", "县教育局", "写明理由后再决定"),
        "barred_in_county": Sentence("此人在本县另一所学校已被禁止进校", "县教育局", "不予批准"),
        "hold_without_reason": Sentence("没有写明理由", "学校；县教育局", "写明理由后再办理"),
        "hold_final": Sentence("禁止进校的决定不能由学校解除", "县教育局", "改由其他人员承担"),
        "criteria_missing": Sentence(
            "县教育局还没有制定第三方机构的引进标准", "县教育局", "先制定并登记引进标准"
        ),
        "credit_code_wrong": Sentence("统一社会信用代码“{found}”不对", "录入人", "核对营业执照后改正"),
        "provider_banned": Sentence("该机构被移出名单，{required}以前不得再进", "县教育局", "期满后重新申报"),
        "provider_entered": Sentence("该机构已经申报", "县教育局", "打开已有的申报"),
        "offers_missing": Sentence("没有申报任何项目", "第三方机构", "至少申报一个非学科项目"),
        "wrong_state": Sentence("机构目前的状态是“{found}”，不能这样办理", "县教育局", "按状态办理下一步"),
        "reviewed_already": Sentence("您已经审核过该机构", "县教育局", "由另一位审核人审核"),
        "review_unsound": Sentence(
            "信用、黑名单或材料有问题，不能审核通过", "县教育局", "审核不通过，或核实后再审"
        ),
        "bidder_not_screened": Sentence("中选者不是审核通过的机构", "县教育局", "从审核通过的机构中选"),
        "bid_invalid": Sentence("这份报价无效，不能中选", "县教育局", "从有效报价中选"),
        "dearer_bid": Sentence("有更低的有效报价{required}", "县教育局", "选最低的有效报价，或重新组织"),
        "awarded_already": Sentence("这次竞争已经有结果", "县教育局", "查看已有的结果"),
        "list_empty": Sentence("没有可以列入名单的项目和价格", "县教育局", "先完成审核和竞争性定价"),
        "list_open": Sentence("已有一版名单正在公示", "县教育局", "公示期满后确认"),
        "list_too_short": Sentence("名单公示不足{required}个工作日", "县教育局", "公示期满后再确认"),
        "list_confirmed": Sentence("这版名单已经确认", "县教育局", "查看现行名单"),
        "reason_missing": Sentence("没有写明理由", "县教育局", "写明理由后再办理"),
        "need_missing": Sentence("没有说明本校为什么不能满足学生需求", "学校", "说明学生需求和本校师资情况"),
        "use_asked": Sentence("本学期已经为该机构报批", "县教育局", "等县教育局决定"),
        "use_decided": Sentence("这份申请已经有决定", "县教育局", "查看已有的决定"),
        "entry_of_other_county": Sentence("这一项不在本县的名单内", "学校", "从本县名单中选择"),
        "contract_approved": Sentence("合同已经批准", "学校", "查看合同"),
        "contract_ended": Sentence("合同已经终止", "学校", "查看合同"),
        "drafter_approves": Sentence("起草人和批准人是同一个人", "学校", "由另一位有权限的人批准"),
        "contract_without_staff": Sentence("合同没有写明派出的人员", "学校", "写明每一位派出人员"),
        "staff_not_cleared": Sentence("派出人员还没有完成核查", "学校", "完成核查后再批准合同"),
        "staff_of_other_body": Sentence("派出人员不是该机构的人员", "学校", "只写该机构的人员"),
    },
    labels={
        "decide_person": "决定校外人员能否上岗",
        "decide_use": "决定学校能否引进机构",
        "confirm_list": "名单公示期满后确认",
        "offence_query": QUERY_NAME,
        "applied": "已申报",
        "screened": "审核通过",
        "publicised": "名单公示中",
        "listed": "列入名单",
        "suspended": "暂停",
        "removed": "移出名单",
        "rejected": "未通过",
    },
)
