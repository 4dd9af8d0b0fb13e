"""On which page of the editor a verdict is dealt with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kehou.kernel.verdict import Verdict

EVERYTHING = "small"

_BY_SUBJECT = {
    "managed": "basics",
    "third_party": "basics",
    "class": "timetable",
    "bell": "bells",
    "course": "courses",
    "slot": "timetable",
    "grade": "timetable",
    "term": "timetable",
    "leader": "people",
    "transport": "transport",
    "boarders": "boarders",
    "care": "boarders",
    "price": "fees",
    "cost": "fees",
    "source": "fees",
    "fees": "fees",
    "fee": "fees",
    "flexible": "hours",
}
_BY_PLAN_PART = {
    "goals": "basics",
    "complaint_channel": "basics",
    "grades": "grades",
    "bells": "bells",
    "courses": "courses",
    "slots": "timetable",
    "safety": "safety",
}
_BY_CLAUSE = {
    "A2.9": "basics",
    "A2.11": "courses",
    "A4.1": "grades",
    "A4.8": "transport",
    "A4.10": "bells",
    "A4.11": "bells",
    "A4.12": "people",
    "A4.13": "hours",
    "A4.17": "boarders",
    "A4.18": "boarders",
    "A5.4": "courses",
    "A5.5": "courses",
    "A5.6": "courses",
    "A5.8": "courses",
    "A5.9": "courses",
    "A6.17": "timetable",
    "A10.5": "courses",
}
_BY_ARTICLE = {
    "A2": "fees",
    "A4": "timetable",
    "A5": "timetable",
    "A6": "people",
    "A9": "fees",
    "A10": "safety",
}


def section_of(verdict: Verdict) -> str:
    """The slug of the section where a verdict is dealt with; empty where it concerns the plan as a whole."""
    kind, _, rest = verdict.subject.partition("/")
    if verdict.clause == "A4.1" and kind == "grade":
        return "grades"
    if kind == "plan":
        return _BY_PLAN_PART.get(rest, "")
    article = verdict.clause.partition(".")[0]
    return _BY_SUBJECT.get(kind) or _BY_CLAUSE.get(verdict.clause) or _BY_ARTICLE.get(article, "")


def about(section: str, found: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Those verdicts that one section deals with; the one page deals with all."""
    return tuple(verdict for verdict in found if section in (EVERYTHING, section_of(verdict)))


def tally(found: Iterable[Verdict]) -> tuple[Counter[str], Counter[str]]:
    """How many verdicts stop, and how many warn, in each section."""
    stopping, warning = Counter[str](), Counter[str]()
    for verdict in found:
        if verdict.stops:
            stopping[section_of(verdict)] += 1
        elif verdict.warns:
            warning[section_of(verdict)] += 1
    return stopping, warning
