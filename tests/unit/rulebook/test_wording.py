"""Reasons and their words: none is without the other, and facts are written as people read them."""

from __future__ import annotations

import ast
from datetime import UTC, date, datetime, time
from fractions import Fraction
from pathlib import Path

import pytest

import kehou.rulebook
from kehou.kernel.fen import Fen
from kehou.rulebook.engine.wording import NoWording, Sentence, Wording, article_label, part_label
from kehou.rulebook.hunan_2024.edition import EDITION
from kehou.rulebook.hunan_2024.register import verdict

RULEBOOK = Path(kehou.rulebook.__file__).parent
SAYING = {"verdict", "refusal", "each_fault", "_refused"}


def _trees() -> list[ast.Module]:
    return [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(RULEBOOK.rglob("*.py"))]


def _constants() -> set[str]:
    return {
        node.value
        for tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _reasons_given() -> set[str]:
    """The reasons that stand literally as the second argument of a call that gives a verdict."""
    return {
        node.args[1].value
        for tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")) in SAYING
        and len(node.args) > 1
        and isinstance(node.args[1], ast.Constant)
        and isinstance(node.args[1].value, str)
    }


def test_every_reason_that_a_rule_gives_has_words() -> None:
    assert _reasons_given() - EDITION.wording.sentences.keys() == set()


def test_every_sentence_is_used() -> None:
    assert EDITION.wording.sentences.keys() - _constants() == set()


def test_a_sentence_tells_who_can_change_it_and_what_to_do() -> None:
    for reason, words in EDITION.wording.sentences.items():
        assert words.sentence, reason
        assert words.who_can_change, reason
        assert words.next_step, reason
        assert not words.sentence.endswith(("。", "！", "!")), reason


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (True, "是"),
        (None, "未填写"),
        (Fen(350), "3.50元"),
        (Fraction(1, 2), "50%"),
        (Fraction(2, 3), "2/3"),
        (Fraction(99, 200), "49.5%"),
        (time(18, 30), "18:30"),
        (date(2026, 4, 1), "2026年4月1日"),
        (datetime(2026, 4, 1, 1, 5, tzinfo=UTC), "2026年4月1日09:05"),
        (frozenset({"b", "a"}), "a、b"),
        ((), "无"),
        (40, "40"),
        ("county", "县"),
    ],
)
def test_facts_are_written_as_people_read_them(value: object, written: str) -> None:
    assert EDITION.wording.written(value) == written


@pytest.mark.parametrize(
    ("clause", "label"),
    [
        ("A7.12", "《实施办法》（七）"),
        ("A10.6", "《实施办法》（十）"),
        ("A11.8", "《实施办法》（十一）"),
        ("A12.1", "《实施办法》（十二）"),
        ("A0.1", "《实施办法》印发通知"),
        ("A13.2", "《实施办法》末段"),
    ],
)
def test_an_article_is_cited_as_people_cite_it(clause: str, label: str) -> None:
    assert article_label(clause) == label


def test_a_part_is_named_as_far_as_its_path_tells() -> None:
    assert part_label("grade/3") == "3年级"
    assert part_label("grade/3/week/5") == "3年级第5周"
    assert part_label("slot/0190") == ""


def test_words_that_need_a_fact_that_is_missing_are_a_fault() -> None:
    wording = Wording({"late": Sentence("{found}晚于{required}", "学校", "提前")})
    with pytest.raises(NoWording):
        wording.explain(verdict("A4.7", "late", False, found=time(19)))
    with pytest.raises(NoWording):
        wording.explain(verdict("A4.7", "other", False))


def test_no_reason_has_two_sentences() -> None:
    one = Wording({"late": Sentence("", "", "")})
    with pytest.raises(ValueError, match="late"):
        Wording.joined([one, one])
