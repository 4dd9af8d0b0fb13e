"""What the editor shows and gets back unchanged is the plan as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from factories.plan_content import a_content
from factories.plan_facts import a_bell, a_course, a_tariff
from factories.sent import sent
from kehou.kernel.fen import Fen
from kehou.plans.facts import PlanContent
from kehou.plans.forms.parts import Choices
from kehou.plans.forms.sections import BY_SLUG, SECTIONS, SectionForms
from kehou.rulebook.facts.bell import BellSchedule
from kehou.rulebook.facts.courses import (
    BusyTime,
    CourseKind,
    LeaderFacts,
    LeaderKind,
    SlotFacts,
    TimedPart,
)
from kehou.rulebook.facts.fees import CareCeiling
from kehou.rulebook.facts.plan import BoarderArrangement, CareRequest, InsurancePolicy, RouteFacts
from kehou.rulebook.facts.school import Stage

CHOICES = Choices(grades=frozenset(range(1, 7)), staff=(("t1", "陈老师"), ("t2", "李老师")))


def rich_content() -> PlanContent:
    """A plan that uses every field the editor shows."""
    content = a_content()
    week = {0: time(16, 0), 1: time(16, 0), 2: time(15, 20), 3: time(16, 0), 4: time(15, 20)}
    bells = (
        *(a_bell(grade) for grade in range(1, 5)),
        a_bell(5, schedule=BellSchedule(week)),
        a_bell(6, baseline=None),
    )
    hybrid = a_course(
        "hybrid",
        parts=(TimedPart(CourseKind.SUBJECT, 20), TimedPart(CourseKind.X, 20)),
        materials=("甲", "乙"),
    )
    slot = SlotFacts(
        "late",
        "hybrid",
        2,
        time(17, 10),
        time(17, 55),
        frozenset({3, 4}),
        5,
        frozenset({1, 2, 3, 8}),
        room="302",
    )
    return replace(
        content,
        bells=bells,
        courses=(*content.courses, hybrid),
        slots=(*content.slots, slot),
        leaders=(
            *content.leaders,
            LeaderFacts(
                "t3", LeaderKind.OUTSIDE, None, date(2026, 7, 1), True, 12, (BusyTime(0, time(16), time(17)),)
            ),
        ),
        transport=(RouteFacts("一号线", {0: (time(16, 20),), 2: (time(15, 30), time(18, 5))}, {1: 4, 5: 9}),),
        boarders=tuple(
            BoarderArrangement(day, time(16), time(18), "阅览室", "t1" if day < 4 else None)
            for day in range(5)
        ),
        care_requests=(CareRequest("k1", "务工晚归", time(18, 20), True),),
        third_party_need="无",
        flexible_hours_rule="晚到一小时",
        safety=replace(
            content.safety,
            insurance=InsurancePolicy(True, date(2025, 9, 1), date(2026, 8, 31), Fen(500)),
            duty_sheets_missing=2,
            open_serious_hazards=frozenset({"围墙"}),
        ),
        fees=replace(content.fees, extended_care_price=Fen(0)),
    )


@pytest.mark.parametrize(
    "content", [PlanContent(), a_content(), rich_content()], ids=["empty", "lawful", "rich"]
)
@pytest.mark.parametrize("slug", [section.slug for section in SECTIONS if section.slug != "timetable"])
def test_a_section_sent_back_unchanged_changes_nothing(slug: str, content: PlanContent) -> None:
    shown = SectionForms(BY_SLUG[slug], content, CHOICES)
    back = SectionForms(BY_SLUG[slug], content, CHOICES, sent(shown.parts))
    assert back.is_valid(), [dict(form.errors) for form in back.forms_inside()]
    assert back.write(content) == content


@pytest.mark.parametrize("key", [course.key for course in rich_content().courses])
def test_a_course_sent_back_unchanged_changes_nothing(key: str) -> None:
    content, choices = rich_content(), replace(CHOICES, entry=key)
    shown = SectionForms(BY_SLUG["course"], content, choices)
    back = SectionForms(BY_SLUG["course"], content, choices, sent(shown.parts))
    assert back.is_valid(), [dict(form.errors) for form in back.forms_inside()]
    assert back.write(content) == content


@pytest.mark.parametrize("key", [slot.key for slot in rich_content().slots])
def test_a_slot_sent_back_unchanged_changes_nothing(key: str) -> None:
    content, choices = rich_content(), replace(CHOICES, entry=key)
    shown = SectionForms(BY_SLUG["slot"], content, choices)
    back = SectionForms(BY_SLUG["slot"], content, choices, sent(shown.parts))
    assert back.is_valid(), [dict(form.errors) for form in back.forms_inside()]
    assert back.write(content) == content


def test_extended_care_is_planned_where_the_tariff_has_a_line_for_it_and_nowhere_else() -> None:
    """By stage, beside the price; a plan that was written under such a tariff keeps nothing under another."""
    content = a_content()
    row = replace(content.fees.prices[0], care_units=20, care_paying_count=3, care_waived_count=1)
    planned = replace(content, fees=replace(content.fees, prices=(row,), extended_care_price=Fen(150)))
    lists = replace(CHOICES, tariffs={Stage.PRIMARY: a_tariff(care=CareCeiling(Fen(200)))})
    for choices, kept in ((lists, row), (replace(CHOICES, tariffs={Stage.PRIMARY: a_tariff()}), None)):
        shown = SectionForms(BY_SLUG["fees"], planned, choices)
        given = sent(shown.parts)
        assert ("prices-0-care_units" in given) is (kept is not None)
        back = SectionForms(BY_SLUG["fees"], planned, choices, given)
        assert back.is_valid()
        (price,) = back.write(planned).fees.prices
        assert (price.care_units, price.care_paying_count) == ((20, 3) if kept else (0, 0))
