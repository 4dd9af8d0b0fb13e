"""How money, days, shares, grades, terms and clauses are written for people. Pure functions.

Templates reach them through the filters of ``{% load kehou %}``; letters, sheets and messages call
them directly, so that one thing is written one way everywhere.
"""

from kehou.platform.ui.wording.amounts import count, fen_of, share, yuan
from kehou.platform.ui.wording.clauses import (
    TOPICS,
    UnknownClause,
    article_label,
    article_number,
    article_path,
    article_topic,
    clause_path,
)
from kehou.platform.ui.wording.numerals import numeral
from kehou.platform.ui.wording.school import (
    class_label,
    grade_label,
    grade_span,
    grades_in,
    grades_text,
    term_label,
)
from kehou.platform.ui.wording.times import (
    WEEKDAYS,
    clock_time,
    day,
    day_range,
    due,
    full_day,
    full_moment,
    moment,
    plain_day,
    plain_moment,
    time_range,
)

__all__ = [
    "TOPICS",
    "WEEKDAYS",
    "UnknownClause",
    "article_label",
    "article_number",
    "article_path",
    "article_topic",
    "class_label",
    "clause_path",
    "clock_time",
    "count",
    "day",
    "day_range",
    "due",
    "fen_of",
    "full_day",
    "full_moment",
    "grade_label",
    "grade_span",
    "grades_in",
    "grades_text",
    "moment",
    "numeral",
    "plain_day",
    "plain_moment",
    "share",
    "term_label",
    "time_range",
    "yuan",
]
