"""The words of what allowances and other payments refuse themselves."""

from __future__ import annotations

from kehou.rulebook.engine.wording import Sentence, Wording

WORDING = Wording(
    sentences={
        "ledger_missing": Sentence("本学期还没有开立专款台账", "学校", "由会计先开立台账"),
        "sheet_on_its_way": Sentence("本月已有发放表在公示", "学校", "公示期满后批准，或先撤回"),
        "sheet_not_open": Sentence("这份发放表不在草稿状态", "学校", "重新生成本月的发放表"),
        "sheet_elsewhere": Sentence("发放表目前的状态是“{found}”，不能这样办理", "学校", "按状态办理下一步"),
        "maker_approves": Sentence("制单人和批准人是同一个人", "学校", "由另一位有权限的人批准"),
        "approver_pays": Sentence("批准人和付款人是同一个人", "学校", "由出纳付款"),
        "own_allowance": Sentence("表中有批准人本人的补助", "学校", "由另一位有权限的人批准"),
        "sheet_shown_too_short": Sentence("校内公示要到{required}", "学校", "公示期满后再批准"),
        "purse_unknown": Sentence("付款账户没有登记或没有经县里确认", "学校", "从登记的账户中选择"),
        "nothing_to_correct": Sentence("按现在的记录没有多发的补助", "学校", "核对课次和值班记录"),
        "nothing_to_raise": Sentence("按现在的记录和标准没有少发的补助", "学校", "核对课时、标准和值班记录"),
        "nothing_to_recover": Sentence(
            "这份更正表没有要收回的钱", "学校", "原表尚未发放的，按更正后的数发放"
        ),
        "voucher_decided": Sentence("这份申请已经有决定", "学校", "查看已有的决定"),
        "voucher_refused_without_reason": Sentence(
            "没有写明不批准的理由", "校长", "写明理由，让会计知道怎样改"
        ),
        "voucher_not_payable": Sentence("还没有批准，或已经支付", "学校", "批准后支付一次"),
        "contract_missing": Sentence("没有生效的台账或合同", "学校", "先开立台账、批准合同"),
        "nothing_accepted": Sentence("本月没有已验收而未结算的课次", "学校", "验收后再结算"),
    },
    labels={
        "draft": "草稿",
        "tested": "检验通过",
        "published": "校内公示中",
        "approved": "已批准",
        "paid": "已发放",
        "corrected": "已更正",
        "dropped": "已作废",
    },
)
