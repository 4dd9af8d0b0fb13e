"""A school uses a listed provider with leave, by a contract that keeps every rule, with cleared people."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import DatabaseError

from factories.engaged import (
    LISTED,
    Office,
    a_contract_in_force,
    allow_use,
    an_office,
    draft,
    list_a_provider,
    outsider,
    set_caps,
)
from factories.refused import reasons_of
from factories.world import World, a_world
from kehou.kernel.actor import Actor, Role
from kehou.kernel.fen import Fen
from kehou.platform.access.performing import perform
from kehou.platform.database.rows import new_id
from kehou.providers.models import Contract, Provider, Score
from kehou.providers.public import clearances_of, contract_of
from kehou.providers.services.contracting import (
    UnableToContract,
    approve_contract,
    end_contract,
    name_staff,
)
from kehou.providers.services.moving import move_provider
from kehou.providers.services.using import UnableToUse, ask_use, decide_use
from kehou.registry.services.organising import open_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def office(world: World) -> Office:
    return an_office(world)


@pytest.fixture
def listed(office: Office) -> Provider:
    return list_a_provider(office)


@pytest.fixture
def allowed(world: World, office: Office, listed: Provider) -> Provider:
    set_caps()
    allow_use(world, office, listed)
    return listed


def ask(world: World, provider_id: Any, **changes: Any) -> Any:
    given = {"course_count": 1, "need_statement": "本校无人会教"} | changes
    return perform(
        ask_use,
        actor=world[Role.SCHOOL_PLAN],
        now=LISTED,
        place=world.place,
        term_id=world.term.id,
        provider_id=provider_id,
        **given,
    )


@pytest.mark.clause("A6.6", "A6.8", "A6.15")
def test_a_contract_in_force_names_price_people_and_days(world: World, office: Office) -> None:
    contract = a_contract_in_force(world, office)
    asked = {"course_key": "dance", "term_id": world.term.id}
    with world.inside():
        found = contract_of(world.school.id, on=world.term.first_date, **asked)
        assert found
        assert found.provider_id == contract.provider_id
        assert found.price == Fen(24_000)
        assert len(found.staff_ids) == 1
        day_before = world.term.first_date - timedelta(days=1)
        assert contract_of(world.school.id, on=day_before, **asked) is None
        (coach,) = found.staff_ids
        info = clearances_of([coach], school_id=world.school.id, on=world.term.first_date)[coach]
    assert info.is_cleared
    assert info.provider_id == contract.provider_id


@pytest.mark.clause("A6.6")
def test_a_need_and_a_listed_body_are_asked_for(world: World, listed: Provider) -> None:
    with pytest.raises(UnableToUse) as refused:
        ask(world, listed.id, need_statement=" ")
    assert reasons_of(refused) == {"need_missing"}
    with pytest.raises(UnableToUse) as refused:
        ask(world, new_id())
    assert reasons_of(refused) == {"provider_not_listed"}
    ask(world, listed.id)
    with pytest.raises(UnableToUse) as refused:
        ask(world, listed.id)
    assert reasons_of(refused) == {"use_asked"}


@pytest.mark.clause("A6.16")
def test_caps_that_are_unset_or_reached_refuse_a_school(
    world: World, office: Office, listed: Provider
) -> None:
    request = ask(world, listed.id, course_count=3)
    decision = {"request_id": request.id, "approved": True, "actor": office.approver, "now": LISTED}
    with pytest.raises(UnableToUse) as refused:
        perform(decide_use, **decision)
    assert refused.value.clauses == ("A6.16",)
    set_caps()
    with pytest.raises(UnableToUse) as refused:
        perform(decide_use, **decision)
    assert reasons_of(refused) == {"third_party_cap_exceeded"}
    assert refused.value.verdicts[0].subject == "tp_cap_courses"
    refusing = decision | {"approved": False, "reason": "超过上限"}
    perform(decide_use, **refusing)
    with pytest.raises(UnableToUse) as refused:
        perform(decide_use, **refusing)
    assert reasons_of(refused) == {"use_decided"}


@pytest.mark.clause("A6.16")
def test_a_third_school_is_refused_where_two_are_allowed(office: Office, listed: Provider) -> None:
    set_caps()
    for number in range(2):
        allow_use(a_world(short_code="y" * (number + 3)), office, listed)
    request = ask(a_world(short_code="y" * 5), listed.id)
    with pytest.raises(UnableToUse) as refused:
        perform(decide_use, request_id=request.id, approved=True, actor=office.approver, now=LISTED)
    assert refused.value.verdicts[0].subject == "tp_cap_schools"


@pytest.mark.clause("A6.15")
def test_without_leave_there_is_no_contract(world: World, listed: Provider) -> None:
    with pytest.raises(UnableToContract) as refused:
        draft(world)
    assert "A6.15" in refused.value.clauses


@pytest.mark.clause("A6.8", "A6.11", "A6.12", "A6.17", "A9.17", "A2.7", "A9.30")
@pytest.mark.parametrize(
    ("changes", "clause"),
    [
        ({"price": Fen(801)}, "A6.8"),
        ({"price": Fen(801)}, "A6.11"),
        ({"price": Fen(801)}, "A6.12"),
        ({"first": LISTED.date()}, "A6.8"),
        ({"last": date(2027, 1, 1)}, "A6.8"),
        ({"last": date(2027, 1, 1)}, "A6.6"),
        ({"covers": frozenset({"roll_call"})}, "A6.17"),
        ({"covers": frozenset({"whole_service"})}, "A6.17"),
        ({"covers": frozenset({"money"})}, "A9.17"),
        ({"covers": frozenset({"data"})}, "A6.17"),
        ({"benefits": Fen(1)}, "A2.7"),
        ({"prepaid": Fraction(3, 10)}, "A9.30"),
    ],
)
def test_what_a_contract_may_not_hold(
    world: World, allowed: Provider, changes: dict[str, Any], clause: str
) -> None:
    with pytest.raises(UnableToContract) as refused:
        draft(world, **changes)
    assert clause in refused.value.clauses


@pytest.mark.clause("A6.6")
def test_a_course_that_own_staff_offer_is_warned_about(world: World, allowed: Provider) -> None:
    assert draft(world, own_staff_offer=True).warnings == ["own_staff_offer_course"]


@pytest.mark.clause("A6.13", "A6.14", "A9.23")
def test_a_contract_is_approved_with_cleared_people_by_another_person(
    world: World, allowed: Provider
) -> None:
    contract = draft(world)
    head = world[Role.SCHOOL_HEAD]
    approval = {"now": LISTED, "contract_id": contract.id}
    with pytest.raises(UnableToContract) as refused:
        perform(approve_contract, actor=head, **approval)
    assert reasons_of(refused) == {"contract_without_staff"}
    coach = outsider(
        world, kind="third_party", outside_kind="", provider_id=allowed.id, checks=False, now=LISTED
    )
    stranger = outsider(world, name="外聘乙", checks=False)
    naming = {"actor": world[Role.SCHOOL_PLAN], "now": LISTED, "contract_id": contract.id}
    with pytest.raises(UnableToContract) as refused:
        perform(name_staff, file_ids=[stranger.id], **naming)
    assert reasons_of(refused) == {"staff_of_other_body"}
    perform(name_staff, file_ids=[coach.id], **naming)
    with pytest.raises(UnableToContract) as refused:
        perform(approve_contract, actor=head, **approval)
    assert refused.value.clauses == ("A6.14",)
    assert reasons_of(refused) == {"staff_not_cleared"}
    drafter = world[Role.SCHOOL_PLAN]
    both = Actor(drafter.person_id, (*drafter.grants, *head.grants))
    with pytest.raises(UnableToContract) as refused:
        perform(approve_contract, actor=both, **approval)
    assert "A9.23" in refused.value.clauses
    assert "drafter_approves" in reasons_of(refused)


@pytest.mark.clause("A9.10")
def test_a_second_contract_of_the_term_is_not_dearer(world: World, office: Office) -> None:
    contract = a_contract_in_force(world, office)
    cheaper = {"number": "合同2026-2", "price": Fen(700)}
    with world.inside():
        Contract.objects.filter(pk=contract.id).update(ended_date=LISTED.date())
    approve_another(world, draft(world, **cheaper), contract)
    with pytest.raises(UnableToContract) as refused:
        draft(world, number="合同2026-3", price=Fen(701))
    assert refused.value.clauses == ("A9.10",)


def approve_another(world: World, contract: Contract, before: Contract) -> None:
    with world.inside():
        coach = before.staff.get().file_id
    naming = {"now": LISTED, "contract_id": contract.id}
    perform(name_staff, actor=world[Role.SCHOOL_PLAN], file_ids=[coach], **naming)
    perform(approve_contract, actor=world[Role.SCHOOL_HEAD], **naming)


@pytest.mark.clause("A6.10")
def test_low_satisfaction_twice_ends_renewal(world: World, allowed: Provider) -> None:
    terms = {"county_code": world.place.code, "year": 2025}
    with world.inside():
        past = [
            open_term(half="autumn", first=date(2025, 9, 1), last=date(2026, 1, 30), **terms),
            open_term(half="spring", first=date(2025, 2, 17), last=date(2025, 7, 4), **terms),
        ]
        for term in past:
            Score.objects.create(
                county_code=world.place.code,
                provider=allowed,
                term_id=term.id,
                content_count=79,
                asked_count=100,
                entered_by=new_id(),
                entered_at=LISTED,
            )
    with pytest.raises(UnableToContract) as refused:
        draft(world)
    assert refused.value.clauses == ("A6.10",)


@pytest.mark.clause("A6.10", "A6.14")
def test_a_removed_bodys_contract_and_people_are_out_the_same_day(world: World, office: Office) -> None:
    contract = a_contract_in_force(world, office)
    running = world.term.first_date + timedelta(days=8)
    now = LISTED.replace(year=2026, month=3, day=10)
    removal = {"provider_id": contract.provider_id, "event": "remove", "reason": "安全事故"}
    perform(move_provider, actor=office.approver, now=now, **removal)
    with world.inside():
        found = contract_of(world.school.id, course_key="dance", term_id=world.term.id, on=running)
        assert found is None
        coach = contract.staff.get().file.person_id
        info = clearances_of([coach], school_id=world.school.id, on=running)[coach]
    assert not info.is_cleared
    assert info.lacking == ("所属机构不在名单内",)


@pytest.mark.clause("A6.10")
def test_a_school_ends_its_contract_once_with_a_reason(world: World, office: Office) -> None:
    contract = a_contract_in_force(world, office)
    ending = {"actor": world[Role.SCHOOL_HEAD], "now": LISTED, "contract_id": contract.id}
    with pytest.raises(UnableToContract):
        perform(end_contract, reason="", **ending)
    perform(end_contract, reason="教练多次迟到", **ending)
    with pytest.raises(UnableToContract) as refused:
        perform(end_contract, reason="教练多次迟到", **ending)
    assert reasons_of(refused) == {"contract_ended"}


@pytest.mark.clause("A7.11")
def test_a_signed_price_is_not_altered(world: World, office: Office) -> None:
    contract = a_contract_in_force(world, office)
    with pytest.raises(DatabaseError, match="kept as they were written"), world.inside():
        Contract.objects.filter(pk=contract.id).update(price_fen=900)
