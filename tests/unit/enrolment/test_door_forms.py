"""The door reads a form as a browser sends it, and nothing that is longer than its own."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehou.enrolment.first_come.speaking import MAX_FIELDS, Reply, TooManyFields, fields_of, spoken


@given(st.dictionaries(st.text(min_size=1), st.text(), min_size=1, max_size=MAX_FIELDS))
def test_what_a_browser_encodes_is_read_back(form: dict[str, str]) -> None:
    assert fields_of(urlencode(form).encode()) == form


@given(st.binary(max_size=200))
def test_any_bytes_are_fields_or_too_many(body: bytes) -> None:
    try:
        assert all(isinstance(value, str) for value in fields_of(body).values())
    except TooManyFields:
        assert body.decode("utf-8", "replace").count("&") >= MAX_FIELDS


def test_of_a_name_that_comes_twice_the_last_holds_and_many_names_are_refused() -> None:
    assert fields_of(b"a=1&a=2&b=%E6%A3%8B+x") == {"a": "2", "b": "棋 x"}
    with pytest.raises(TooManyFields):
        fields_of(b"&".join([b"a=1"] * (MAX_FIELDS + 1)))


def test_every_answer_keeps_browsers_from_guessing_framing_and_storing() -> None:
    head, body = spoken(Reply(200, b"{}"))
    headers = dict(head["headers"])
    assert headers[b"content-length"] == b"2"
    assert headers[b"cache-control"] == b"no-store"
    assert headers[b"x-frame-options"] == b"DENY"
    assert body["body"] == b"{}"
