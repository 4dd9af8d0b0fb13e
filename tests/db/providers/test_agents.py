"""People of a body sign in for it alone: opened by its contact, over with its contract (A6.8, A6.17)."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.http import Http404
from django.test import Client

from factories.afternoon import at
from factories.browsing import staff_client, text_of
from factories.engaged import Office, a_contract_in_force, an_office, outsider
from factories.law import lay_down_the_law
from factories.refused import grounds_of
from factories.world import World, a_world
from kehou.kernel.actor import Actor, Role
from kehou.platform.access.holding import grants_of
from kehou.platform.access.models import Account
from kehou.platform.access.performing import perform
from kehou.platform.clock.business import set_business_now
from kehou.platform.database.rows import new_id
from kehou.providers.models import Agent, Contract, Provider
from kehou.providers.services.agents import (
    UnableToCloseAgent,
    UnableToOpenAgent,
    close_agent,
    name_contact,
    open_agent,
    reset_agent,
)
from kehou.providers.services.contracting import end_contract
from kehou.providers.services.moving import move_provider

pytestmark = pytest.mark.django_db
NOON = at(12, 0)
TODAY = NOON.date()


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="111", per_class=1)


@pytest.fixture
def office(world: World) -> Office:
    return an_office(world)


@pytest.fixture
def contract(world: World, office: Office) -> Contract:
    return a_contract_in_force(world, office)


def _contact(office: Office, contract: Contract, **changes: Any) -> Actor:
    """The body's contact, as who signs in."""
    said = {"name": "王联系", "phone": "13907310001", "login": "wulan.wang"} | changes
    perform(name_contact, actor=office.officer, now=NOON, provider_id=contract.provider_id, **said)
    return _signed_in(said["login"])


def _signed_in(login: str) -> Actor:
    person = Account.objects.get(login=login, is_active=True).person_id
    return Actor(person, grants_of(person, on=TODAY))


def _coach(world: World, contract: Contract) -> UUID:
    with world.inside():
        return contract.staff.get().file_id


@pytest.mark.clause("A6.8", "A6.17")
def test_a_contact_lets_the_bodys_own_people_in_and_out(
    world: World, office: Office, contract: Contract
) -> None:
    contact = _contact(office, contract)
    (grant,) = contact.grants
    assert (grant.role, grant.place, grant.detail) == (Role.PROVIDER, world.place, str(contract.provider_id))
    opening = {"provider_id": contract.provider_id, "file_id": _coach(world, contract), "login": "wulan.jia"}
    password = perform(open_agent, actor=contact, now=NOON, **opening)
    coach = _signed_in("wulan.jia")
    assert Account.objects.get(login="wulan.jia").check_password(password)
    assert [(row.place, row.detail) for row in coach.grants] == [(world.place, str(contract.provider_id))]
    with pytest.raises(UnableToOpenAgent) as twice:
        perform(open_agent, actor=contact, now=NOON, **(opening | {"login": "wulan.yi"}))
    assert grounds_of(twice) == {("A3.2", "account_exists")}
    with world.inside():
        agent = Agent.objects.get(person_id=coach.person)
    renewed = perform(reset_agent, actor=contact, now=NOON, agent_id=agent.id)
    assert Account.objects.get(login="wulan.jia").check_password(renewed)
    perform(close_agent, actor=contact, now=NOON, agent_id=agent.id)
    assert not Account.objects.get(login="wulan.jia").is_active
    assert grants_of(coach.person, on=TODAY) == ()
    for again in (close_agent, reset_agent):
        with pytest.raises(UnableToCloseAgent) as over:
            perform(again, actor=contact, now=NOON, agent_id=agent.id)
        assert grounds_of(over) == {("A6.17", "agent_closed_before")}


