"""How things are written for people."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehou.kernel.fen import Fen
from kehou.kernel.moments import SHANGHAI, NaiveMoment
from kehou.platform.ui import wording

MONDAY = date(2026, 9, 7)


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (Fen(123_450), "1,234.50元"),
        (123_450, "1,234.50元"),
        (0, "0.00元"),
        (-5, "-0.05元"),
        (Fen(1), "0.01元"),
    ],
)
def test_money_is_written_in_yuan_from_fen(amount: Fen | int, said: str) -> None:
    assert wording.yuan(amount) == said


def test_days_and_moments_are_written_in_chinese() -> None:
    assert wording.day(MONDAY) == "9月7日（周一）"
    assert wording.full_day(MONDAY) == "2026年9月7日（周一）"
    moment = datetime(2026, 9, 7, 16, 10, tzinfo=SHANGHAI)
    assert wording.moment(moment) == "9月7日（周一）16:10"
    assert wording.full_moment(moment) == "2026年9月7日（周一）16:10"


def test_papers_bear_days_without_their_weekday() -> None:
    assert wording.plain_day(date(2026, 3, 2)) == "2026年3月2日"
    assert wording.plain_moment(datetime(2026, 3, 1, 16, 5, tzinfo=UTC)) == "2026年3月2日 00:05"


def test_a_moment_is_written_in_shanghai_time() -> None:
    late = datetime(2026, 9, 6, 20, 5, tzinfo=UTC)
    assert wording.moment(late) == "9月7日（周一）04:05"
    assert wording.day(late) == "9月7日（周一）"


def test_a_naive_moment_is_refused() -> None:
    naive = datetime(2026, 9, 7, 16, 10)  # noqa: DTZ001
    with pytest.raises(NaiveMoment):
        wording.day(naive)
    with pytest.raises(NaiveMoment):
        wording.clock_time(naive)


def test_times_of_day() -> None:
    assert wording.clock_time(time(16, 10)) == "16:10"
    assert wording.clock_time(970) == "16:10"
    assert wording.time_range(970, time(17, 0)) == "16:10–17:00"
    assert wording.day_range(MONDAY, date(2026, 9, 11)) == "9月7日（周一）至9月11日（周五）"


def test_deadlines_say_date_and_rest() -> None:
    last = date(2026, 9, 14)
    assert wording.due(last, 3) == "9月14日前（还剩3个工作日）"
    assert wording.due(last, 0) == "9月14日前（今天截止）"
    assert wording.due(last, -2) == "9月14日前（已超2个工作日）"
    assert wording.due(last, None) == "9月14日前（放假安排未公布，余日待定）"


@pytest.mark.clause("A5.11", "A7.12")
@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (1, 2, "50%"),
        (2, 3, "66.7%"),
        (4999, 10_000, "不足50%"),
        (5001, 10_000, "略高于50%"),
        (0, 5, "0%"),
        (5, 5, "100%"),
        (0, 0, "无"),
    ],
)
def test_shares_never_round_onto_a_limit(part: int, whole: int, said: str) -> None:
    assert wording.share(part, whole) == said


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_plain_whole_per_cent_is_exact(part: int, whole: int) -> None:
    said = wording.share(part, whole)
    if said.removesuffix("%").isdigit():
        assert int(said.removesuffix("%")) * whole == part * 100


def test_grades_classes_and_terms() -> None:
    assert wording.grade_label(3) == "三年级"
    assert wording.grade_label(7) == "七年级"
    assert wording.grade_span(3, 5) == "三至五年级"
    assert wording.grade_span(3, 3) == "三年级"
    assert wording.class_label(3, 2) == "三年级2班"
    assert wording.term_label(2026, "spring") == "2026年上期"
    assert wording.term_label(2026, "autumn") == "2026年下期"
    with pytest.raises(ValueError, match="compulsory"):
        wording.grade_label(10)


def test_articles_are_cited_by_their_bracketed_number() -> None:
    assert wording.article_label("A7.12") == "《实施办法》（七）"
    assert wording.article_label("A11.3") == "《实施办法》（十一）"
    assert wording.article_label("A0.2") == "《实施办法》印发通知"
    assert wording.article_label("A13.1") == "《实施办法》末段"
    assert wording.clause_path("A7.12") == "/rulebook/A7.12/"
    with pytest.raises(wording.UnknownClause):
        wording.article_label("第七条")


def test_counts_carry_their_measure_word() -> None:
    assert wording.count(1200, "名学生") == "1,200名学生"
