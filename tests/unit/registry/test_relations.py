"""What someone is to a child is said in words, wherever it stands on a page or a paper."""

from __future__ import annotations

from uuid import UUID

import pytest

from kehou.registry.public import FamilyLink

NOBODY = UUID(int=0)


@pytest.mark.parametrize(("code", "words"), [("mother", "母亲"), ("grandfather", "祖父"), ("父母", "父母")])
def test_a_code_is_said_in_words(code: str, words: str) -> None:
    link = FamilyLink(NOBODY, NOBODY, "guardian", code, True, True, False)
    assert link.relation_name == words
