"""How refusals about bills, receipts and refunds are said on the screen."""

from __future__ import annotations

from kehou.rulebook.engine.wording import Sentence, Wording

WORDING = Wording(
    sentences={
        "nobody_to_bill": Sentence(
            "没有需要开账单的学生：要么还没有签协议、没有编班，要么账单已经开出",
            "学校会计",
            "核对协议和编班名单",
        ),
        "billed_before_held": Sentence(
            "方案约定按实际参加的课时收费，要到{required}学期结束后才能开账单",
            "学校会计",
            "学期结束后再开账单",
        ),
        "no_ledger_yet": Sentence("本学期的专款账簿还没有建立", "学校会计", "先建立账簿，再开账单"),
        "price_not_lower": Sentence(
            "学期中单价只能调低；{found}不低于现在的账单", "学校会计", "填写比现在低的单价"
        ),
        "bill_has_moved": Sentence(
            "这张账单已经缴费、退费或撤销，不能再撤销", "学校会计", "多收的钱用退费办理"
        ),
        "bill_is_cancelled": Sentence("这张账单已经撤销", "学校会计", "请家长按新账单缴费"),
        "aid_entered_before": Sentence("该生本学期已经登记过减免", "学校会计", "查看已登记的减免"),
        "aid_category_unknown": Sentence("县里的减免办法没有这一类", "县教育局", "按县里公布的减免类别登记"),
        "amount_not_positive": Sentence("金额{found}不能入账", "学校出纳", "填写大于零的金额，精确到分"),
        "paper_number_missing": Sentence("没有填写票据号", "学校出纳", "填写开出票据的号码"),
        "paper_number_used": Sentence("票据号{found}已经用过", "学校出纳", "核对票据号"),
        "receipt_has_moved": Sentence(
            "这笔收款已经冲销，或已从中退过费", "学校会计", "查看原来的凭证；多收的用退费办理"
        ),
        "receipt_of_another_book": Sentence(
            "微信支付和结余抵缴的收款另有对应的账，不能单独冲销",
            "学校会计",
            "微信多收的用退费办理；抵缴有误的，申请更正抵缴",
        ),
        "reversal_without_paper": Sentence(
            "没有写明冲销所凭的书面材料编号", "学校出纳", "填写作废票据或情况说明的编号"
        ),
        "reversal_asked_before": Sentence("这笔收款已经申请冲销", "学校会计", "等会计确认，或先撤回申请"),
        "no_reversal_asked": Sentence(
            "没有申请过冲销，或申请已撤回、已确认", "学校出纳", "先凭书面材料申请冲销"
        ),
        "statement_unreadable": Sentence(
            "文件打不开，或不是表格文件", "学校出纳", "从网上银行重新导出后再上传"
        ),
        "statement_too_long": Sentence("文件行数太多", "学校出纳", "按较短的日期范围导出"),
        "statement_columns_missing": Sentence(
            "文件里找不到{missing}一列", "学校出纳", "导出时保留交易日期、收入金额和流水号"
        ),
        "bank_row_not_waiting": Sentence("这一行不是待认领的收款", "学校出纳", "刷新后查看"),
        "move_was_booked": Sentence("这笔缴库或返还已经入账", "学校会计", "查看已入账的记录"),
        "day_differs": Sentence("今天的账不平，现金相差{found}", "学校出纳", "查明原因，写明说明后再结"),
        "day_closed_before": Sentence("今天已经结过账", "学校出纳", "查看今天的日结"),
        "refund_not_waiting": Sentence("这笔退费不在待决定状态", "学校", "刷新后查看"),
        "refund_not_decided": Sentence("这笔退费还没有决定，或已经审批", "学校", "刷新后查看"),
        "refund_not_approved": Sentence("这笔退费还没有审批", "校长", "审批后再支付"),
        "refund_not_payable": Sentence("这笔退费现在不能支付", "学校", "刷新后查看"),
        "merchant_exists": Sentence("学校已经登记了收款商户", "学校会计", "先停用原来的商户"),
        "no_merchant": Sentence("学校还没有开通微信支付", "学校", "请到学校窗口或用银行转账缴费"),
        "nothing_open": Sentence("账单没有待缴的金额", "学校会计", "查看账单"),
    },
    labels={
        "wallet.differs": "微信支付账单与账上不一致",
        "receipt.reversal": "出纳申请冲销收款，待会计确认",
        "refund.late": "退费超过办理期限",
        "treasury.give_back": "全额返还缴库的课后服务费",
        "bank_date": "交易日期",
        "bank_income": "收入金额",
        "bank_reference": "流水号",
        "date": "交易日期",
        "income": "收入金额",
        "outgo": "支出金额",
        "reference": "流水号",
        "remark": "附言",
        "bank_date_unreadable": "日期看不懂",
        "bank_amount_unreadable": "金额不是精确到分的数字",
        "bank_amount_negative": "金额为负数",
        "bank_amount_missing": "没有金额",
        "bank_reference_missing": "没有流水号",
        "bank_row_seen_before": "这笔流水已经导入过",
        "bank_row_names_several": "附言写了几个缴费编号",
        "bank_code_of_no_bill": "附言中的缴费编号不是本学期的账单",
        "bank_code_missing": "附言没有缴费编号",
    },
)
