"""Letters and questionnaires to families."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kehou.kernel.fen import Fen
from kehou.platform.paper.documents.letter import FamilyLetter
from kehou.platform.paper.documents.questionnaire import Question, Questionnaire
from unit.paper.samples.common import CHANNELS, MARK, TERM

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

LETTERS = (LETTER, replace(LETTER, pupil="", class_name="", large_print=False))

QUESTIONNAIRES = (QUESTIONNAIRE,)
