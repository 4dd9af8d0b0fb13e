"""The list of refused rows that goes back to the school, to be mended and uploaded again."""

from __future__ import annotations

import io
from collections import defaultdict

import xlsxwriter

from kehou.registry.rolls.checking import RollCheck
from kehou.registry.rolls.cleaning import shown
from kehou.registry.rolls.view import RowRefusal
from kehou.registry.rolls.wording import say

OWN_HEADINGS = ("原文件行号", "有问题的列", "问题与改法")
_SHEET = "未接收的行"
_OWN_WIDTH, _REASON_WIDTH, _WIDTH = 14, 60, 16


def write_refused(check: RollCheck) -> bytes:
    """An ``.xlsx`` of the refused rows as they stood, each with its row number, columns and reasons.

    Holds only columns that may be stored. Every cell is text: nothing in it can run as a formula, and no
    number can lose digits again.
    """
    refusals: dict[int, list[RowRefusal]] = defaultdict(list)
    for refusal in check.refused:
        refusals[refusal.row].append(refusal)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        bold = book.add_format({"num_format": "@", "bold": True, "bg_color": "#EEF2F0"})
        sheet = book.add_worksheet(_SHEET)
        sheet.freeze_panes(1, len(OWN_HEADINGS))
        sheet.set_column(0, 1, _OWN_WIDTH, text)
        sheet.set_column(2, 2, _REASON_WIDTH, text)
        sheet.set_column(3, len(check.headings) + 2, _WIDTH, text)
        for column, heading in enumerate((*OWN_HEADINGS, *check.headings)):
            sheet.write_string(0, column, heading, bold)
        for line, (row, found) in enumerate(sorted(refusals.items()), start=1):
            for column, value in enumerate((*_own_cells(row, found), *map(shown, check.originals[row]))):
                sheet.write_string(line, column, value, text)
    return out.getvalue()


def _own_cells(row: int, refusals: list[RowRefusal]) -> tuple[str, str, str]:
    columns = "、".join(dict.fromkeys(refusal.column for refusal in refusals))
    return str(row), columns, "\n".join(say(refusal) for refusal in refusals)
