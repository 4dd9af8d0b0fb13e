"""Class lists, rolls and slips."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from kehou.platform.paper.documents.class_lists import ClassList, ClassRow, GroupList, GroupRow
from kehou.platform.paper.documents.placement import PlacementLine, PlacementSlip
from unit.paper.samples.common import MARK, TERM

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
