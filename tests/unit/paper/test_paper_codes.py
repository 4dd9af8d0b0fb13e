"""Codes: round trip, forgiving reading, and every slip of one or two neighbours caught."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from kehou.platform.paper.codes import ALPHABET, CodeMistyped, qr_svg, read_short_code, scan_mark, short_code

numbers = st.integers(0, 32**7 - 1)


@given(numbers)
def test_a_code_reads_back(number: int) -> None:
    assert read_short_code(short_code(number)) == number


def test_a_code_stands_in_groups_of_four() -> None:
    assert short_code(0) == "0000-0000"
    assert len(short_code(32**11 - 1, length=11)) == 14


@pytest.mark.parametrize("number", [-1, 32**7])
def test_a_number_that_does_not_fit_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        short_code(number)


@given(numbers)
def test_case_spaces_and_look_alikes_are_forgiven(number: int) -> None:
    typed = short_code(number).lower().replace("0", "o").replace("1", "l").replace("-", "－ ")
    assert read_short_code(typed) == number


@pytest.mark.parametrize("text", ["", "7", "3K7M-2QXU", "3K7M*2QX9", "课后"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(CodeMistyped):
        read_short_code(text)


@given(numbers)
def test_every_single_wrong_character_is_caught(number: int) -> None:
    code = short_code(number).replace("-", "")
    for place, right in enumerate(code):
        for wrong in set(ALPHABET) - {right}:
            with pytest.raises(CodeMistyped):
                read_short_code(code[:place] + wrong + code[place + 1 :])


@given(numbers)
def test_every_swap_of_neighbours_is_caught(number: int) -> None:
    code = short_code(number).replace("-", "")
    for place in range(len(code) - 1):
        if code[place] != code[place + 1]:
            with pytest.raises(CodeMistyped):
                read_short_code(code[:place] + code[place + 1] + code[place] + code[place + 2 :])


def test_a_drawing_is_one_scalable_element_with_a_title() -> None:
    payload = "https://kehou.example/g/3K7M2QX9"
    root = ElementTree.fromstring(qr_svg(payload, title="公示网页"))
    side = segno.make(payload, error="m", micro=False).symbol_size()[0]
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("viewBox") == f"0 0 {side} {side}"
    assert root.get("width") is None
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "公示网页"


def test_a_mark_carries_its_code_and_drawing() -> None:
    mark = scan_mark("3K7M-2QX9", "https://kehou.example/g/3K7M2QX9")
    assert mark.code == "3K7M-2QX9"
    assert "3K7M-2QX9" in mark.svg
