"""How choosing and placing are said on the screen, and the words of the refusals found by services."""

from __future__ import annotations

from kehou.enrolment.facts import Otherwise
from kehou.platform.ui.wording import WEEKDAYS
from kehou.rulebook.engine.wording import Sentence, Wording
from kehou.rulebook.facts.enrolment import GroupBasis, TurningAwayGround

DAYS = WEEKDAYS
OTHERWISE_NAMES = {
    Otherwise.ROOM: "到不限名额的课堂（作业辅导等）",
    Otherwise.ANY: "由学校安排还有名额的课程，再没有，到不限名额的课堂",
    Otherwise.HOME: "这一时段不参加，按时放学回家",
}
GROUND_NAMES = {
    TurningAwayGround.NO_SEAT: "报名人数超过能安排的人数",
    TurningAwayGround.NOT_AT_SCHOOL: "孩子不在本校就读",
    TurningAwayGround.GRADE: "孩子的年级本学期没有安排课后服务",
    TurningAwayGround.CLASH: "孩子同一时间另有安排",
    TurningAwayGround.DISABILITY: "孩子的身体状况",
    TurningAwayGround.AID_STATUS: "家庭的经济状况",
    TurningAwayGround.ARREARS: "以前的费用没有缴清",
}
BASIS_NAMES = {
    GroupBasis.CHOICE: "按选课",
    GroupBasis.CLASS: "按行政班",
    GroupBasis.EXAM_RANK: "按成绩",
}

WORDING = Wording(
    sentences={
        "choice_closes_in_past": Sentence("截止时间已经过去", "学校", "填写以后的截止时间"),
        "paid_cap_looser": Sentence(
            "校外机构课程的上限填了{found}门，县里是{required}门", "学校", "填不多于县里的上限，或按县里的"
        ),
        "paid_limit_reached": Sentence(
            "“{title}”是校外机构的课程，每名学生最多{required}门，孩子已经有了",
            "您本人",
            "选别的课程，或先退出一门校外机构的课程",
        ),
        "choice_opened_before": Sentence("本学期已经开放过选课", "学校", "在已开放的选课上继续办理"),
        "option_requires_other": Sentence(
            "课程“{title}”要求先报另一门课程", "学校", "取消这一要求，变更方案后重新报批"
        ),
        "timetable_overlaps": Sentence(
            "课表中有课程时间交错，无法判断能否同时参加", "学校", "调整课程时间，变更方案后重新报批"
        ),
        "choice_in_order": Sentence("这次选课按先后叫号，没有志愿表", "您本人", "进入等候页，按叫号选课"),
        "rush_times_in_disorder": Sentence(
            "报到、开放和截止的时间先后不对", "学校", "先报到，再开放，最后截止，都在以后"
        ),
        "waiting_room_not_open": Sentence("等候报到{required}开始", "您本人", "到时间再来，早到晚到一样"),
        "choice_not_open": Sentence("选课还没有开放", "学校", "等待学校通知"),
        "choice_closed": Sentence("选课已经截止", "学校", "名单公布后可以候补；要改选请联系班主任"),
        "choice_closed_before": Sentence("选课名单已经封存", "学校", "不需要再办"),
        "choice_still_open": Sentence("已告知家长的截止时间还没有到", "学校", "到截止时间后再封存名单"),
        "wish_unknown": Sentence("所选课程不在本学期的课表里", "您本人", "在列出的课程中选"),
        "wish_on_other_day": Sentence("所选课程不在您签协议的日期", "您本人", "先选这一天，或改选其他课程"),
        "wish_of_other_grade": Sentence("“{title}”不面向孩子所在的年级", "您本人", "在列出的课程中选"),
        "wish_clashes": Sentence("“{title}”与同一时段的其他选择冲突", "您本人", "只保留其中一个"),
        "own_words_too_long": Sentence("孩子的话有{found}个字，最多{required}个字", "您本人", "写短一些"),
        "slip_not_by_family": Sentence(
            "选课单不是监护人或受委托照护人签的", "家长", "请有权签字的家长签选课单"
        ),
        "slip_already_checked": Sentence("这份选课单已经核对", "学校", "不需要再办"),
        "slip_checked_by_keyer": Sentence("录入和核对是同一个人", "学校", "请另一位老师对照选课单核对"),
        "public_number_missing": Sentence("没有填写号码", "学校", "填写4位以上的数字，与抽出的或公布的一致"),
        "draw_without_witnesses": Sentence("没有写明见证的家长", "学校", "写明在场见证的家长代表"),
        "nothing_filled_in": Sentence("还没有填好任何一个孩子的选择", "您本人", "先为孩子选好日期和课程"),
        "not_in_course": Sentence(
            "有{found}名学生在这门课程里没有名额", "学校", "名额由派位和候补产生；先改选，再分组"
        ),
        "change_before_draw": Sentence("还没有派位，不用改选", "您本人", "截止以前直接修改志愿"),
        "change_too_late": Sentence(
            "自由改选的时间到{required}为止，已经过了", "学校", "确有需要，请联系班主任"
        ),
        "change_to_the_same": Sentence("孩子已经在这门课里", "您本人", "选另一门有空位的课程"),
        "course_not_formed": Sentence("“{title}”没有开班", "您本人", "选另一门有空位的课程"),
        "no_free_seat": Sentence(
            "“{title}”的{required}个名额已经满了", "您本人", "选另一门有空位的课程；原来的候补不变"
        ),
        "swap_of_nothing": Sentence("没有可以交换的课程", "您本人", "选孩子现有的课程和想换的课程"),
        "swap_not_needed": Sentence("“{title}”不限名额，不用交换", "您本人", "直接改选"),
        "swap_of_other_times": Sentence("两门课的时间不完全相同，不能交换", "您本人", "选同一时间的课程"),
        "swap_without_agreement": Sentence("孩子这一天没有生效的协议", "您本人", "先签这一天的协议"),
        "swap_gone": Sentence("这个换课已经撤回，或者名额已经变动", "您本人", "回到换课页面看现有的换课"),
        "swap_past_queue": Sentence(
            "其中一门课有孩子在候补，空出的名额要按候补顺序递补，不能交换",
            "您本人",
            "改选有空位的课程，或继续候补",
        ),
        "no_seal": Sentence("学校的电子印章还没有登记", "学校", "登记电子印章后再下载"),
    },
    labels={
        "pupil_turned_away": "核实学校拒绝学生参加",
        "regroup_by_choice": "改按选课分组",
    },
)
