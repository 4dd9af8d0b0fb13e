"""Articles of the Measures as they are cited."""

from __future__ import annotations

import re

from kehou.rulebook.engine.wording import article_label as _article_label

# What each article is about; 0 is the issuing notice, 13 the last paragraph.
TOPICS = (
    "印发通知",
    "指导思想",
    "基本原则",
    "全面覆盖",
    "范围和时间",
    "服务质量",
    "服务渠道",
    "实施流程",
    "组织领导",
    "经费保障",
    "安全管理",
    "监督考核",
    "宣传引导",
    "施行和有效期",
)

_STATEMENT = re.compile(r"^A(?P<article>\d{1,2})\.\d{1,2}$")


class UnknownClause(ValueError):
    """Text was given that is no statement id."""


def article_number(clause: str) -> int:
    """The article of a statement id: 7 for ``A7.12``. Raises UnknownClause."""
    found = _STATEMENT.match(clause)
    if found is None:
        raise UnknownClause(clause)
    return int(found["article"])


def article_label(clause: str) -> str:
    """The article as people cite it: 《实施办法》（七） for ``A7.12``. Raises UnknownClause."""
    article_number(clause)
    return _article_label(clause)


def article_topic(clause: str) -> str:
    """What the article of a statement is about: 实施流程 for ``A7.12``. Raises UnknownClause."""
    return TOPICS[article_number(clause)]


def article_path(clause: str) -> str:
    """Where the public rulebook lists the article of a statement, at that statement. Raises UnknownClause."""
    return f"/rulebook/{article_number(clause)}/#{clause}"


def clause_path(clause: str) -> str:
    """Where the public rulebook explains a statement. Raises UnknownClause."""
    article_number(clause)
    return f"/rulebook/{clause}/"
