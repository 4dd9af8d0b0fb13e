"""What stands on each document, read back with poppler."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kehou.kernel.fen import Fen, total
from kehou.platform.paper.documents.agreement import ELECTRONIC_COPY, Choice, print_agreements
from kehou.platform.paper.documents.agreement_articles import standard_articles
from kehou.platform.paper.documents.class_lists import print_class_lists, print_group_lists
from kehou.platform.paper.documents.letter import print_letters
from kehou.platform.paper.documents.notice import print_notice, print_poster
from kehou.platform.paper.documents.parts import BlankField
from kehou.platform.paper.documents.petition import print_petition
from kehou.platform.paper.documents.placement import print_slips
from kehou.platform.paper.documents.plan import print_plan
from kehou.platform.paper.documents.questionnaire import print_questionnaires
from kehou.platform.paper.documents.reply import print_reply
from unit.paper.poppler import page_count, text_of, tool
from unit.paper.samples.agreements import AGREEMENT, AGREEMENTS, TERMS
from unit.paper.samples.common import AT
from unit.paper.samples.county import PLAN, REPLY
from unit.paper.samples.families import LETTERS, QUESTIONNAIRE, QUESTIONNAIRES
from unit.paper.samples.lists import CLASS_LISTS, GROUP_LISTS, SLIPS
from unit.paper.samples.public import FEE_BOARD, NOTICE, PETITION


@pytest.mark.clause("A7.4", "A8.4")
def test_a_reply_lists_its_schools_with_their_bounds(tmp_path: Path) -> None:
    text = text_of(print_reply(REPLY, at=AT), tmp_path)
    for school in REPLY.schools:
        assert school.plan_number in text
        assert school.price.in_yuan() in text
    assert "青教批〔2026〕12号" in text
    assert "四、白石铺镇" in text
    assert "抄送：县发展和改革局，县财政局，县市场监督管理局。" in text


def test_the_page_with_the_seal_carries_text_however_long_the_letter_is(tmp_path: Path) -> None:
    """GB/T 9704: no page of issuer and date alone."""
    for extra in range(9):
        reply = replace(
            REPLY, conditions=REPLY.conditions + ("请按要求落实，并将情况报县教育局备案。",) * extra
        )
        path = tmp_path / "letter.pdf"
        path.write_bytes(print_reply(reply, at=AT))
        pages = tool("pdftotext", "-layout", str(path), "-").split("\f")
        sealed = next(page for page in pages if re.search(r"2026\s*年\s*2\s*月\s*13\s*日\s*$", page, re.M))
        assert "、" in sealed.split("青溪县教育局")[0]


def test_a_reply_to_one_school_says_so(tmp_path: Path) -> None:
    text = text_of(print_reply(replace(REPLY, schools=REPLY.schools[:1]), at=AT), tmp_path)
    assert "你校于2026年1月23日报来" in text


@pytest.mark.clause("A3.6", "A9.4")
def test_a_plan_sums_its_own_lines(tmp_path: Path) -> None:
    text = text_of(print_plan(PLAN, at=AT), tmp_path)
    assert f"成本合计{total(line.amount for line in PLAN.fees.costs).in_yuan()}" in text
    assert "来源合计减成本合计为0.00元" in text
    short = replace(PLAN, fees=replace(PLAN.fees, sources=PLAN.fees.sources[:1]))
    assert "来源合计减成本合计为-136,352.00元" in text_of(print_plan(short, at=AT), tmp_path)


@pytest.mark.clause("A2.13", "A11.14")
def test_a_notice_shows_every_mandatory_field(tmp_path: Path) -> None:
    text = text_of(print_notice(NOTICE, at=AT), tmp_path)
    shown = (
        "每课时4.00元", "640.00元", "青发改价〔2025〕8号", NOTICE.unit, "16:10至17:40", "科学实验",
        "龚䶮", "外聘何九香", "减免规定", "退费规定", "0749-0123400", "12315", "3K7M-2QX9", NOTICE.digest,
    )  # fmt: skip
    missing = [field for field in shown if re.sub(r"\s", "", field) not in text]
    assert missing == []


@pytest.mark.clause("A2.13")
@pytest.mark.parametrize(
    "name",
    ["basis", "unit", "times", "courses", "refund_rules", "waiver_rules", "channels", "digest", "reply"],
)
def test_a_notice_with_a_blank_field_cannot_be_made(name: str) -> None:
    with pytest.raises(BlankField, match=name):
        replace(NOTICE, **{name: type(getattr(NOTICE, name))()})


@pytest.mark.clause("A2.13")
def test_a_free_service_is_no_blank_field(tmp_path: Path) -> None:
    free = replace(NOTICE, price=Fen(0), term_ceiling=Fen(0))
    assert "每课时0.00元" in text_of(print_notice(free, at=AT), tmp_path)


def test_a_poster_is_one_sheet(tmp_path: Path) -> None:
    assert page_count(print_poster(NOTICE, at=AT), tmp_path) == 1


@pytest.mark.clause("A12.1", "A12.2")
def test_letters_of_a_class_are_one_sheet_each_with_its_own_receipt(tmp_path: Path) -> None:
    pdf = print_letters(LETTERS, at=AT)
    text = text_of(pdf, tmp_path)
    assert page_count(pdf, tmp_path) == len(LETTERS)
    assert text.count("第1页共1页") == text.count("回执") == len(LETTERS)
    assert "学生：欧阳䶮" in text


@pytest.mark.clause("A2.1", "A2.2")
def test_yes_and_no_stand_side_by_side_and_nothing_is_ticked(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(print_questionnaires(QUESTIONNAIRES, at=AT))
    lines = tool("pdftotext", "-layout", str(path), "-").splitlines()
    assert any("希望参加" in line and "不参加" in line for line in lines)
    assert any("按天选择" in line and "末节课结束后离校" in line for line in lines)
    assert not any("√" in line for line in lines)


def test_the_pupils_own_questions_are_left_out_below_grade_three(tmp_path: Path) -> None:
    younger = replace(QUESTIONNAIRE, pupil_questions=())
    assert "学生自己填写" not in text_of(print_questionnaires([younger], at=AT), tmp_path)
    assert "学生自己填写" in text_of(print_questionnaires([QUESTIONNAIRE], at=AT), tmp_path)


@pytest.mark.clause("A7.6")
def test_each_copy_of_an_agreement_counts_its_own_pages(tmp_path: Path) -> None:
    pdf = print_agreements(AGREEMENTS, at=AT)
    text = text_of(pdf, tmp_path)
    copies = 2 * len(AGREEMENTS)
    assert page_count(pdf, tmp_path) == 3 * copies
    assert text.count("第1页共3页") == text.count("第3页共3页") == copies
    assert (
        text.count("课后服务协议（学校留存）")
        == text.count("课后服务协议（家庭留存）")
        == 3 * len(AGREEMENTS)
    )


@pytest.mark.clause("A7.6", "A2.1", "A9.12")
def test_an_agreement_states_price_leaving_and_refund() -> None:
    articles = {article.heading: "".join(article.paragraphs) for article in standard_articles(TERMS)}
    assert "每课时4.00元（每课时40分钟），每学期最高640.00元" in articles["收费"]
    assert "随时退出，不必说明理由" in articles["退出"]
    assert "未参加课时退费" in articles["退费和结余"]
    assert "0749-0123400" in articles["监督和投诉"]
    assert not re.search("不予退费|概不退|不得退出|必须参加", "".join(articles.values()))


def test_the_data_consent_stands_apart_with_its_own_answer(tmp_path: Path) -> None:
    path = tmp_path / "agreement.pdf"
    path.write_bytes(print_agreements([AGREEMENT], copies=ELECTRONIC_COPY, at=AT))
    pages = tool("pdftotext", "-layout", str(path), "-").split("\f")
    consent = next(page for page in pages if "个人信息处理同意书" in page)
    assert "自愿参加" not in consent
    assert "不影响孩子参加课后服务" in consent
    assert re.search(r"同意\s+不同意", consent)
    assert "一式两份" not in "".join(pages)


def test_a_choice_made_on_screen_is_ticked_once_a_part(tmp_path: Path) -> None:
    choice = Choice(joins=True, data_consent=False, signer="吴𠮷", signed="2026年3月3日 19:20 短信验证")
    signed = replace(AGREEMENT, choice=choice)
    text = text_of(print_agreements([signed], copies=ELECTRONIC_COPY, at=AT), tmp_path)
    assert text.count("√") == 2
    assert "√自愿参加" in text
    assert "√不同意" in text
    assert "电子签署：吴𠮷" in text


def test_large_print_takes_more_room(tmp_path: Path) -> None:
    plain, large = ([replace(AGREEMENT, large_print=size)] for size in (False, True))
    assert page_count(print_agreements(large, at=AT), tmp_path) > page_count(
        print_agreements(plain, at=AT), tmp_path
    )


@pytest.mark.clause("A7.12")
def test_a_petition_states_the_roll_and_the_number_needed_and_names_nobody(tmp_path: Path) -> None:
    text = text_of(print_petition(PETITION, at=AT), tmp_path)
    assert "在籍学生60人" in text
    assert "达到41个" in text
    assert "教职工不得代签" in text
    assert "40" in text.split("日期")[-1]


@pytest.mark.clause("A7.8")
def test_class_lists_name_each_pupil_and_say_how_many(tmp_path: Path) -> None:
    assert "共42人" in text_of(print_class_lists(CLASS_LISTS, at=AT), tmp_path)
    roll = text_of(print_group_lists(GROUP_LISTS, at=AT), tmp_path)
    assert "应到28人" in roll
    assert "3/103/173/24" in roll
    assert "吴𠮷" in roll


@pytest.mark.clause("A3.4")
def test_a_slip_gives_the_reason_and_no_status(tmp_path: Path) -> None:
    text = text_of(print_slips(SLIPS, at=AT), tmp_path)
    assert "候补第7位" in text
    assert "没有派到的课程不收费" in text
    assert not re.search("留守|困难|残疾|随迁|优先", text)


@pytest.mark.clause("A2.12")
def test_a_fee_board_row_leaves_nothing_blank() -> None:
    with pytest.raises(BlankField, match="waiver"):
        replace(FEE_BOARD.rows[0], waiver="")
