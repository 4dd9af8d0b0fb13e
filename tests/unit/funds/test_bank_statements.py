"""A bank's file is read row by row: what is good passes, the rest comes back with column and reason."""

from __future__ import annotations

import io
from datetime import date, datetime
from uuid import UUID

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from kehou.funds.bills.codes import BillReference, pay_code, references_in
from kehou.funds.receipts.statements.matching import Outcome, match_rows
from kehou.funds.receipts.statements.reading import BankRow, FaultyRow, UnreadableFile, read_statement
from kehou.kernel.fen import Fen
from kehou.kernel.moments import SHANGHAI

SPRING = BillReference(2026, "spring", 12)
CODE = pay_code(SPRING)
BILLS = {SPRING: UUID(int=12), BillReference(2026, "spring", 13): UUID(int=13)}
HEAD = "交易日期,收入金额（元）,支出金额,附言,交易流水号"


def _csv(*rows: str, head: str = HEAD, encoding: str = "utf-8") -> bytes:
    return "\r\n".join(["某某农村商业银行 账户明细", "", head, *rows]).encode(encoding)


def _read(*rows: str, **options: str) -> list[BankRow | FaultyRow]:
    return read_statement(_csv(*rows, **options), name="明细.csv")


def test_a_row_is_a_day_an_amount_a_remark_and_a_number() -> None:
    (row,) = _read(f'2026-03-09,"1,328.00",,缴费 {CODE},A001')
    assert row == BankRow(4, date(2026, 3, 9), Fen(132_800), Fen(0), "A001", f"缴费 {CODE}")


def test_common_encodings_dates_and_words_are_understood() -> None:
    head = "记账日期\t借方发生额\t贷方发生额\t摘要\t流水号"
    content = _csv("20260309\t-\t64.00\t课后费\tA1", head=head, encoding="gb18030")
    (row,) = read_statement(content, name="a.csv")
    assert isinstance(row, BankRow)
    assert (row.paid_date, row.income) == (date(2026, 3, 9), Fen(6_400))


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("昨天,64.00,,x,A1", "date", "bank_date_unreadable"),
        ("2026-13-01,64.00,,x,A1", "date", "bank_date_unreadable"),
        ("2026-03-09,六十四,,x,A1", "income", "bank_amount_unreadable"),
        ("2026-03-09,64.005,,x,A1", "income", "bank_amount_unreadable"),
        ("2026-03-09,-64.00,,x,A1", "income", "bank_amount_negative"),
        ("2026-03-09,,,x,A1", "income", "bank_amount_missing"),
        ("2026-03-09,64.00,,x,", "reference", "bank_reference_missing"),
    ],
)
def test_a_faulty_row_says_where_and_why(row: str, column: str, reason: str) -> None:
    good = f"2026-03-09,64.00,,{CODE},B1"
    faulty, kept = _read(row, good)
    assert faulty == FaultyRow(4, column, reason)
    assert isinstance(kept, BankRow)


def test_a_workbook_is_read_to_the_fen() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["账户明细"])
        sheet.write_row(2, 0, ["交易时间", "收入", "支出", "附言", "交易流水"])
        day = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for at, amount in enumerate((4.1, 64, 1234.56), start=3):
            sheet.write_datetime(
                at, 0, datetime(2026, 3, 9, 10, 30, tzinfo=SHANGHAI).replace(tzinfo=None), day
            )
            sheet.write_row(at, 1, [amount, "", CODE, 900000000001 + at])
    rows = read_statement(buffer.getvalue(), name="明细.xlsx")
    assert [(row.income.amount, row.reference) for row in rows if isinstance(row, BankRow)] == [
        (410, "900000000004"),
        (6_400, "900000000005"),
        (123_456, "900000000006"),
    ]


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\xff", "姓名,班级\n张三,一班".encode()])
def test_what_is_no_statement_is_refused_whole(content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_statement(content, name="a.csv")
    with pytest.raises(UnreadableFile):
        read_statement(content, name="a.xlsx")


def test_every_row_gets_one_outcome() -> None:
    rows = _read(
        f"2026-03-09,64.00,,{CODE},A1",
        f"2026-03-09,64.00,,{CODE},A1",
        "2026-03-09,64.00,,张三课后费,A2",
        "2026-03-09,,64.00,支付,A3",
        f"2026-03-09,64.00,,{pay_code(BillReference(2026, 'spring', 99))},A4",
        "坏,64.00,,x,A5",
        f"2026-03-09,64.00,,{CODE} 和 {pay_code(BillReference(2026, 'spring', 13))},A6",
        f"2026-03-09,64.00,,{CODE[:2]} {CODE[2:5]}-{CODE[5:]},A7",
        "2026-03-09,64.00,,以前导入过,A0",
    )
    found = match_rows(rows, bills=BILLS, seen={"A0"})
    assert [match.outcome for match in found] == [
        Outcome.MATCHED,
        Outcome.DOUBLED,
        Outcome.UNMATCHED,
        Outcome.OUTGOING,
        Outcome.UNMATCHED,
        Outcome.FAULTY,
        Outcome.UNMATCHED,
        Outcome.MATCHED,
        Outcome.DOUBLED,
    ]
    assert [match.reason for match in found if match.outcome is Outcome.UNMATCHED] == [
        "bank_code_missing",
        "bank_code_of_no_bill",
        "bank_row_names_several",
    ]


@given(st.integers(1, 99_999), st.sampled_from(["spring", "autumn"]), st.integers(2020, 2099))
def test_a_code_is_read_back_and_one_wrong_digit_names_no_bill(number: int, half: str, year: int) -> None:
    reference = BillReference(year, half, number)
    code = pay_code(reference)
    assert references_in(f"课后费{code}谢谢") == [reference]
    for at, digit in enumerate(code):
        wrong = code[:at] + str((int(digit) + 1) % 10) + code[at + 1 :]
        assert references_in(wrong) == []
    for at in range(9):
        swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
        if swapped != code:
            assert references_in(swapped) == []
