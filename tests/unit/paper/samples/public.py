"""What the public sees: notice, fee board, petition sheet."""

from __future__ import annotations

from datetime import date

from kehou.kernel.fen import Fen
from kehou.platform.paper.documents.fee_board import FeeBoard, FeeBoardRow
from kehou.platform.paper.documents.notice import Notice, PublishedCourse
from kehou.platform.paper.documents.petition import PetitionSheet
from unit.paper.samples.common import CHANNELS, FEES, MARK, MEASURES, TERM, TIMETABLES
from unit.paper.samples.county import PLAN

NOTICE = Notice(
    school="青溪县松风小学",
    term=TERM,
    reply="青教批〔2026〕12号",
    item="课后服务费（服务性收费）",
    basis=(
        f"{MEASURES}（九）",
        "《关于明确中小学课后服务收费标准的通知》（青发改价〔2025〕8号）",
    ),
    price=Fen(400),
    unit="课时（每课时40分钟），按计划课时预收，学期末按实际课时结算",
    term_ceiling=Fen(64000),
    scope="自愿参加课后服务并签订协议的一至六年级学生",
    payment=FEES.payment,
    times=("一、二年级每日16:10至17:40，三至六年级每日16:20至17:50；法定节假日和非上课日不开展。",),
    timetables=TIMETABLES,
    courses=tuple(PublishedCourse(line.name, line.kind, line.grades, line.leader) for line in PLAN.courses),
    waiver_rules=FEES.waiver_rules,
    refund_rules=(*FEES.refund_rules, *FEES.surplus_rules),
    first_day=date(2026, 2, 24),
    last_day=date(2026, 3, 2),
    working_days=5,
    answer_working_days=3,
    channels=CHANNELS,
    digest="9f3c 71ab 04d2",
    mark=MARK,
    date=date(2026, 2, 13),
)

PETITION = PetitionSheet(
    school="青溪县白石铺镇中心学校竹坳教学点",
    term=TERM,
    roll_count=60,
    roll_date=date(2025, 12, 15),
    needed=41,
    closes=date(2025, 12, 26),
    channels=CHANNELS[1:2],
    mark=MARK,
)

FEE_BOARD = FeeBoard(
    school="青溪县松风小学",
    term=TERM,
    rows=(
        FeeBoardRow(
            item="课后服务费\n（服务性收费）",
            standard="每课时4.00元\n每学期最高640.00元",
            unit="课时\n（40分钟）",
            basis="《湖南省义务教育课后服务工作实施办法》（湘教发〔2024〕12号）；《关于明确中小学课后服务收费标准的通知》（青发改价〔2025〕8号）；青教批〔2026〕12号",
            payers="自愿参加并签订协议的一至六年级学生",
            waiver="家庭经济困难学生按县教育局公布的对象和比例减免",
            receipt="财政票据",
        ),
    ),
    channels=CHANNELS[1:],
    date=date(2026, 2, 13),
)
