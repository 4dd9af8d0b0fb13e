"""A reply and a plan."""

from __future__ import annotations

from datetime import date

from kehou.kernel.fen import Fen
from kehou.platform.paper.documents.parts import Article
from kehou.platform.paper.documents.plan import CourseLine, GradeLine, Plan
from kehou.platform.paper.documents.reply import ApprovedSchool, Reply
from unit.paper.samples.common import CHANNELS, FEES, MEASURES, TERM, TIMETABLES

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
