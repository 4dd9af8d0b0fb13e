"""Agreements of a class."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kehou.kernel.fen import Fen
from kehou.platform.paper.documents.agreement import Agreement, DataUse
from kehou.platform.paper.documents.agreement_articles import AgreementTerms, standard_articles
from unit.paper.samples.common import CHANNELS, FEES, MARK, TERM
from unit.paper.samples.county import PLAN

TERMS = AgreementTerms(
    first_day=date(2026, 3, 2),
    last_day=date(2026, 7, 3),
    times=("三至六年级每日16:20至17:50，每日两课时。",),
    price=Fen(400),
    period_minutes="每课时40分钟",
    term_ceiling=Fen(64000),
    billing_basis=FEES.billing_basis,
    payment=FEES.payment,
    waiver_rules=FEES.waiver_rules,
    refund_rules=FEES.refund_rules,
    surplus_rules=FEES.surplus_rules,
    free_change_days=10,
    refund_working_days=15,
    safety=PLAN.safety[:1],
    pick_up=("乙方登记接送人；接送人改变的，应当当日告知班主任。四年级以上学生独自离校须乙方书面同意。",),
    channels=CHANNELS,
)

AGREEMENT = Agreement(
    school="青溪县松风小学",
    term=TERM,
    pupil="欧阳䶮",
    class_name="三年级2班",
    guardian="吴𠮷",
    relation="母亲",
    first_day=TERMS.first_day,
    last_day=TERMS.last_day,
    plan_number="2026春-0107",
    plan_version=2,
    reply="青教批〔2026〕12号",
    price=Fen(400),
    period_minutes="40分钟",
    term_ceiling=Fen(64000),
    articles=standard_articles(TERMS),
    if_not_joining="孩子在16:10末节课结束后离校；须等候校车的，学校免费看护至发车。",
    data_uses=(
        DataUse("姓名、班级、选课和出勤", "编班、点名、结算和退费", "服务结束后3年"),
        DataUse("接送人姓名和电话", "放学交接", "学期结束后1年"),
        DataUse("过敏等健康提示（可以不填）", "课堂安全", "学期结束即删除"),
    ),
    data_notes=(
        "以上信息只由参与课后服务的教职工在工作需要时查看，查看留有记录；不提供给校外机构用于招生或者推销。",
        "您可以随时查询、更正、撤回同意或者要求删除，联系人：学校个人信息保护专员，0749-0123457。",
        "不同意的，学校改用纸质名册点名和交接，不录入系统。",
    ),
    mark=MARK,
    offered=date(2026, 3, 3),
)

AGREEMENTS = (AGREEMENT, replace(AGREEMENT, pupil="龙小满", guardian="龙守田", relation="祖父"))
