"""A coach with files at two schools signs in once, sees both, and leads at each under the name kept there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from factories.afternoon import at, running_school, session_on
from factories.browsing import text_of
from factories.engaged import Office, a_contract_in_force, an_office, outsider
from factories.law import lay_down_the_law
from factories.world import World, a_world
from kehou.delivery.models import Session
from kehou.kernel.verdict import UnableTo
from kehou.platform.access.models import Account
from kehou.platform.access.passwords import choose_password
from kehou.platform.access.performing import perform
from kehou.platform.clock.business import set_business_now
from kehou.platform.database.rows import new_id
from kehou.providers.models import Agent, Contract, PersonFile
from kehou.providers.services.agents import close_agent, open_agent, reset_agent
from kehou.registry.models import Identity

pytestmark = pytest.mark.django_db
NOON = at(12, 0)
NUMBER = "居民身份证 11010519491231002X"
PAGE, DAY = "/provider-sessions/", "/afternoon/sessions/"


@dataclass(frozen=True)
class Two:
    """One body with contracts at two schools, each of which keeps a file of the same coach."""

    worlds: tuple[World, World]
    office: Office
    body: UUID
    files: tuple[PersonFile, PersonFile]

    def open(self, place: int, **changes: Any) -> str:
        """The county opens the coach's account at one of the schools."""
        file = changes.pop("file", self.files[place])
        said = {"provider_id": self.body, "file_id": file.id, "login": "chen.guang"} | changes
        return perform(open_agent, actor=self.office.officer, now=NOON, **said)

    def agent(self, place: int) -> Agent:
        """The coach's account at one of the schools."""
        with self.worlds[place].inside():
            return Agent.objects.get(person_id=self.files[place].person_id, closed_at=None)

    def close(self, place: int) -> None:
        """The county takes the account away at one of the schools."""
        perform(close_agent, actor=self.office.officer, now=NOON, agent_id=self.agent(place).id)


@pytest.fixture
def two() -> Two:
    lay_down_the_law()
    worlds = (a_world(urban_rural_code="111", per_class=1), a_world(short_code="ex", per_class=1))
    office = an_office(worlds[0])
    contract = a_contract_in_force(worlds[0], office)
    with worlds[0].inside():
        contract.refresh_from_db()
    second = Contract(**{name: value for name, value in vars(contract).items() if not name.startswith("_")})
    second.pk, second.school_id, second.number = new_id(), worlds[1].school.id, "演教合〔2026〕9号"
    with worlds[1].inside():
        second.save(force_insert=True)
    coach = {"kind": "third_party", "outside_kind": "", "provider_id": contract.provider_id}
    files = [outsider(world, name="陈光", id_number=NUMBER, now=NOON, **coach) for world in worlds]
    set_business_now(NOON)
    return Two(worlds, office, contract.provider_id, (files[0], files[1]))


def _signed_in() -> Client:
    """The coach, who chose a password of their own."""
    client, account = Client(), Account.objects.get(login="chen.guang")
    choose_password(account, "a-quiet-willow")
    client.force_login(account)
    return client


def _led(two: Two, place: int) -> Session:
    """The chess of the first Monday is led by the coach."""
    world, coach = two.worlds[place], two.files[place].person_id
    running_school(world)
    row = session_on(world)
    with world.inside():
        Session.objects.filter(pk=row.pk).update(
            leader_id=coach, leader_kind="third_party", provider_key=str(two.body)
        )
    return row


@pytest.mark.clause("A6.17", "A6.13")
def test_one_account_sees_both_schools_and_leads_at_each_by_its_own_name(two: Two) -> None:
    session = _led(two, 1)
    password = two.open(0)
    assert password
    assert two.open(1, login="") == ""  # nothing new to remember
    account = Account.objects.get(login="chen.guang")
    assert account.check_password(password)
    coach = _signed_in()
    page = text_of(coach, PAGE)
    assert "到这所学校上课" in page  # the session at the second school, seen from the first
    address = f"{DAY}{session.id}/"
    assert coach.get(address).status_code == 404
    assert coach.post(f"{PAGE}{two.worlds[1].school.id}/standing/").status_code == 302
    assert session.title in text_of(coach, DAY)
    assert coach.get(address).status_code == 200
    assert address in text_of(coach, PAGE)
    assert coach.post(f"{PAGE}{new_id()}/standing/").status_code == 404
    assert coach.post(f"{PAGE}{two.worlds[0].school.id}/standing/").status_code == 302
    assert coach.get(address).status_code == 404


@pytest.mark.clause("A6.17")
def test_other_people_and_other_bodies_are_not_taken_for_the_same(two: Two) -> None:
    two.open(0)
    coach: dict[str, Any] = {"kind": "third_party", "outside_kind": "", "provider_id": two.body}
    alike = outsider(two.worlds[1], name="陈光", id_number="居民身份证 440524188001010014", now=NOON, **coach)
    assert two.open(1, file=alike, login="chen.guang2")  # the same name is not the same person
    with pytest.raises(UnableTo) as twice:
        two.open(0, login="")
    assert twice.value.verdicts[0].reason == "account_exists"
    assert not Account.objects.get(login="chen.guang").identities.exists()


