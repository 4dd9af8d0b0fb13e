"""Reason codes of the roll import in Chinese: what was found, what is required, how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kehou.kernel.verdict import Verdict
from kehou.registry.rolls.table import IgnoredColumn, WhyIgnored
from kehou.registry.rolls.view import RowNote

FILE_REASONS: Mapping[str, str] = {
    "empty_file": "文件是空的。请重新从学籍系统导出后上传。",
    "too_large": "文件有{size}，超过{limit_bytes}的上限。请只保留学生信息表，删去图片和其他工作表后上传。",
    "encrypted": "文件设有打开密码，系统打不开。请取消密码、另存后上传。",
    "utf16": "文件的文本编码是十六位的，系统不读。请在表格软件中另存为 .xlsx 工作簿后上传。",
    "web_page": "文件名像是表格，内容却是网页。请用表格软件打开，另存为 .xlsx 工作簿后上传。",
    "not_a_table": "文件不是表格。请上传 .xlsx、.xls 或 .csv 文件。",
    "not_a_workbook": "压缩包里没有工作簿。请上传 .xlsx 文件本身，不要上传打包的压缩文件或其他文档。",
    "broken_archive": "文件已损坏或没有下载完整。请重新导出后上传。",
    "bomb": (
        "文件展开后的内容远远超出正常名册的大小，已拒绝打开。"
        "请新建空白工作簿，把名册粘贴进去（只粘贴数值）后上传。"
    ),
    "reader_failed": (
        "文件无法按表格读取，可能已损坏，或在很远的行列处有多余内容。请新建空白工作簿，只粘贴名册后上传。"
    ),
    "text_encoding": "文本编码无法识别，只支持 UTF-8 和 GB18030。请另存为 .xlsx 工作簿后上传。",
    "broken_text": (
        "第{line}行的分隔或引号有误，后面的内容无法分列。请检查该行，或另存为 .xlsx 工作簿后上传。"
    ),
    "heading_not_found": (
        "前20行里没有找到表头（至少要有“姓名”等列名）。请保留表头一行，列名用学籍系统导出的名称。"
    ),
    "too_many_columns": "表头超过{limit}列。请只保留名册需要的列后上传。",
    "too_many_rows": "名册超过{limit}行。请按学校或年级分成几个文件上传。",
    "no_rows": "表头下面没有学生。请确认上传的是填好的名册。",
}

ROW_REASONS: Mapping[str, str] = {
    "name_missing": "没有填姓名。请按户口簿补填。",
    "name_characters": "姓名“{value}”里有数字或符号。姓名只能是文字和间隔点“·”，请按户口簿改正。",
    "name_lost_characters": (
        "姓名“{value}”里有丢失的字（显示为问号、星号或方框）。"
        "请填写原字；生僻字打不出时，从学籍系统重新导出。"
    ),
    "name_length": "姓名“{value}”的字数不对，应为2至50个字。请按户口簿改正。",
    "sex_missing": "没有填性别。请填“男”或“女”。",
    "sex_differs_from_id": "性别填的是“{value}”，身份证件号表示的是“{in_id}”。请核对两项，改正填错的一项。",
    "birth_missing": "没有填出生日期。请按户口簿补填，如20180302。",
    "birth_malformed": "出生日期“{value}”认不出来。请写成八位数字，如20180302。",
    "birth_impossible": "出生日期“{value}”在日历上不存在。请按户口簿改正。",
    "birth_differs_from_id": "出生日期填的是“{value}”，身份证件号里是{in_id}。请核对两项，改正填错的一项。",
    "birth_outside_school_age": "出生日期{birth}不在义务教育学生的年龄范围内。请核对年份。",
    "id_missing": "没有填身份证件号，也没有学籍号。请补填；确实没有证件的，身份证件类型填“其他”。",
    "id_old_form": "身份证件号“{value}”是15位旧号。请填18位公民身份号码。",
    "id_length": "身份证件号“{value}”的位数不对，应为18位。请对照户口簿补全。",
    "id_characters": "身份证件号“{value}”里有不该有的字。应为17位数字加一位数字或X，请对照户口簿改正。",
    "id_region": "身份证件号“{value}”的前六位不是任何县（市、区）的代码。请对照户口簿改正。",
    "id_birth": "身份证件号“{value}”里的出生日期在日历上不存在。请对照户口簿改正。",
    "id_check_digit": "身份证件号“{value}”没有通过校验，至少有一位写错。请对照户口簿逐位核对，不要只改末位。",
    "document_form": (
        "证件号“{value}”的形式不对。请对照证件填写；没有证件的，身份证件类型填“其他”，证件号留空。"
    ),
    "number_lost_digits": (
        "“{value}”被表格当作数值保存，已丢失位数。请把该列设为文本格式，对照原件重新填写，不能只改格式。"
    ),
    "number_scientific": "“{value}”是科学记数，原来的号码已经丢失。请把该列设为文本格式，对照原件重新填写。",
    "id_column_lost_digits": (
        "本文件有{count}个身份证件号以000结尾，说明末三位在表格中丢失了。"
        "请从学籍系统重新导出，不要用表格软件改存。"
    ),
    "roll_number_form": "学籍号“{value}”的形式不对。应为字母G、J或L加18位，共19位，请从学籍系统复制。",
    "roll_number_birth": "学籍号“{value}”里的出生日期在日历上不存在。请从学籍系统复制。",
    "roll_number_region": "学籍号“{value}”里的地区代码不存在。请从学籍系统复制。",
    "roll_number_check_digit": "学籍号“{value}”没有通过校验，至少有一位写错。请从学籍系统复制。",
    "subnumber_form": "学籍辅号“{value}”里有不该有的字。应只有数字和字母，请从学籍系统复制。",
    "school_missing": "没有填学校标识码。请填本校的标识码{school_code}，或从学籍系统重新导出。",
    "school_other": (
        "学校标识码“{value}”不是本校的（本校为{school_code}）。"
        "如是本校学生，请先在学籍系统办理转接，再重新导出。"
    ),
    "entry_malformed": "入学年月“{value}”认不出来。请写成六位数字，如202309。",
    "entry_future": "入学年月“{value}”晚于{school_year}学年。请核对年份。",
    "entry_differs_from_grade": (
        "入学年月“{value}”与年级、班级对不上（按{school_year}学年推算）。"
        "请核对入学年月和班号，改正填错的一项。"
    ),
    "grade_unreadable": "年级“{value}”认不出来。请写成“三年级”或“2023级”。",
    "grade_missing": "看不出是几年级。请补填入学年月，如202309，或填写年级。",
    "grade_differs_from_class": "年级与班级对不上（此处为“{value}”）。请核对两项，改正填错的一项。",
    "grade_not_run": (
        "按“{value}”推算是{grade}年级，本校没有这个年级。请核对入学年月；已毕业的学生请从名册中删去。"
    ),
    "class_missing": "没有填班号。请填班号，如202303，或填“三（2）班”。",
    "class_too_long": "班号“{value}”太长，最多{limit}个字。请只填班号，如202303。",
    "class_became_date": "班号“{value}”被表格改成了日期。请把该列设为文本格式，重新填写班号。",
    "value_unknown": "“{value}”不是这一列能填的内容。可以填：{allowed}。",
    "guardian_name_missing": "有电话{phone}，没有姓名。请补填这位家庭成员的姓名，或删去电话。",
    "phone_form": "电话“{value}”不是能拨通的号码。手机应为11位，座机要带区号，请改正。",
    "phone_two_numbers": "电话“{value}”里有两个号码。请只留一个，另一个填给另一位家庭成员。",
    "repeats_row": "与第{other_row}行是同一名学生，内容相同，只接收一次。请删去这一行。",
    "contradicts_row": (
        "与第{other_row}行是同一名学生，内容却不同，无法判断以哪一行为准。请核对后只留正确的一行。"
    ),
}

REMARKS: Mapping[str, str] = {
    "name_private_character": "姓名“{value}”里有自造字，别的电脑上可能显示不出来。请班主任核对。",
    "roll_number_differs_from_id": "学籍号与身份证件号不一致，身份证件号变更过的属正常情况。请核对。",
    "roll_number_other_birth": "学籍号里的出生日期与{birth}不一致，出生日期更正过的属正常情况。请核对。",
    "grade_behind_entry": "按入学年月推算应在更高的年级，休学后复学的属正常情况。请核对。",
    "guardian_missing": "没有填家庭成员。请班主任补充，以便征求意见和接送。",
    "guardian_phone_missing": "家庭成员都没有电话。请班主任问明联系办法。",
    "no_guardian_flagged": "没有一位家庭成员标明是监护人。请班主任问明由谁签署协议。",
    "guardian_twice": "“{twice}”填了两次，已合为一人。",
}

_SIZES = frozenset({"size", "limit_bytes"})
_SEXES = {"male": "男", "female": "女"}
_IGNORED = {
    WhyIgnored.NOT_ALLOWED: "按最少够用的要求不导入，内容没有保存",
    WhyIgnored.UNKNOWN: "认不出这一列，内容没有保存",
    WhyIgnored.REPEATED: "与前面的列重复，以前面的为准",
}


def say(note: RowNote) -> str:
    """The sentence for a refusal or remark about a row."""
    template = ROW_REASONS.get(note.reason) or REMARKS[note.reason]
    return template.format(value=note.value_shown, **{name: _said(fact) for name, fact in note.facts.items()})


def say_file(verdict: Verdict) -> str:
    """The sentence for the refusal of a whole file."""
    return FILE_REASONS[verdict.reason].format(
        **{name: _size(fact) if name in _SIZES else _said(fact) for name, fact in verdict.facts.items()}
    )


def say_missing(missing: tuple[tuple[str, ...], ...]) -> str:
    """The sentence for required columns that a file lacks; each entry is a choice of labels."""
    choices = "；".join("或".join(f"“{label}”" for label in choice) for choice in missing)
    return f"表头里缺少必需的列：{choices}。整个文件没有接收，请补上后重新上传。"


def say_ignored(column: IgnoredColumn) -> str:
    """The sentence for a column that was not imported."""
    return f"“{column.heading}”：{_IGNORED[column.why]}。"


def _said(fact: object) -> str:
    if isinstance(fact, date):
        return f"{fact.year}年{fact.month}月{fact.day}日"
    if isinstance(fact, (tuple, list)):
        return "、".join(map(str, fact))
    return _SEXES.get(str(fact), str(fact))


def _size(fact: object) -> str:
    return f"{int(str(fact)) / 1024 / 1024:.1f}兆字节"
