"""How the closing's own refusals are said on the screen."""

from __future__ import annotations

from kehou.rulebook.engine.wording import Sentence, Wording

WORDING = Wording(
    sentences={
        "month_not_over": Sentence("这个月还没有过完，{required}起才能结账", "无人可以更改", "月末后再结账"),
        "month_closed_before": Sentence("这个月已经结账", "学校会计", "查看月结记录"),
        "closing_requested": Sentence("本学期已经申请结账", "学校", "打开结账页面查看进度"),
        "closing_confirmed": Sentence("本学期结账已经复核", "学校", "打开结账页面查看进度"),
        "share_not_due": Sentence("选中的结余里有不能退的，或没有可退的", "学校出纳", "按待退清单重新选择"),
        "share_settled": Sentence(
            "这笔结余已经退了钱或抵了缴费，不能再改",
            "学校会计",
            "到收支公示或退费记录里查看；抵缴不是这家选的，由出纳凭书面材料申请更正",
        ),
        "correction_without_paper": Sentence(
            "没有写明更正所凭的书面材料编号", "学校出纳", "填写家长选择书或情况说明的编号"
        ),
        "set_off_undone": Sentence("这笔抵缴已经更正", "学校会计", "到记账凭证里查看"),
        "set_off_book_closed": Sentence(
            "抵缴的那一学期已经结账，这笔钱已作为那一学期的缴费算过结余",
            "无人可以更改",
            "家长应得的部分已在那一学期的结余里退还；家长有异议的，由学校书面说明",
        ),
        "set_off_paid_out": Sentence(
            "抵缴后余下的钱或账单的退费已经审批或付给家长，不能整笔退回",
            "学校会计",
            "已付的归家长；已抵账单的部分，按退费办理",
        ),
        "no_correction_asked": Sentence("没有申请过更正，或已经确认", "学校出纳", "先凭书面材料申请更正"),
        "batch_confirmed": Sentence("这一批已经确认", "学校会计", "查看记账凭证"),
        "return_without_proof": Sentence("没有填写银行或财政的回单号", "学校会计", "填写回单号后再确认"),
        "nothing_to_bounce": Sentence("这笔付款没有付出，或已登记退回", "学校会计", "核对付款批次"),
        "bounce_without_proof": Sentence("没有填写银行退回的单号", "学校会计", "填写银行退票单或回单的号码"),
        "notice_channel_unknown": Sentence("没有这种通知方式", "学校", "选择短信、电话、家访或书面通知"),
        "account_out_of_time": Sentence(
            "现在不是作初步公示的时候", "学校", "结账之后、退完结余之前作初步公示"
        ),
        "account_of_other_book": Sentence("公示的数与账簿不是同一时点", "学校会计", "重新生成公示"),
        "not_yet": Sentence("还没有走到这一步", "学校", "先完成前面的步骤"),
    },
    labels={
        "closing.resume": "结账没有成功，需要处理后继续",
        "surplus_return": "退还学期结余",
        "account_preliminary": "学期收支初步公示",
        "account_final": "学期收支最终公示",
        "account_after_set_off": "最终公示后更正了抵缴有误的结余：这笔钱仍归那一家，由学校退还。",
        "account_after_bounce": "最终公示后银行退回了付给家长的结余：这笔钱仍归那一家，由家长领取。",
    },
)
