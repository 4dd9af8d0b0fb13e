"""What the style page shows: a school of the demo county in the spring of 2026."""

from __future__ import annotations

from datetime import date, datetime

from kehou.kernel.fen import Fen
from kehou.kernel.moments import SHANGHAI
from kehou.platform.ui import pieces as p
from kehou.platform.ui.stages import Stage, stage_line
from kehou.platform.ui.verdicts import WordedVerdict

TODAY = date(2026, 3, 2)


def _at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)


LINES = {
    "line_new": stage_line(now=Stage.CONSULT, notes={Stage.CONSULT: "还没有发起"}),
    "line_back": stage_line(
        now=Stage.APPROVE,
        tone=p.Tone.ATTENTION,
        notes={
            Stage.CONSULT: "1,163名学生的家长已答复",
            Stage.PLAN: "第2版，3月2日（周一）报送",
            Stage.APPROVE: "县教育局退回修改，3处意见",
        },
        urls={Stage.CONSULT: "#stages", Stage.PLAN: "#stages"},
    ),
    "line_done": stage_line(now=None, notes={Stage.AGREE: "1,079份协议已签"}),
}

VERDICTS = (
    WordedVerdict(
        clause="A5.11",
        tone=p.Tone.STOP,
        sentence="三年级每周素质拓展的时间不到一半。",
        found="200分钟，占44.4%",
        required="不少于225分钟，占50%以上",
        who="学校",
        next_step="把周四的学科辅导换成一门素质拓展课程",
        next_url="#verdicts",
    ),
    WordedVerdict(
        clause="A9.6",
        tone=p.Tone.STOP,
        sentence="每课时价格高于市州公布的标准。",
        found="4.50元",
        required="不高于4.00元",
        who="学校",
        next_step="把价格改为4.00元以内。",
        subject="fee/price",
    ),
    WordedVerdict(
        clause="A4.9",
        tone=p.Tone.ATTENTION,
        sentence="周五最后一节课与课后服务之间休息不足。",
        found="5分钟",
        required="10分钟以上",
        who="学校",
        next_step="请核对周五的作息。",
    ),
    WordedVerdict(clause="A5.2", tone=p.Tone.INFO, sentence="体育类课程只有一门，可以再开一门。"),
    WordedVerdict(clause="A4.15", tone=p.Tone.DONE, sentence="每课时按40分钟安排。"),
    WordedVerdict(clause="A9.4", tone=p.Tone.DONE, sentence="计划收费没有超过计划成本。"),
)

REFUSAL = (
    WordedVerdict(
        clause="A7.12",
        tone=p.Tone.STOP,
        sentence="签字的家长还没有超过三分之二，不能发起征求意见。",
        found="40名学生的家长签字，在册60名",
        required="41名以上",
        who="县教育局",
        next_step="继续征集签字，或请县教育局批准例外",
        next_url="#refusal",
    ),
)

QUEUE = (
    p.QueueItem(
        "枫溪镇中心小学", "2026年上期 实施方案 第2版", "#queue", date(2026, 2, 26), -2, p.Tone.STOP, "已超期"
    ),
    p.QueueItem(
        "滨河小学", "2026年上期 实施方案 第3版", "#queue", date(2026, 3, 4), 2, p.Tone.INFO, "会签中", True
    ),
    p.QueueItem(
        "石桥九年一贯制学校",
        "2026年上期 实施方案 第1版",
        "#queue",
        date(2026, 3, 13),
        9,
        p.Tone.PLAIN,
        "待审",
    ),
    p.QueueItem("栗山教学点", "由枫溪镇中心小学代报", "#queue", date(2027, 1, 8), None, p.Tone.PLAIN, "待审"),
)

_HOMEWORK = p.Lesson("16:10–16:50", "作业辅导", "本班教室")
_DAYS = ("周一", "周二", "周三", "周四", "周五")


def _x(title: str, where: str) -> p.Lesson:
    return p.Lesson("17:00–17:40", title, where, kind="x")


WEEK = p.Timetable(
    "2026年上期 课后服务课表",
    _DAYS,
    (
        p.TimetableRow(
            "三年级",
            (
                (_HOMEWORK, _x("篮球", "东操场")),
                (_HOMEWORK, _x("合唱", "音乐教室")),
                (_HOMEWORK, _x("科学实验", "科学教室")),
                (_HOMEWORK, _x("围棋", "图书室")),
                (p.Lesson("16:10–16:50", "班级劳动", "校园农场", kind="x"),),
            ),
        ),
        p.TimetableRow(
            "四年级",
            (
                (_HOMEWORK, _x("剪纸", "美术教室")),
                (_HOMEWORK, _x("足球", "西操场")),
                (_HOMEWORK, _x("湘昆入门", "音乐教室")),
                (_HOMEWORK, _x("无人机", "科创室")),
                (),
            ),
        ),
    ),
)

