"""The words of refusals that the registry's services find themselves, and of files that cannot be read."""

from __future__ import annotations

from kehou.registry.rolls.wording import FILE_REASONS
from kehou.rulebook.engine.wording import Sentence, Wording

_OFFICE = "学校"


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
    },
)
