"""What became of a wish, in plain Chinese. The words never tell who comes first (A3.4)."""

from __future__ import annotations

from collections.abc import Callable

from kehou.allocation.hashing import BITS
from kehou.allocation.result import Code, Key, Reason

DIGITS = 8


def shown(number: int) -> str:
    """A lottery number as people read it: its first eight decimal digits; smaller goes first."""
    return f"{(number * 10**DIGITS) >> BITS:0{DIGITS}}"


def sentence(reason: Reason, title: Callable[[str], str] = str) -> str:
    """Say a reason in one sentence. ``title`` names sections and qualifications by their code."""
    if reason.code is Code.FULL:
        return _full(reason)
    if reason.code is Code.INELIGIBLE:
        return _ineligible(reason, title)
    facts = {name: title(str(value)) if name == "other" else value for name, value in reason.facts.items()}
    return SENTENCES[reason.code].format(**facts)


SENTENCES = {
    Code.ASSIGNED: "已录取",
    Code.GOT_BETTER: "已录取到排在前面的志愿",
    Code.CANCELLED: "选这门课的只有{found}人，不足{required}人，没有开班",
    Code.PAID_LIMIT: "每名学生最多选{limit}门引进的收费课程，已经选满",
    Code.X_LIMIT: "素质拓展要占规定的比例，其他课程一周最多{limit}个时段，已经选满",
    Code.BUNDLE_CLASH: "要占用的时段已安排了{other}",
}


def _full(reason: Reason) -> str:
    own, cutoff, place = reason.facts["own"], reason.facts["cutoff"], reason.facts["place"]
    words = "名额已满"
    if isinstance(own, Key) and isinstance(cutoff, Key):
        words += _compared(own, cutoff)
    return words + (f"，候补第{place}位" if place else "")


def _compared(own: Key, cutoff: Key) -> str:
    """Numbers convince only where nothing else decided before them."""
    if own < cutoff:
        return "，空出名额前已由别人就读"
    if own.course_class != cutoff.course_class:
        return "，选拔结果在前的学生先录取"
    if own.tier != cutoff.tier:
        return ""
    return f"，最后录取的派位号是{shown(cutoff.number)}，您的孩子是{shown(own.number)}"


def _ineligible(reason: Reason, title: Callable[[str], str]) -> str:
    lacking = reason.facts["lacking"]
    codes = lacking if isinstance(lacking, list) else []
    words = ["这门课程不面向孩子所在的年级"] if "grade" in codes else []
    names = [title(code) for code in codes if code != "grade"]
    if names:
        words.append(f"还不具备这门课程要求的条件：{'、'.join(names)}")
    return "；".join(words)