@pytest.mark.clause("A6.17")
def test_nobody_keeps_the_accounts_of_another_body(world: World, office: Office, contract: Contract) -> None:
    contact = _contact(office, contract)
    opening: dict[str, Any] = {"provider_id": contract.provider_id, "file_id": _coach(world, contract)}
    perform(open_agent, actor=contact, now=NOON, login="wulan.jia", **opening)
    with world.inside():
        other = Provider.objects.get(pk=contract.provider_id)
        other.pk, other.name, other.credit_code = new_id(), "另一机构", "91430100MA4L00024X"
        other.save(force_insert=True)
        mine = Agent.objects.get(person_id=contact.person)
        theirs = outsider(
            world, kind="third_party", outside_kind="", provider_id=other.id, name="教练乙", now=NOON
        )
    coach = _signed_in("wulan.jia")
    foreign = {"provider_id": other.id, "file_id": theirs.id, "login": "other.yi"}
    mixed = foreign | {"provider_id": contract.provider_id}
    for actor, asked in ((contact, foreign), (contact, mixed), (coach, opening | {"login": "wulan.er"})):
        with pytest.raises(Http404):
            perform(open_agent, actor=actor, now=NOON, **asked)
    for actor in (coach, world[Role.SCHOOL_HEAD], world[Role.TEACHER]):
        with pytest.raises(Http404):
            perform(close_agent, actor=actor, now=NOON, agent_id=mine.id)
    with pytest.raises(Http404):
        _contact_by(contact, contract)
    with pytest.raises(UnableToCloseAgent) as oneself:
        perform(close_agent, actor=contact, now=NOON, agent_id=mine.id)
    assert grounds_of(oneself) == {("A6.17", "agent_closes_oneself")}
    perform(close_agent, actor=office.officer, now=NOON, agent_id=mine.id)  # the county may
    with pytest.raises(Http404):  # and a contact of yesterday keeps nothing
        perform(open_agent, actor=contact, now=NOON, login="wulan.er", **opening)


@pytest.mark.clause("A6.8")
def test_only_a_listed_body_with_a_contract_has_accounts(
    world: World, office: Office, contract: Contract
) -> None:
    contact = _contact(office, contract)
    ending: dict[str, Any] = {"contract_id": contract.id, "reason": "教练多次迟到"}
    perform(end_contract, actor=world[Role.SCHOOL_HEAD], now=NOON, **ending)
    assert grants_of(contact.person, on=TODAY) == ()  # over the same day
    with pytest.raises(UnableToOpenAgent) as refused:
        _contact(office, contract, login="wulan.li")
    assert grounds_of(refused) == {("A6.8", "agent_without_contract")}
    moving: dict[str, Any] = {"provider_id": contract.provider_id, "reason": "抽查发现换人"}
    perform(move_provider, actor=office.approver, now=NOON, event="suspend", **moving)
    with pytest.raises(UnableToOpenAgent) as suspended:
        _contact(office, contract, login="wulan.li")
    assert grounds_of(suspended) == {("A6.8", "agent_body_not_listed")}
    perform(move_provider, actor=office.approver, now=NOON, event="remove", **moving)
    assert not Account.objects.get(login="wulan.wang").is_active
    with world.inside():
        assert not Agent.objects.filter(closed_at=None).exists()


@pytest.mark.clause("A6.17")
def test_the_page_is_for_the_county_and_for_ones_own_body(
    world: World, office: Office, contract: Contract
) -> None:
    set_business_now(NOON)
    address = f"/providers/{contract.provider_id}/accounts/"
    officer = staff_client(world, Role.COUNTY_OFFICER)
    assert "还没有账号" in text_of(officer, address)
    named = {"name": "王联系", "phone": "13907310001", "login": "wulan.wang"}
    shown = officer.post(f"{address}contact/", named).content.decode()
    (password,) = re.findall(r"<code[^>]*>([2-9a-z]{12})</code>", shown)
    contact = Client()
    assert contact.login(username="wulan.wang", password=password)
    own = "a-quiet-willow"
    contact.post("/sign-in/password/", {"present": password, "chosen": own, "again": own})
    page = text_of(contact, address)
    assert "登记机构联系人" not in page
    assert password not in page
    assert address in text_of(contact, "/providers/own/")
    opening = {"file_id": str(_coach(world, contract)), "login": "wulan.jia"}
    assert "初始密码只显示这一次" in contact.post(f"{address}entry/", opening).content.decode()
    assert contact.post(f"{address}contact/", named | {"login": "x.y.z"}).status_code == 404
    coach = Client()
    Account.objects.filter(login="wulan.jia").update(has_first_password=False)
    coach.force_login(Account.objects.get(login="wulan.jia"))
    assert coach.get("/providers/own/").status_code == 200
    for stranger in (coach, staff_client(world, Role.SCHOOL_HEAD), Client()):
        assert stranger.get(address).status_code == 404
    with world.inside():
        agent = Agent.objects.get(login="wulan.jia")
    assert contact.post(f"{address}{agent.id}/ending/").status_code == 302
    assert "已收回" in text_of(contact, address)


def _contact_by(actor: Actor, contract: Contract) -> None:
    said = {"name": "李联系", "phone": "13907310002", "login": "wulan.li"}
    perform(name_contact, actor=actor, now=NOON, provider_id=contract.provider_id, **said)