WISHES = (
    p.Wish("basketball", "篮球", "周一17:00　东操场　30人"),
    p.Wish("choir", "合唱", "周二17:00　音乐教室　45人"),
    p.Wish("science", "科学实验", "周三17:00　科学教室　30人"),
)

ROWS = (
    ("滨河小学", "城区小学", 1200, Fen(259_200_00), Fen(243_180_50), p.Tone.DONE, "已批复"),
    ("石桥九年一贯制学校", "乡镇九年一贯制", 700, Fen(126_000_00), Fen(98_400_00), p.Tone.INFO, "会签中"),
    ("枫溪镇中心小学", "乡镇小学", 462, Fen(0), Fen(0), p.Tone.ATTENTION, "退回修改"),
    ("栗山教学点", "教学点", 60, Fen(10_800_00), Fen(0), p.Tone.STOP, "已超期"),
)

CONTEXT = {
    **LINES,
    "today": TODAY,
    "sample_moment": _at(2, 16, 10),
    "verdicts": VERDICTS,
    "refusal_verdicts": REFUSAL,
    "queue_items": QUEUE,
    "week": WEEK,
    "wishes": WISHES,
    "rows": ROWS,
    "total_planned": Fen(396_000_00),
    "total_received": Fen(341_580_50),
    "family": (
        p.Child("陈小雨", "滨河小学 三年级2班", "#children", current=True),
        p.Child("陈小禾", "滨河小学 一年级1班", "#children"),
    ),
    "answers_rows": (
        p.Answer("孩子", "陈小雨，三年级2班", "#answers"),
        p.Answer("是否参加", "参加，周一至周四", "#answers"),
        p.Answer("每天的安排", "16:10–16:50作业辅导\n17:00–17:40素质拓展", "#answers"),
        p.Answer("预计费用", "68课时 × 4.00元 = 272.00元"),
    ),
    "facts_rows": (
        p.Fact("收费标准", "每课时4.00元", "按湘发改价费规〔2024〕89号，由长宁市2025年公布"),
        p.Fact("服务时间", "周一至周五16:10–17:40"),
        p.Fact("监督电话", "12345，或县教育局0731-8000 0000"),
    ),
    "tab_links": (
        p.Link("方案", "#tabs", current=True),
        p.Link("与上一版的不同", "#tabs", count=3),
        p.Link("意见", "#tabs", count=2),
        p.Link("办理过程", "#tabs"),
    ),
    "version_rows": (
        p.Version("第3版", _at(2, 9, 24), "#versions", "正在审批", current=True),
        p.Version("第2版", _at(1, 17, 2), "#versions", "退回修改"),
    ),
    "changes": (
        p.Change("三年级 周四 17:00", "数学辅导", "围棋"),
        p.Change("每课时价格", "4.50元", "4.00元"),
        p.Change("五年级 周二 17:00", "", "湘昆入门"),
    ),
    "events": (
        p.Event(_at(2, 9, 24), "报送第3版", "学校教务 李文娟", p.Tone.INFO),
        p.Event(_at(1, 17, 2), "退回修改，3处意见", "县教育局 周敏", p.Tone.ATTENTION),
        p.Event(_at(1, 8, 40), "报送第2版", "学校教务 李文娟"),
    ),
    "task": (
        p.TaskStep("读取花名册", p.Progress.DONE, "1,203行"),
        p.TaskStep("核对学生", p.Progress.NOW, "请不要关闭电脑；离开这一页不影响办理。", 740, 1203),
        p.TaskStep("合并家长", p.Progress.TODO),
        p.TaskStep("登记班级", p.Progress.FAILED, "四年级3班没有班主任，请先登记。"),
    ),
    "number": p.Indicator(
        "素质拓展时间占比（三年级）",
        "55.6%",
        "一周里素质拓展的分钟数，除以素质拓展与学科辅导分钟数之和。托管、课间和取消的课不计。",
        (p.Fact("素质拓展", "250分钟"), p.Fact("学科辅导", "200分钟")),
        clause="A5.11",
        evidence=p.Link("看这一周的课表", "#timetable"),
    ),
    "people": (
        p.DemoPerson("head", "李文娟", "学校教务", "滨河小学", "把退回的方案改好，再报一次。"),
        p.DemoPerson("county", "周敏", "课后服务审批", "青澜县教育局", "看排在最前面的超期方案。"),
        p.DemoPerson("family", "陈建国", "爷爷（受委托照护人）", "两个孩子", "为两个孩子选课。"),
    ),
}
