"""How consultations and petitions are said on the screen, and the words of the refusals found by services."""

from __future__ import annotations

from kehou.consultation.rules import PetitionState, State
from kehou.platform.ui.pieces import Tone
from kehou.rulebook.engine.wording import Sentence, Wording
from kehou.rulebook.facts.consultation import Answer
from kehou.rulebook.facts.petition import PetitionRoute

STATES = {
    State.OPEN: (Tone.INFO, "正在征求"),
    State.CLOSED: (Tone.ATTENTION, "已截止，待汇总"),
    State.SUMMARISED: (Tone.ATTENTION, "已汇总，待公布"),
    State.PUBLISHED: (Tone.DONE, "结果已公布"),
}
PETITION_STATES = {
    PetitionState.OPEN: (Tone.INFO, "正在征集"),
    PetitionState.CLOSED: (Tone.ATTENTION, "已截止，待核实"),
    PetitionState.VERIFIED: (Tone.ATTENTION, "已核实"),
    PetitionState.MET: (Tone.DONE, "达到要求"),
    PetitionState.NOT_MET: (Tone.STOP, "没有达到要求"),
}
ROUTES = {
    PetitionRoute.SIGN_ALL: "家长联名签字，超过三分之二的全校开展",
    PetitionRoute.APPLICANTS_ONLY: "家长各自申请，只为申请的孩子开展",
}
CHOICES = {Answer.YES: "希望参加", Answer.NO: "不参加", Answer.UNSURE: "还没想好"}
DAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
PRICE_NAMES = {"acceptable": "可以接受", "lower": "希望再低一些", "no_view": "没有意见"}
TRANSPORT_NAMES = {"fetched": "家人接", "walks": "自己走", "bus": "坐校车或公交", "boards": "住校"}
NEED_NAMES = {
    "homework": "写作业、问老师",
    "sport": "运动",
    "arts": "唱歌、画画",
    "science": "科学小实验",
    "reading": "看书",
    "labour": "种菜、做手工",
    "rest": "自己玩一会儿",
}

WORDING = Wording(
    sentences={
        "consultation_running": Sentence("本学期的征求意见还没有办完", "学校", "先办完正在进行的征求意见"),
        "consultation_out_of_order": Sentence(
            "征求意见的当前状态不能办这一步", "学校", "按页面上给出的下一步办理"
        ),
        "consultation_closes_early": Sentence(
            "已告知家长{required}截止，不能提前截止", "学校", "到告知家长的日期再截止"
        ),
        "answers_closed": Sentence("征求意见已经截止", "学校", "如有意见，请在结果公布后提出"),
        "answer_not_by_family": Sentence(
            "答复的人不是该学生的监护人或受委托照护人", "家长", "请监护人或受委托照护人答复"
        ),
        "answer_not_offered": Sentence("答复中有问卷没有列出的选项", "家长", "在问卷列出的选项中选"),
        "answer_not_asked": Sentence("这名学生不在本次征求意见的范围内", "学校", "核对学生名册"),
        "family_answered_itself": Sentence(
            "家长已在手机上答复，学校不能替家长更改", "家长", "请家长在截止前自己修改"
        ),
        "sheet_without_scan": Sentence("没有上传签名原件的扫描件", "学校", "上传签名原件的照片或扫描件"),
        "reminded_already": Sentence(
            "本次征求意见已经提醒过一次，不再提醒", "学校", "等待家长答复；也可以发放纸质问卷"
        ),
        "objections_unanswered": Sentence(
            "还有{found}条对征求意见结果的异议没有答复", "学校", "逐条答复后再报批"
        ),
        "objection_too_early": Sentence("结果还没有公布", "学校", "等结果公布后再提出异议"),
        "objection_replied": Sentence("这条异议已经答复", "学校", "不需再答复"),
        "petition_not_needed": Sentence(
            "本校不属于农村学校，不需要家长联名申请", "学校", "直接发起征求家长意见"
        ),
        "petition_running": Sentence("本学期已有正在进行的家长申请", "家长", "在已有的申请上签名"),
        "petition_out_of_order": Sentence(
            "家长申请的当前状态不能办这一步", "学校", "按页面上给出的下一步办理"
        ),
        "not_an_organiser": Sentence(
            "这一步由校长或课后服务负责人办理", "校长", "请校长或课后服务负责人办理"
        ),
        "petition_check_without_reason": Sentence("不计入的签名没有写明原因", "学校", "写明不计入的原因"),
    },
    labels={"publish_consultation_result": "公布征求意见结果"},
)