@pytest.mark.clause("A6.17")
def test_the_account_ends_at_each_school_by_itself_and_with_the_last(two: Two) -> None:
    two.open(0)
    two.open(1, login="")
    renewed = perform(reset_agent, actor=two.office.officer, now=NOON, agent_id=two.agent(1).id)
    assert Account.objects.get(login="chen.guang").check_password(renewed)
    two.close(0)  # the first identity: the other goes on
    coach = _signed_in()
    assert coach.get(PAGE).status_code == 200
    assert coach.post(f"{PAGE}{two.worlds[0].school.id}/standing/").status_code == 404
    assert two.open(0, login="") == ""  # and may come back
    two.close(1)
    assert Account.objects.get(login="chen.guang").is_active
    two.close(0)
    assert not Account.objects.get(login="chen.guang").is_active
    assert coach.get(PAGE).status_code in (302, 404)


def test_the_page_adds_a_known_person_without_a_login(two: Two) -> None:
    two.open(0)
    officer = Client()
    officer.force_login(
        Account.objects.create(login="officer", person_id=two.office.officer.person, password="x")
    )
    address = f"/providers/{two.body}/accounts/"
    assert "加到账号chen.guang" in text_of(officer, address)
    known = {"file_id": str(two.files[1].id), "login": ""}
    said = officer.post(f"{address}entry/", known, follow=True).content.decode()
    assert "已有本机构的账号" in said
    with two.worlds[0].inside():
        stranger = (
            PersonFile.objects.filter(provider_id=two.body, school_id=two.worlds[0].school.id)
            .exclude(pk=two.files[0].id)
            .get()
        )
    lacking = officer.post(f"{address}entry/", {"file_id": str(stranger.id), "login": ""}).content.decode()
    assert "请填写账号" in lacking


def _opened_apart(two: Two) -> None:
    """Two accounts of one coach, as they could be opened before one served for both."""
    two.open(0)
    with two.worlds[1].inside():
        number = Identity.objects.filter(pk=two.files[1].person_id)
        token = number.values_list("id_token", flat=True).get()
        number.update(id_token="")
        two.open(1, login="chen.guang2")
        number.update(id_token=token)


def _officer(two: Two) -> Client:
    client = Client()
    person = two.office.officer.person
    client.force_login(Account.objects.create(login="officer", person_id=person, password="x"))
    return client


@pytest.mark.clause("A6.17")
def test_the_county_makes_one_account_of_two(two: Two) -> None:
    session = _led(two, 1)
    _opened_apart(two)
    other, coach = Client(), _signed_in()
    other.force_login(Account.objects.get(login="chen.guang2"))
    assert coach.post(f"{PAGE}{two.worlds[1].school.id}/standing/").status_code == 404  # the control
    officer, address = _officer(two), f"/providers/{two.body}/accounts/"
    assert "同一个人有两个账号" in text_of(officer, address)
    merging = f"{address}{two.agent(0).id}/merging/{two.agent(1).id}/"
    assert "以后只用账号chen.guang登录" in officer.post(merging, follow=True).content.decode()
    assert "同一个人有两个账号" not in text_of(officer, address)
    assert two.agent(1).login == "chen.guang"
    assert not Account.objects.get(login="chen.guang2").is_active
    assert other.get(PAGE).status_code in (302, 404)
    assert coach.post(f"{PAGE}{two.worlds[1].school.id}/standing/").status_code == 302
    assert session.title in text_of(coach, DAY)
    assert officer.post(merging).status_code == 404  # that account is closed
    again = officer.post(f"{address}{two.agent(0).id}/merging/{two.agent(1).id}/")
    assert (again.status_code, "已经是同一个账号" in again.content.decode()) == (409, True)
    two.close(0)
    assert Account.objects.get(login="chen.guang").is_active  # the second school goes on
    two.close(1)
    assert not Account.objects.get(login="chen.guang").is_active


@pytest.mark.clause("A6.17")
def test_two_people_are_not_made_one(two: Two) -> None:
    _opened_apart(two)
    with two.worlds[1].inside():
        Identity.objects.filter(pk=two.files[1].person_id).update(id_token="another")
    officer, address = _officer(two), f"/providers/{two.body}/accounts/"
    assert "同一个人有两个账号" not in text_of(officer, address)
    refused = officer.post(f"{address}{two.agent(0).id}/merging/{two.agent(1).id}/")
    assert (refused.status_code, "不是同一个人" in refused.content.decode()) == (409, True)
    assert officer.post(f"{address}{new_id()}/merging/{two.agent(1).id}/").status_code == 404
    assert Account.objects.get(login="chen.guang2").is_active


def test_no_contact_merges(two: Two) -> None:
    _opened_apart(two)
    coach = _signed_in()
    address = f"/providers/{two.body}/accounts/{two.agent(0).id}/merging/{two.agent(1).id}/"
    assert coach.post(address).status_code == 404
