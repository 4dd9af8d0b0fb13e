"""What a school keeps of a closed list is read back as it was, shares and trials included."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehou.allocation import input_root
from kehou.allocation.reading import closed_list
from kehou.enrolment.content import draw_to_json
from property.allocation.instances import school


@pytest.mark.clause("A3.4", "A7.11")
@given(st.integers(0, 1_000_000))
def test_a_closed_list_keeps_its_root(number: int) -> None:
    one = school(number)
    kept = json.loads(json.dumps(draw_to_json(one.sections, one.pupils, one.policy)))
    again = closed_list(kept)
    assert input_root(again.sections, again.pupils, again.policy) == one.lottery().input_root
