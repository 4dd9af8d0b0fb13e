"""A list of courses is drawn once for what a plan says, and ticked for each family apart."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from factories.plan_content import a_large_content
from kehou.enrolment import ticking
from kehou.enrolment.answers import Answers
from kehou.enrolment.banding import offering_of
from kehou.enrolment.facts import Offering

GRADE, PLAN = 3, uuid4()


@pytest.fixture
def offering() -> Offering:
    content = a_large_content()
    return offering_of(content.courses, content.slots)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that were drawn."""
    names: list[str] = []
    draw = ticking.render_to_string

    def count(name: str, context: dict[str, Any]) -> str:
        names.append(name)
        return draw(name, context)

    monkeypatch.setattr(ticking, "render_to_string", count)
    ticking._drawn.cache_clear()
    return names


def _ticked(offering: Offering, answers: Answers, **hints: str) -> list[str]:
    listed = ticking.ticked_list(PLAN, offering, answers, GRADE, hints)
    return re.findall(r'value="([^"]+)" checked>', listed)


def test_each_family_sees_its_own_ticks_in_a_list_drawn_once(offering: Offering, drawn: list[str]) -> None:
    band = max(offering.bands_of(GRADE), key=lambda band: len(offering.in_band(band.key, GRADE)))
    first, second = (option.key for option in offering.in_band(band.key, GRADE)[:2])
    here = Answers(days=(band.weekday,))
    assert _ticked(offering, here) == []
    assert len(drawn) == 1
    assert _ticked(offering, replace(here, ranked={band.key: (second, first)})) == [first, second]
    assert _ticked(offering, replace(here, ranked={band.key: (second,)})) == [second]
    assert _ticked(offering, here) == []
    assert len(drawn) == 1


def test_other_days_and_other_forecasts_are_other_lists(offering: Offering, drawn: list[str]) -> None:
    band, *_ = offering.bands_of(GRADE)
    key = offering.in_band(band.key, GRADE)[0].key
    answers = Answers(days=(band.weekday,))
    plain = ticking.ticked_list(PLAN, offering, answers, GRADE, {})
    told = ticking.ticked_list(PLAN, offering, answers, GRADE, {key: "上学期没有开班"})
    week = ticking.ticked_list(PLAN, offering, Answers(days=(0, 1, 2, 3, 4)), GRADE, {})
    assert "上学期没有开班" not in plain
    assert "上学期没有开班" in told
    assert week.count("<fieldset") > plain.count("<fieldset")


def test_what_a_school_wrote_stays_text(offering: Offering, drawn: list[str]) -> None:
    band, *_ = offering.bands_of(GRADE)
    first, *others = offering.options
    wild = replace(first, title='<b onclick="x">画" checked>', bands=(band.key,), grades=frozenset({GRADE}))
    shown = ticking.ticked_list(
        uuid4(), Offering(offering.bands, (wild, *others)), Answers(days=(band.weekday,)), GRADE, {}
    )
    assert "<b onclick" not in shown
    assert "&lt;b onclick=&quot;x&quot;&gt;画&quot; checked&gt;" in shown
