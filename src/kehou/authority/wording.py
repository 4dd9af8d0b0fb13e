"""The words of the refusals that the services of authorities find themselves."""

from __future__ import annotations

from kehou.rulebook.engine.wording import Sentence, Wording

WORDING = Wording(
    sentences={
        "publisher_entered_it": Sentence("录入和发布是同一个人", "市级部门", "请另一位有权限的人核对后发布"),
        "tariff_without_lines": Sentence("没有填写任何一项最高收费标准", "市级价格部门", "至少填写一项"),
        "tariff_published_before": Sentence("这一版收费标准已经发布", "市级部门", "不需要再办"),
        "consent_still_to_come": Sentence("同意的日期{found}还没有到", "市级部门", "填写已经同意的日期"),
        "consent_given_before": Sentence("本部门已经同意过", "市级部门", "不需要再办"),
        "not_in_principle": Sentence("这一条不允许例外", "省级部门", "按要求办理，不能申请例外"),
        "departure_without_reason": Sentence("没有写明例外的理由", "县教育局", "写明理由后再批准"),
        "departure_without_end": Sentence("没有写明例外的截止日期", "县教育局", "写明截止日期后再批准"),
        "policy_without_complaint_channel": Sentence(
            "没有监督电话，也没有信箱", "县教育局", "至少填写一种监督渠道"
        ),
        "subsidy_without_amount": Sentence("财政补贴没有填写金额", "县财政局", "填写预算或拨付的金额"),
        "rural_part_above_whole": Sentence(
            "乡镇和农村学校的{found}超过了总额{required}", "县财政局", "核对其中的金额"
        ),
        "record_of_a_day_to_come": Sentence("{found}还没有到", "记录人", "填写已经发生的日期"),
        "resource_listed_before": Sentence("“{found}”已经登记过", "区县教育局", "不需要再登记"),
        "own_resource_reviewed": Sentence("登记和审核是同一个人", "区县教育局", "请另一位工作人员审核"),
        "review_without_reason": Sentence("没有写明理由", "审核人", "写明不予采用或停用的理由"),
        "reviewed_before": Sentence("审核结果与上一次相同", "审核人", "不需要再办"),
        "waiver_ratio_out_of_range": Sentence("减免比例应大于0、不超过全部费用", "县教育局", "改正减免比例"),
        "parameter_unknown": Sentence("规则库里没有“{found}”这个参数", "录入人", "从参数表中选择"),
        "parameter_is_information": Sentence(
            "这个参数仅供知晓，改了也不起作用：{found}", "录入人", "不需要设定"
        ),
        "parameter_value_wrong": Sentence("参数的值填写不对", "录入人", "按参数表的单位和写法填写"),
    },
    labels={},
)
