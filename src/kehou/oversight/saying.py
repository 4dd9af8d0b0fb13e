"""How readings are written: values, targets, and what a row is about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from kehou.kernel.fen import Fen
from kehou.oversight.indicators.catalogue import Definition, Shape
from kehou.platform.ui.wording import day, grade_label, share, yuan
from kehou.rulebook.facts.indicators import Compared

_COMPARED = {Compared.AT_LEAST: "应不低于", Compared.MORE_THAN: "应高于", Compared.AT_MOST: "应不高于"}
_PARTS = {
    "class": "{}班",
    "weeks": "第{}周起",
}
_PLAIN = {"session": "一个场次", "case": "一件投诉举报", "refund": "一笔退费", "provider": "一个机构"}


def value_text(definition: Definition, part: int, whole: int) -> str:
    """A reading as people read it."""
    if not whole:
        return "无数据"
    if definition.shape is Shape.FEN:
        return yuan(Fen((2 * part + whole) // (2 * whole)))
    if definition.shape is Shape.COUNT:
        tenths = (20 * part + whole) // (2 * whole)
        return f"{tenths // 10}.{tenths % 10}件"
    return share(part, whole)


def target_text(definition: Definition, target: str) -> str:
    """What a reading is held against, in words; empty where it is only shown."""
    if not target or definition.compared is Compared.SHOWN:
        return ""
    wanted = Fraction(target)
    return f"{_COMPARED[definition.compared]}{share(wanted.numerator, wanted.denominator)}"


def subject_text(subject: str, names: Mapping[str, str]) -> str:
    """What a reading or a row of evidence is about: 三年级 3月2日（周一）当周."""
    pieces = subject.split("/")
    pairs = zip(pieces[::2], pieces[1::2], strict=False)
    said = [names.get(f"{kind}/{key}") or _said(kind, key) for kind, key in pairs]
    return " ".join(text for text in said if text)


def _said(kind: str, key: str) -> str:
    if kind == "grade":
        return grade_label(int(key))
    if kind == "day":
        return day(date.fromisoformat(key))
    if kind == "week":
        return f"{day(date.fromisoformat(key))}当周"
    if kind == "month":
        return f"{date.fromisoformat(key).month}月"
    if kind in _PARTS:
        return _PARTS[kind].format(key)
    return _PLAIN.get(kind, "")
