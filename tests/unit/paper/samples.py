"""Plausible papers of an invented county, shared by the tests of the press and by its bench."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from kehou.kernel.fen import Fen
from kehou.kernel.moments import SHANGHAI
from kehou.platform.paper.codes import scan_mark
from kehou.platform.paper.documents.agreement import Agreement, DataUse
from kehou.platform.paper.documents.agreement_articles import AgreementTerms, standard_articles
from kehou.platform.paper.documents.class_lists import ClassList, ClassRow, GroupList, GroupRow
from kehou.platform.paper.documents.fee_board import FeeBoard, FeeBoardRow
from kehou.platform.paper.documents.letter import FamilyLetter
from kehou.platform.paper.documents.notice import Notice, PublishedCourse
from kehou.platform.paper.documents.parts import Article, Channel, GradeTimetable, TimetableRow
from kehou.platform.paper.documents.petition import PetitionSheet
from kehou.platform.paper.documents.placement import PlacementLine, PlacementSlip
from kehou.platform.paper.documents.plan import CourseLine, FeeScheme, GradeLine, MoneyLine, Plan
from kehou.platform.paper.documents.questionnaire import Question, Questionnaire
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
        Article(
            "不参加学生的安排",
            ("不参加的学生在末节课结束后离校；须等候校车的学生由值班教师免费看护至发车。",),
        ),
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

LETTER = FamilyLetter(
    school="青溪县松风小学",
    term=TERM,
    reply="青教批〔2026〕12号",
    times=("一、二年级每日16:10至17:40", "三至六年级每日16:20至17:50"),
    courses=("篮球", "田径", "书法", "科学实验", "种植园", "青溪花鼓戏"),
    price=Fen(400),
    term_ceiling=Fen(64000),
    estimate="每周参加三天、每天两课时的，一学期约384.00元",
    for_those_who_do_not_join=(
        "末节课结束后离校，一、二年级16:00，三至六年级16:10。",
        "须等候校车的，学校安排教师免费看护至发车。",
    ),
    waiver="家庭经济困难学生按县里公布的对象减免，学校直接核减。",
    refund="学校未开课的不收费；事先请假的退费；退出后的课时全部退费；结余全额退还。",
    channels=CHANNELS,
    return_by=date(2026, 3, 4),
    mark=MARK,
    date=date(2026, 3, 2),
    pupil="欧阳䶮",
    class_name="三年级2班",
)

QUESTIONNAIRE = Questionnaire(
    school="青溪县松风小学",
    term=TERM,
    introduction=(
        "学校拟在2026年上期开展课后服务，先听取每一位家长的意见。课后服务包括作业辅导和体育、艺术、科学、劳动等课程，"
        "不讲新课，不集体补课。预计每课时不超过4.00元，以县教育局批准和公示的标准为准。",
    ),
    if_yes="放学后留校至17:40或者17:50，按天选择，可以随时退出。",
    if_no="末节课结束后离校；须等候校车的免费看护至发车。",
    questions=(
        Question("希望参加的日子", ("周一", "周二", "周三", "周四", "周五"), several=True),
        Question(
            "希望开设的课程",
            ("作业辅导", "体育", "艺术", "科学", "劳动", "阅读", "其他"),
            several=True,
            free_line=True,
        ),
        Question("每课时不超过4.00元的收费", ("可以接受", "偏高", "希望减免")),
        Question("孩子怎样回家", ("家长接", "校车", "公交车", "步行")),
    ),
    pupil_questions=(
        Question("我自己最想参加的活动", (), free_line=True),
        Question("我愿意放学后留在学校参加活动吗", ("愿意", "不愿意", "有时愿意")),
    ),
    channels=CHANNELS[:2],
    return_by=date(2026, 1, 12),
    mark=MARK,
    class_name="三年级2班",
)

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

LETTERS = (LETTER, replace(LETTER, pupil="", class_name="", large_print=False))
QUESTIONNAIRES = (QUESTIONNAIRE,)

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

_NAMES = ("欧阳䶮", "吴𠮷", "龙小满", "周以宁", "石九斤", "向晚晴", "麻阿秀", "彭子墨", "田禾", "覃一诺")
_AFTERNOONS = ("作业辅导\n篮球", "作业辅导\n书法", "", "作业辅导\n科学实验", "作业辅导\n种植园")

CLASS_LISTS = (
    ClassList(
        school="青溪县松风小学",
        term=TERM,
        class_name="三年级2班",
        class_teacher="黎素芬",
        issued=date(2026, 3, 6),
        rows=tuple(
            ClassRow(
                _NAMES[place % 10],
                _AFTERNOONS if place % 7 else ("", "", "", "", ""),
                ("家长接", "校车", "路队")[place % 3],
            )
            for place in range(42)
        ),
    ),
)

GROUP_LISTS = (
    GroupList(
        school="青溪县松风小学",
        term=TERM,
        course="书法（二组）",
        leader="吴𠮷",
        place="书法教室",
        time="周二17:10–17:50",
        sessions=tuple(date(2026, 3, 10) + timedelta(weeks=week) for week in range(8)),
        issued=date(2026, 3, 6),
        rows=tuple(
            GroupRow(_NAMES[place % 10], f"{'三四五六'[place % 4]}年级{place % 5 + 1}班")
            for place in range(28)
        ),
    ),
)

SLIP = PlacementSlip(
    school="青溪县松风小学",
    term=TERM,
    pupil="欧阳䶮",
    class_name="三年级2班",
    lines=(
        PlacementLine(
            "周二\n17:10–17:50",
            ("篮球", "书法", "象棋"),
            "书法",
            "书法教室",
            "篮球有61人报名、50个名额，电脑随机派位排在第57位，候补第7位；第二志愿书法有名额。",
        ),
        PlacementLine(
            "周四\n17:10–17:50",
            ("科学实验",),
            "科学实验",
            "实验室",
            "科学实验有26人报名、30个名额，全部录取。",
        ),
    ),
    cost="按实际参加课时计费，每课时4.00元；没有派到的课程不收费。",
    change_until=date(2026, 3, 20),
    draw="派位过程可以扫码核对。",
    mark=MARK,
    date=date(2026, 3, 5),
)
SLIPS = tuple(replace(SLIP, pupil=name) for name in _NAMES[:5])

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
