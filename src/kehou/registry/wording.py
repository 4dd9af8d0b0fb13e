"""The words of refusals that the registry's services find themselves, and of files that cannot be read."""

from __future__ import annotations

from kehou.kernel.actor import Role
from kehou.registry.rolls.wording import FILE_REASONS
from kehou.rulebook.engine.wording import Sentence, Wording

_OFFICE = "学校"

RELATIONS = {
    "father": "父亲",
    "mother": "母亲",
    "grandfather": "祖父",
    "grandmother": "祖母",
    "maternal_grandfather": "外祖父",
    "maternal_grandmother": "外祖母",
    "sibling": "兄姐",
    "relative": "其他亲属",
    "other": "其他",
}
ROLE_LABELS = {
    Role.SCHOOL_HEAD: "校长",
    Role.SCHOOL_PLAN: "课后服务负责人",
    Role.SCHOOL_TEACHING: "教务",
    Role.SCHOOL_SAFETY: "安全负责人",
    Role.SCHOOL_CASHIER: "出纳",
    Role.SCHOOL_ACCOUNTANT: "会计",
    Role.CLASS_TEACHER: "班主任",
    Role.TEACHER: "教师",
}
READ_REASONS = {
    "contact_family": "联系家长",
    "check_roll": "核对学籍",
    "safety": "处理安全事项",
    "family_asked": "家长要求查询或更正",
}


def _of_files() -> dict[str, Sentence]:
    """A file's reasons: what was found up to the first full stop, then what to do."""
    parted = {reason: text.partition("。") for reason, text in FILE_REASONS.items()}
    return {
        reason: Sentence(found, _OFFICE, mend.removesuffix("。"))
        for reason, (found, _, mend) in parted.items()
    }


WORDING = Wording(
    sentences={
        **_of_files(),
        "roll_file_too_large": Sentence("文件超过20兆字节", _OFFICE, "只保留学生信息表后重新上传"),
        "roll_without_term": Sentence(
            "县教育局还没有登记本学期的起止日期", "县教育局", "请县教育局先登记学期"
        ),
        "roll_accepted_before": Sentence("这份名册已经接收过", _OFFICE, "如有变动，请重新导出后上传"),
        "roll_file_expired": Sentence("名册原文件保存期已满，已经删除", _OFFICE, "请重新导出后上传"),
        "roll_without_good_row": Sentence("名册里没有可以接收的行", _OFFICE, "请按逐行说明改正后重新上传"),
        "proof_not_a_scan": Sentence("证明材料不是扫描件或照片", _OFFICE, "请上传 PDF 文件或照片"),
        "proof_too_large": Sentence("证明材料超过20兆字节", _OFFICE, "请压缩后重新上传"),
        "carer_without_proof": Sentence("没有监护人的委托书", "监护人", "请监护人写委托书，拍照或扫描后上传"),
        "carer_without_time": Sentence("委托截止日期应晚于今天", _OFFICE, "请按委托书填写截止日期"),
        "carer_for_nothing": Sentence("没有选定受委托人可以办的事", "监护人", "请按委托书勾选"),
        "linked_already": Sentence("这个人已经是该学生的联系人", _OFFICE, "如要改变权限，请在原有一行上修改"),
        "collect_and_must_not": Sentence("不能同时设为可以接送和不得接走", _OFFICE, "请按实际情况只选一项"),
        "one_person_already": Sentence("两行本来就是同一个人", _OFFICE, "不用再合并"),
        "other_person_unknown": Sentence("要合并的人不是本校学生的联系人", _OFFICE, "请重新选择"),
        "role_from_above": Sentence("这个岗位不由学校任免", "县教育局", "请县教育局办理"),
        "role_to_oneself": Sentence("不能给自己办理任免", "县教育局", "请由他人办理"),
        "role_without_time": Sentence("结束日期应晚于开始日期", _OFFICE, "请核对起止日期"),
        "class_unknown": Sentence("没有指明班级，或本校没有这个班", _OFFICE, "请选择所带班级"),
        "roles_kept_apart": Sentence(
            "此人已担任{held}，不能再担任{role}", _OFFICE, "出纳和会计请由两人分别担任，可由中心校人员兼任"
        ),
        "deputy_for_oneself": Sentence("代理人不能是本人", _OFFICE, "请选择另一位教职工"),
        "account_exists": Sentence("此人已有账号", _OFFICE, "忘记密码时可重设初始密码"),
        "login_taken": Sentence("这个账号名已被使用", _OFFICE, "请换一个账号名"),
        "school_without_grades": Sentence("没有选定年级", "县教育局", "请选择一至九年级中的年级"),
        "school_codes_taken": Sentence("学校标识码或短代码已被使用", "县教育局", "请核对代码"),
        "central_school_unfit": Sentence("所选的中心校不合要求", "县教育局", "请重新选择中心校"),
        "day_outside_term": Sentence("{day}不在学期内", "县教育局", "请核对日期，或请县教育局先登记学期"),
        "day_undetermined": Sentence("{day}所在年份的放假安排还没有公布", "国务院办公厅", "等通知公布后再定"),
        "day_is_free": Sentence("{day}是法定节假日或周末休息日，不能安排上课", "国务院办公厅", "请换一天"),
        "day_taught_anyway": Sentence("{day}本来就是上课日", _OFFICE, "不用另行安排"),
        "day_closed_anyway": Sentence("{day}本来就不上课", _OFFICE, "不用另行停课"),
        "term_entered_already": Sentence("这个学期已经登记", "县教育局", "请核对年份和学期"),
        "term_runs_backward": Sentence("结束日期应晚于开始日期", "县教育局", "请核对起止日期"),
        "term_across_another": Sentence("起止日期与已登记的学期重叠", "县教育局", "请核对起止日期"),
    },
    labels={
        Role.SCHOOL_CASHIER.value: "出纳",
        Role.SCHOOL_ACCOUNTANT.value: "会计",
    },
)
