"""What all sample papers share: an invented county, its school, its fees."""

from __future__ import annotations

from datetime import datetime

from kehou.kernel.fen import Fen
from kehou.kernel.moments import SHANGHAI
from kehou.platform.paper.codes import scan_mark
from kehou.platform.paper.documents.parts import Channel, GradeTimetable, TimetableRow
from kehou.platform.paper.documents.plan import FeeScheme, MoneyLine

AT = datetime(2026, 2, 13, 9, 0, tzinfo=SHANGHAI)

TERM = "2026年上期"

MEASURES = "《湖南省义务教育课后服务工作实施办法》（湘教发〔2024〕12号）"

CHANNELS = (
    Channel("学校课后服务办公室", "0749-0123456（工作日8:00至17:30）"),
    Channel("青溪县教育局监督电话", "0749-0123400"),
    Channel("价格和收费举报", "12315、12345"),
)

TIMETABLES = (
    GradeTimetable(
        "一、二年级",
        (
            TimetableRow("16:10–16:50", ("绘本阅读", "韵律体操", "剪纸", "童声合唱", "足球启蒙")),
            TimetableRow("17:00–17:40", ("作业辅导", "积木搭建", "户外游戏", "作业辅导", "户外游戏")),
        ),
    ),
    GradeTimetable(
        "三至六年级",
        (
            TimetableRow("16:20–17:00", ("作业辅导", "作业辅导", "作业辅导", "作业辅导", "作业辅导")),
            TimetableRow(
                "17:10–17:50", ("篮球、书法", "科学实验、合唱", "象棋、田径", "种植园、编程", "篮球、版画")
            ),
        ),
    ),
)

FEES = FeeScheme(
    price=Fen(400),
    period_minutes="小学每课时40分钟",
    tariff_document="《关于明确中小学课后服务收费标准的通知》（青发改价〔2025〕8号）",
    billing_basis="按课时计费，学期初按计划课时预收，学期末按实际课时结算",
    term_periods=160,
    term_ceiling=Fen(64000),
    costs=(
        MoneyLine("参与人员补助", "每周202课时×16周×50.00元", Fen(16160000)),
        MoneyLine("校外人员劳务费", "3人×32课时×80.00元", Fen(768000)),
        MoneyLine("活动耗材", "纸张、颜料、实验材料，每生12.00元×986人", Fen(1183200)),
        MoneyLine("水电费", "按分表测算", Fen(960000)),
        MoneyLine("设备维护", "球架、投影等维护", Fen(480000)),
    ),
    sources=(
        MoneyLine("财政补助", "每生每学期60.00元×986人", Fen(5916000)),
        MoneyLine("服务性收费", "扣除减免后收费", Fen(13635200)),
    ),
    waiver_rules=(
        "家庭经济困难学生按县教育局公布的对象和比例减免，由学校在开出缴费通知前直接核减，家长不必到校申请。",
        "减免所需经费由财政补助和学校公用经费承担，不计入其他学生的收费标准。",
    ),
    refund_rules=(
        "因学校原因未开课的课时，不收费；已收费的自动退还。",
        "学生因病、事假等非故意原因未参加，事先请假或者五个上学日内补交说明的，按未参加课时退费。",
        "中途退出的，自次一上学日起的课时全部退费，学校在15个工作日内办结。",
    ),
    surplus_rules=("学期结束后30日内按实际交费金额的比例全额退还，精确到分，不结转、不抵扣下学期费用。",),
    payment="家长通过县财政非税收入缴款渠道缴入学校账户，学校开具财政票据。不收现金，不委托家长委员会或者第三方机构收取。",
)

MARK = scan_mark("3K7M-2QX9", "https://kehou.example/g/3K7M2QX9")
