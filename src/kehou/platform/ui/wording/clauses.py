"""Articles of the Measures as they are cited."""

from __future__ import annotations

import re

from kehou.rulebook.engine.wording import article_label as _article_label

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


def clause_path(clause: str) -> str:
    """Where the public rulebook explains a statement. Raises UnknownClause."""
    article_number(clause)
    return f"/rulebook/{clause}/"
