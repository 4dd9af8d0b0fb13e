"""How the book's refusals are said on the screen."""

from __future__ import annotations

from kehou.rulebook.engine.wording import Sentence, Wording

WORDING = Wording(
    sentences={
        "entry_without_two_sides": Sentence("这笔账只有一方，不能记账", "学校会计", "借贷两方都写明后再记"),
        "entry_unbalanced": Sentence(
            "这笔账借贷不平，相差{found}", "学校会计", "核对各行金额，分文不差后再记"
        ),
        "book_closed": Sentence(
            "本学期账簿已结账，不能再记“{required}”", "学校会计", "核对该事项是否属于本学期"
        ),
        "month_closed": Sentence("这个月已经结账，不能再记{found}的账", "学校会计", "记入当月，或红字冲销"),
        "no_such_account": Sentence(
            "会计科目表里没有这个科目，不能列支", "无人可以更改", "只能使用科目表中的科目"
        ),
        "line_of_nothing": Sentence("有一行金额为零", "学校会计", "删去金额为零的行"),
        "account_not_of_event": Sentence("“{found}”不能记入这个科目", "无人可以更改", "按业务事项选择科目"),
        "line_keys_wrong": Sentence(
            "“{found}”一行没有写明对应的学生、收款人或账户", "学校会计", "补全后再记"
        ),
        "entry_reversed": Sentence("这笔账已经冲销，不能再冲", "学校会计", "查看红字冲销凭证"),
        "maker_is_checker": Sentence("“{found}”须一人制单、另一人复核", "学校", "请另一位有权限的人员复核"),
        "purse_too_small": Sentence("账户余额只有{found}，不够支付{required}", "学校", "核对到账后再支付"),
        "point_not_of_ledger": Sentence("这所学校或教学点的钱不在这本账里", "学校会计", "记入它所属的账簿"),
        "account_not_registered": Sentence(
            "收付款账户没有登记并经县里确认", "县财政部门", "只能使用学校、中心校或财政专户的登记账户"
        ),
        "document_booked": Sentence("这份单据已经记过账", "学校会计", "查看原来的凭证"),
        "ledger_of_point": Sentence(
            "教学点的钱由中心校管理，不单独建账", "中心校", "在中心校的账簿里为教学点分账核算"
        ),
        "ledger_exists": Sentence("本学期账簿已经建立", "学校会计", "打开已有的账簿"),
        "account_kind_unknown": Sentence(
            "不能登记个人、家委会或第三方机构的账户", "无人可以更改", "登记学校、中心校或财政专户的账户"
        ),
    },
)
