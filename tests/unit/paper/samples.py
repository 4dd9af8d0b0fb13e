"""Plausible papers of an invented county, shared by the tests of the press and by its bench."""

from __future__ import annotations

from datetime import date, datetime

from kehou.kernel.fen import Fen
from kehou.kernel.moments import SHANGHAI
from kehou.platform.paper.codes import scan_mark
from kehou.platform.paper.documents.notice import Notice, PublishedCourse
from kehou.platform.paper.documents.parts import Article, Channel, GradeTimetable, TimetableRow
from kehou.platform.paper.documents.plan import CourseLine, FeeScheme, GradeLine, MoneyLine, Plan
from kehou.platform.paper.documents.reply import ApprovedSchool, Reply

AT = datetime(2026, 2, 13, 9, 0, tzinfo=SHANGHAI)
TERM = "2026年上期"
MEASURES = "《湖南省义务教育课后服务工作实施办法》（湘教发〔2024〕12号）"

REPLY = Reply(
    issuer="青溪县教育局",
    number="青教批〔2026〕12号",
    addressees=("松风小学", "白石铺镇九年一贯制学校", "白石铺镇中心学校"),
    term=TERM,
    basis=(MEASURES, "《青溪县义务教育课后服务实施细则》"),
    submitted=date(2026, 1, 23),
    schools=(
        ApprovedSchool("青溪县松风小学", "一至六年级", "2026春-0107", Fen(400), 160, Fen(64000)),
        ApprovedSchool(
            "青溪县白石铺镇九年一贯制学校", "一至九年级", "2026春-0212", Fen(350), 152, Fen(53200)
        ),
        ApprovedSchool("青溪县白石铺镇中心学校竹坳教学点", "一至四年级", "2026春-0213", Fen(0), 144, Fen(0)),
    ),
    publicity_working_days=5,
    conditions=(
        "竹坳教学点不向家长收费，所需经费由县财政补助列支。",
        "白石铺镇九年一贯制学校应于2026年2月27日前补报校车末班发车时间与离校时间的衔接安排。",
    ),
    date=date(2026, 2, 13),
    copies_to=("县发展和改革局", "县财政局", "县市场监督管理局"),
)

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
            TimetableRow("17:10–17:50", ("篮球、书法", "科学实验、合唱", "象棋、田径", "种植园、编程", "篮球、版画")),
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

PLAN = Plan(
    school="青溪县松风小学",
    authority="青溪县教育局",
    term=TERM,
    number="2026春-0107",
    version=2,
    first_day=date(2026, 3, 2),
    last_day=date(2026, 7, 3),
    aims=(
        f"依据{MEASURES}和《青溪县义务教育课后服务实施细则》，结合本校场地和师资，制定本方案。",
        "学生自愿参加，家长自主选择；不讲新课，不集体补课，不刷题备考；一、二年级以素质拓展为主，不布置书面家庭作业。",
    ),
    consultation=(
        "2026年1月5日至1月12日向全校1186名学生的家长征求意见，收回答卷1124份，其中愿意参加986人，不参加138人。结果于1月14日公布，收到意见3条，均已答复。",
    ),
    grades=tuple(
        GradeLine(f"{name}年级", pupils, wanting, ends, times, 10, share)
        for name, pupils, wanting, ends, times, share in (
            ("一", 202, 171, "16:00", "16:10–17:40", "80％"),
            ("二", 198, 168, "16:00", "16:10–17:40", "80％"),
            ("三", 196, 160, "16:10", "16:20–17:50", "50％"),
            ("四", 201, 166, "16:10", "16:20–17:50", "50％"),
            ("五", 193, 161, "16:10", "16:20–17:50", "50％"),
            ("六", 196, 160, "16:10", "16:20–17:50", "50％"),
        )
    ),
    courses=(
        CourseLine("作业辅导", "作业辅导", "学科", "三至六年级", "各班教师", "本班教室", 50),
        CourseLine("篮球", "素质拓展", "体育", "三至六年级", "周望", "篮球场", 50),
        CourseLine("田径", "素质拓展", "体育", "四至六年级", "段立群", "田径场", 50),
        CourseLine("书法", "素质拓展", "美育", "三至六年级", "吴𠮷", "书法教室", 30),
        CourseLine("科学实验", "素质拓展", "科学", "四至六年级", "龚䶮", "实验室", 30),
        CourseLine("种植园", "素质拓展", "劳动", "三至六年级", "黎素芬", "校内种植园", 30),
        CourseLine("青溪花鼓戏", "素质拓展", "美育", "三至六年级", "外聘 何九香", "音乐教室", 30),
    ),
    timetables=TIMETABLES,
    staffing=(
        "参与教师52人，均为自愿参加，已征求本人意见；每日设带班领导1人、巡课教师2人。",
        "聘请县花鼓戏传承人1人、退休教师2人，均已通过资格审查并经县教育局批准。",
        "参与课后服务的教师按校内办法实行弹性上下班。",
    ),
    fees=FEES,
    safety=(
        "每日开课前点名，缺勤学生10分钟内核实去向；放学由任课教师带队交接至校门，一、二年级和乘车学生逐一交接。",
        "校方责任保险覆盖课后服务时段，保险费从学校公用经费列支。",
        "制定突发事件应急预案，每学期演练一次；每月排查设施、消防、饮水隐患。",
    ),
    arrangements=(
        Article("不参加学生的安排", ("不参加的学生在末节课结束后离校；须等候校车的学生由值班教师免费看护至发车。",)),
        Article("特殊需要学生", ("随班就读学生由资源教师协助选课，确需延时接走的免费看护至18:30。",)),
    ),
    channels=CHANNELS,
    head="沈思源",
    signed=date(2026, 1, 23),
)

MARK = scan_mark("3K7M-2QX9", "https://kehou.example/g/3K7M2QX9")

NOTICE = Notice(
    school="青溪县松风小学",
    term=TERM,
    reply="青教批〔2026〕12号",
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
    channels=CHANNELS,
    digest="9f3c 71ab 04d2",
    mark=MARK,
    date=date(2026, 2, 13),
)
