"""Who may join, who comes first, and how groups are made (A2.2, A2.4, A3.3, A3.4, A7.8, A7.11, A7.12)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from factories.family_facts import (
    CHESS,
    HOMEWORK,
    OTHER_SCHOOL,
    OTHER_SLOT,
    SINGING,
    a_seat,
    a_wish,
    an_applicant,
    pupil,
)
from kehou.kernel.ids import RunId
from kehou.rulebook.facts.enrolment import (
    Chooser,
    GroupBasis,
    GroupFacts,
    PlacementFacts,
    Presence,
    RerunFacts,
    TurningAway,
    TurningAwayGround,
    WayOfChoosing,
)
from kehou.rulebook.hunan_2024.art02_choice import family_chooses, nobody_is_placed_unasked
from kehou.rulebook.hunan_2024.art03_enrolment import (
    applicant_is_a_pupil_here,
    first_come_only_where_permitted,
    nobody_is_turned_away_for_need,
    priority_has_places,
)
from kehou.rulebook.hunan_2024.art07_grouping import (
    applicant_has_applied,
    group_not_by_rank,
    group_size,
    group_span,
    one_place_a_slot,
    rerun_is_recorded,
)
from unit.rulebook.example import Example

ONE, TWO = a_wish(1, CHESS, SINGING), a_wish(2, CHESS)
TIERS = {"priority_mode": "absolute_tiers"}
EARLIER = (RunId(UUID(int=1)),)
IN_ORDER = WayOfChoosing(first_come=True, arrival_minutes=30)
PERMITTED = {"first_come_permitted": True}


def _placed(*seats: Any, wishes: tuple[Any, ...] = (ONE, TWO), first: tuple[int, ...] = ()) -> PlacementFacts:
    """The outcome of a placement; ``first`` are the pupils of A3.4."""
    priority = frozenset(pupil(number) for number in first)
    return PlacementFacts(wishes, seats, priority, fallback=frozenset({HOMEWORK}))


def _group(size: int = 3, **changes: Any) -> GroupFacts:
    group = GroupFacts("g1", "arts", True, GroupBasis.CHOICE, (3,) * size, school_pupil_count=100)
    return replace(group, **changes)


HERE = {"clause": "A3.3", "reason": "applicant_not_at_school"}
BOTH_PLACED = _placed(a_seat(1), a_seat(2))

EXAMPLES = (
    Example("on the roll", applicant_is_a_pupil_here, an_applicant(), met=True, clause="A3.3"),
    Example("has left", applicant_is_a_pupil_here, an_applicant(presence=Presence.LEFT), met=False, **HERE),
    Example(
        "another school", applicant_is_a_pupil_here, an_applicant(school_id=OTHER_SCHOOL), met=False, **HERE
    ),
    Example(
        "roll pending",
        applicant_is_a_pupil_here,
        an_applicant(presence=Presence.ROLL_PENDING),
        met=True,
        **HERE,
    ),
    Example(
        "roll pending is flagged",
        applicant_is_a_pupil_here,
        an_applicant(presence=Presence.ROLL_PENDING),
        met=False,
        clause="A3.3",
        reason="applicant_roll_pending",
    ),
    Example(
        "roll pending where the county asks for the roll",
        applicant_is_a_pupil_here,
        an_applicant(presence=Presence.ROLL_PENDING),
        met=False,
        set={"pupil_test": "on_roll"},
        **HERE,
    ),
    Example("grade 1", applicant_is_a_pupil_here, an_applicant(grade=1), met=True, clause="A4.1"),
    Example("grade 9", applicant_is_a_pupil_here, an_applicant(grade=9), met=True, clause="A4.1"),
    Example("grade 10", applicant_is_a_pupil_here, an_applicant(grade=10), met=False, clause="A4.1"),
    Example("kindergarten", applicant_is_a_pupil_here, an_applicant(grade=0), met=False, clause="A4.1"),
    Example(
        "own application",
        applicant_has_applied,
        an_applicant(applicants_only=True, own_application=True),
        met=True,
    ),
    Example("no own application", applicant_has_applied, an_applicant(applicants_only=True), met=False),
    Example("a guardian chooses", family_chooses, ONE, met=True),
    Example("staff choose", family_chooses, replace(ONE, chooser=Chooser.STAFF), met=False),
    Example("as wished", nobody_is_placed_unasked, BOTH_PLACED, met=True, clause="A2.2"),
    Example("never wished", nobody_is_placed_unasked, _placed(a_seat(3)), met=False, clause="A2.2"),
    Example(
        "wished for another slot",
        nobody_is_placed_unasked,
        _placed(a_seat(1, slot=OTHER_SLOT)),
        met=False,
        clause="A2.2",
    ),
    Example(
        "a chosen course", nobody_is_placed_unasked, _placed(a_seat(1, SINGING)), met=True, clause="A2.4"
    ),
    Example(
        "the homework room", nobody_is_placed_unasked, _placed(a_seat(2, HOMEWORK)), met=True, clause="A2.4"
    ),
    Example(
        "another course", nobody_is_placed_unasked, _placed(a_seat(2, SINGING)), met=False, clause="A2.4"
    ),
    Example("everyone has a place", priority_has_places, _placed(a_seat(1), a_seat(2), first=(1,)), met=True),
    Example(
        "in the homework room",
        priority_has_places,
        _placed(a_seat(1, HOMEWORK), a_seat(2), first=(1,)),
        met=True,
    ),
    Example("passed over", priority_has_places, _placed(a_seat(2), first=(1,)), met=False),
    Example("all of them come first", priority_has_places, _placed(a_seat(2), first=(1, 2)), met=True),
    Example("nobody has a place", priority_has_places, _placed(first=(1,)), met=True),
    Example(
        "waits in a slot of the own wish only",
        priority_has_places,
        _placed(a_seat(2), wishes=(a_wish(1, slot=OTHER_SLOT), TWO), first=(1,)),
        met=True,
    ),
    Example(
        "second choice by default",
        priority_has_places,
        _placed(a_seat(1, SINGING), a_seat(2), first=(1,)),
        met=True,
    ),
    Example(
        "second choice under absolute tiers",
        priority_has_places,
        _placed(a_seat(1, SINGING), a_seat(2), first=(1,)),
        met=False,
        reason="priority_without_course",
        set=TIERS,
    ),
    Example(
        "fallback under absolute tiers",
        priority_has_places,
        _placed(a_seat(1, HOMEWORK), a_seat(2), first=(1,)),
        met=False,
        reason="priority_without_course",
        set=TIERS,
    ),
    Example(
        "first choice under absolute tiers",
        priority_has_places,
        _placed(a_seat(1), a_seat(2), first=(1,)),
        met=True,
        set=TIERS,
    ),
    Example(
        "full",
        nobody_is_turned_away_for_need,
        TurningAway(TurningAwayGround.NO_SEAT),
        met=True,
        clause="A3.4",
    ),
    *(
        Example(ground, nobody_is_turned_away_for_need, TurningAway(ground), met=False, clause="A3.4")
        for ground in (TurningAwayGround.DISABILITY, TurningAwayGround.AID_STATUS)
    ),
    Example(
        "full",
        nobody_is_turned_away_for_need,
        TurningAway(TurningAwayGround.NO_SEAT),
        met=True,
        clause="A9.15",
    ),
    Example(
        "arrears",
        nobody_is_turned_away_for_need,
        TurningAway(TurningAwayGround.ARREARS),
        met=False,
        clause="A9.15",
    ),
    Example("one place", one_place_a_slot, BOTH_PLACED, met=True),
    Example(
        "one place in each slot", one_place_a_slot, _placed(a_seat(1), a_seat(1, slot=OTHER_SLOT)), met=True
    ),
    Example("two places", one_place_a_slot, _placed(a_seat(1), a_seat(1, SINGING)), met=False),
    Example("30 in arts", group_size, _group(30), met=True),
    Example("31 in arts", group_size, _group(31), met=False),
    Example("50 in homework", group_size, _group(50, domain="homework"), met=True),
    Example("51 in homework", group_size, _group(51, domain="homework"), met=False),
    Example("50 in PE", group_size, _group(50, domain="pe"), met=True),
    Example("30 in a domain that the county added", group_size, _group(30, domain="tea"), met=True),
    Example("31 in a domain that the county added", group_size, _group(31, domain="tea"), met=False),
    Example("three grades", group_span, _group(member_grades=(1, 3)), met=True),
    Example("four grades", group_span, _group(member_grades=(1, 4)), met=False),
    Example("by choice", group_not_by_rank, _group(), met=True),
    Example("by exam rank", group_not_by_rank, _group(basis=GroupBasis.EXAM_RANK), met=False),
    Example(
        "X by audition", group_not_by_rank, _group(basis=GroupBasis.EXAM_RANK, is_subject=False), met=True
    ),
    Example("first run", rerun_is_recorded, RerunFacts(()), met=True),
    Example(
        "with a reason on record",
        rerun_is_recorded,
        RerunFacts(EARLIER, "keyed in late", recorded=True),
        met=True,
    ),
    Example("without a reason", rerun_is_recorded, RerunFacts(EARLIER, " ", recorded=True), met=False),
    Example("off the record", rerun_is_recorded, RerunFacts(EARLIER, "keyed in late"), met=False),
    Example(
        "in order of arrival where the county permits it",
        first_come_only_where_permitted,
        IN_ORDER,
        met=True,
        clause="A3.4",
        reason="first_come_not_permitted",
        set=PERMITTED,
    ),
    Example(
        "in order of arrival without the county",
        first_come_only_where_permitted,
        IN_ORDER,
        met=False,
        clause="A3.4",
        reason="first_come_not_permitted",
    ),
    Example(
        "in order of arrival where everyone draws alike for courses",
        first_come_only_where_permitted,
        IN_ORDER,
        met=True,
        clause="A3.4",
        reason="first_come_against_priority",
        set=PERMITTED,
    ),
    Example(
        "in order of arrival where some come first at courses",
        first_come_only_where_permitted,
        IN_ORDER,
        met=False,
        clause="A3.4",
        reason="first_come_against_priority",
        set=PERMITTED | TIERS,
    ),
    Example(
        "half an hour to arrive",
        first_come_only_where_permitted,
        IN_ORDER,
        met=True,
        clause="A7.8",
        reason="arrival_time_short",
        set=PERMITTED,
    ),
    Example(
        "a minute less to arrive",
        first_come_only_where_permitted,
        replace(IN_ORDER, arrival_minutes=29),
        met=False,
        clause="A7.8",
        reason="arrival_time_short",
        set=PERMITTED,
    ),
)
