"""A person serves with five checks passed, a clear query and, from outside, the county's leave."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError
from django.http import Http404

from factories.engaged import outsider, passed
from factories.refused import reasons_of
from factories.world import NOW, World, a_world
from kehou.kernel.actor import Role
from kehou.platform.access.performing import perform
from kehou.providers.models import CheckEntry, PersonFile
from kehou.providers.public import ClearanceInfo, clearances_of, key_of, leader_of
from kehou.providers.services.asking import UnableToAsk, UnableToDecidePerson, ask_approval, decide_person
from kehou.providers.services.checking import CheckInput, UnableToEnterCheck, record_checks, record_screening
from kehou.providers.services.filing import Outsider, UnableToFile, file_outsider
from kehou.providers.services.holding import UnableToHold, hold_person, lift_hold

pytestmark = pytest.mark.django_db
FIRST_DAY = date(2026, 3, 2)


@pytest.fixture
def world() -> World:
    return a_world()


def ask(world: World, file: PersonFile):  # type: ignore[no-untyped-def]
    return perform(
        ask_approval, actor=world[Role.SCHOOL_HEAD], now=NOW, file_id=file.id, term_id=world.term.id
    )


def decide(world: World, request, **changes):  # type: ignore[no-untyped-def]
    given = {"approved": True, "document_number": "演教人〔2026〕1号"} | changes
    return perform(decide_person, actor=world[Role.COUNTY_APPROVER], now=NOW, request_id=request.id, **given)


def clearance(world: World, person, *, on: date = FIRST_DAY) -> ClearanceInfo:  # type: ignore[no-untyped-def]
    with world.inside():
        return clearances_of([person], school_id=world.school.id, on=on)[person]


@pytest.mark.clause("A10.6", "A6.13")
def test_the_yearly_screening_clears_own_staff_until_its_year_is_over(world: World) -> None:
    teacher = world[Role.SCHOOL_TEACHING].person
    with world.inside():
        assert clearances_of([teacher], school_id=world.school.id, on=FIRST_DAY) == {}
    perform(
        record_screening,
        actor=world[Role.SCHOOL_SAFETY],
        now=NOW,
        place=world.place,
        people=[teacher],
        reference="演教人〔2025〕30号",
        checked_date=date(2025, 9, 1),
    )
    assert clearance(world, teacher).is_cleared
    assert clearance(world, teacher).cleared_until == date(2026, 9, 1)
    assert clearance(world, teacher, on=date(2026, 9, 1)).is_cleared
    late = clearance(world, teacher, on=date(2026, 9, 2))
    assert not late.is_cleared
    assert "政治表现核查已过期" in late.lacking


@pytest.mark.clause("A10.6")
def test_a_check_that_expires_sooner_ends_the_clearance_sooner(world: World) -> None:
    file = outsider(world)
    renewed = CheckInput("health", True, "体检2026-8", date(2026, 1, 12), date(2026, 4, 30))
    perform(record_checks, actor=world[Role.SCHOOL_SAFETY], now=NOW, file_id=file.id, checks=[renewed])
    assert clearance(world, file.person_id).cleared_until == date(2026, 4, 30)


@pytest.mark.clause("A10.6", "A6.14")
@pytest.mark.parametrize("item", list(CheckEntry.Item))
def test_one_failed_or_missing_check_is_enough_to_refuse(world: World, item: str) -> None:
    file = outsider(world, checks=False)
    assert "没有性侵违法犯罪信息查询" in clearance(world, file.person_id).lacking
    failed = passed(date(2026, 1, 12), but=item)
    perform(record_checks, actor=world[Role.SCHOOL_SAFETY], now=NOW, file_id=file.id, checks=failed)
    assert clearance(world, file.person_id).cleared_until is None
    with pytest.raises(UnableToAsk) as refused:
        ask(world, file)
    assert refused.value.clauses == ("A10.6",)


@pytest.mark.clause("A6.5")
def test_an_outsider_serves_in_the_term_for_which_the_county_approved(world: World) -> None:
    file = outsider(world)
    assert not clearance(world, file.person_id).is_cleared
    decide(world, ask(world, file))
    found = clearance(world, file.person_id)
    assert found.is_cleared
    assert found.county_approved
    assert found.kind == "outside"


@pytest.mark.clause("A6.5")
def test_leave_is_asked_once_and_only_for_who_needs_it(world: World) -> None:
    teacher = world[Role.TEACHER].person
    with world.inside():
        own = PersonFile.objects.get(person_id=teacher)
    with pytest.raises(UnableToAsk) as refused:
        ask(world, own)
    assert reasons_of(refused) == {"leave_not_needed"}
    file = outsider(world)
    ask(world, file)
    with pytest.raises(UnableToAsk) as refused:
        ask(world, file)
    assert reasons_of(refused) == {"request_open"}


@pytest.mark.clause("A6.5")
def test_the_county_refuses_with_a_reason_and_decides_once(world: World) -> None:
    request = ask(world, outsider(world))
    with pytest.raises(UnableToDecidePerson) as refused:
        decide(world, request, approved=False)
    assert reasons_of(refused) == {"refusal_without_reason"}
    decide(world, request, approved=False, reason="本校师资充足")
    with pytest.raises(UnableToDecidePerson) as refused:
        decide(world, request)
    assert [(row.clause, row.reason) for row in refused.value.verdicts] == [("A7.11", "request_decided")]


@pytest.mark.clause("A6.5")
@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"outside_kind": "shopkeeper"}, "outside_kind_not_listed"),
        ({"need": ""}, "outside_person_without_need"),
        ({"outside_kind": "troupe_professional"}, "professional_without_proof"),
    ],
)
def test_an_outsider_needs_a_ground_a_need_and_proof(world: World, changes: dict, reason: str) -> None:
    with pytest.raises(UnableToAsk) as refused:
        ask(world, outsider(world, **changes))
    assert reasons_of(refused) == {reason}


@pytest.mark.clause("A6.4")
def test_a_borrowed_teacher_comes_with_the_senders_consent(world: World) -> None:
    lent = {"kind": "seconded", "lender": "邻校", "outside_kind": ""}
    with pytest.raises(UnableToAsk) as refused:
        ask(world, outsider(world, **lent))
    assert refused.value.clauses == ("A6.4",)
    decide(world, ask(world, outsider(world, name="走教乙", sender_agreed=True, **lent)))


@pytest.mark.clause("A6.14")
def test_a_bar_is_known_in_the_whole_county(world: World) -> None:
    other = a_world(short_code="yx2")
    number = {"id_number": "identity_card:43018119700101001X"}
    file = outsider(other, **number)
    barred = {"file_id": file.id, "kind": "barred", "reason": "查询有记录"}
    perform(hold_person, actor=world[Role.COUNTY_APPROVER], now=NOW, **barred)
    request = ask(world, outsider(world, **number))
    with pytest.raises(UnableToDecidePerson) as refused:
        decide(world, request)
    assert reasons_of(refused) == {"barred_in_county"}


@pytest.mark.clause("A6.14")
def test_a_suspension_stops_at_once_and_a_bar_is_not_lifted(world: World) -> None:
    file = outsider(world)
    decide(world, ask(world, file))
    head = world[Role.SCHOOL_HEAD]
    with pytest.raises(UnableToHold) as refused:
        perform(hold_person, actor=head, now=NOW, file_id=file.id, kind="suspended", reason=" ")
    assert reasons_of(refused) == {"hold_without_reason"}
    hold = perform(hold_person, actor=head, now=NOW, file_id=file.id, kind="suspended", reason="家长反映")
    assert "已被暂停或禁止" in clearance(world, file.person_id).lacking
    perform(lift_hold, actor=head, now=NOW, hold_id=hold.id)
    assert clearance(world, file.person_id).is_cleared
    approver = world[Role.COUNTY_APPROVER]
    bar = perform(hold_person, actor=approver, now=NOW, file_id=file.id, kind="barred", reason="有记录")
    for final in (bar.id, hold.id):  # one for good, one lifted before
        with pytest.raises(UnableToHold) as refused:
            perform(lift_hold, actor=approver, now=NOW, hold_id=final)
        assert reasons_of(refused) == {"hold_final"}


@pytest.mark.clause("A10.6", "A6.13")
def test_nobody_enters_a_check_of_oneself_from_the_future_or_without_a_paper(world: World) -> None:
    me = world[Role.SCHOOL_SAFETY]
    screening = {"place": world.place, "people": [me.person], "reference": "1号"}
    with pytest.raises(UnableToEnterCheck) as refused:
        perform(record_screening, actor=me, now=NOW, checked_date=date(2026, 1, 5), **screening)
    assert reasons_of(refused) == {"check_by_oneself"}
    file = outsider(world, checks=False)
    wrong = [CheckInput("health", True, " ", (NOW + timedelta(days=1)).date())]
    with pytest.raises(UnableToEnterCheck) as refused:
        perform(record_checks, actor=me, now=NOW, file_id=file.id, checks=wrong)
    assert reasons_of(refused) == {"check_in_future", "check_without_reference"}


@pytest.mark.clause("A6.13")
def test_a_person_is_filed_once_and_with_consent(world: World) -> None:
    with pytest.raises(UnableToFile) as refused:
        outsider(world, consented=None, checks=False)
    assert reasons_of(refused) == {"person_without_consent"}
    number = {"id_number": "identity_card:43018119700101001X"}
    outsider(world, checks=False, **number)
    with pytest.raises(UnableToFile) as refused:
        outsider(world, checks=False, **number)
    assert reasons_of(refused) == {"person_known"}


@pytest.mark.clause("A6.14")
def test_a_provider_sends_no_serving_teacher(world: World) -> None:
    with pytest.raises(UnableToFile) as refused:
        outsider(world, kind="third_party", outside_kind="", is_serving_teacher=True, checks=False)
    assert "A6.14" in refused.value.clauses


@pytest.mark.clause("A7.11")
def test_a_check_stays_as_it_was_entered(world: World) -> None:
    outsider(world)
    with pytest.raises(DatabaseError, match="kept as they were written"), world.inside():
        CheckEntry.objects.update(passed=False)


def test_a_plans_key_names_one_person_and_back(world: World) -> None:
    teacher = world[Role.TEACHER].person
    file = outsider(world, leader_key="o1")
    with world.inside():
        assert leader_of(world.school.id, str(teacher)) == teacher
        assert leader_of(world.school.id, "o1") == file.person_id
        assert key_of(world.school.id, file.person_id) == "o1"
        assert leader_of(world.school.id, "nobody") is None


def test_a_stranger_files_nobody(world: World) -> None:
    other = a_world(short_code="yx2")
    with pytest.raises(Http404):
        perform(
            file_outsider,
            actor=other[Role.SCHOOL_HEAD],
            now=NOW,
            place=world.place,
            outsider=Outsider(name="某人", kind="outside", need="", consented=date(2026, 1, 1)),
        )


def test_the_query_count_does_not_grow_with_people(world: World, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    people = [world[role].person for role in (Role.SCHOOL_TEACHING, Role.SCHOOL_CASHIER, Role.SCHOOL_PLAN)]
    perform(
        record_screening,
        actor=world[Role.SCHOOL_SAFETY],
        now=NOW,
        place=world.place,
        people=people,
        reference="1号",
        checked_date=date(2026, 1, 5),
    )
    with world.inside(), django_assert_max_num_queries(9):
        assert len(clearances_of(people, school_id=world.school.id, on=FIRST_DAY)) == 3
