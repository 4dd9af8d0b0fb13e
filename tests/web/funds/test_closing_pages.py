"""The book and the closing on the screen, from the first entry to the archive, and the public account."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories.books import BookWorld
from factories.closed import OVER, STATEMENT, a_term_of_money, close_a_term, finish, give_back
from factories.law import lay_down_the_law
from factories.visitors import of_role, stranger
from factories.world import World, a_world
from kehou.funds.accounts.publishing import publish_account
from kehou.funds.models import PublicAccount
from kehou.funds.public import term_account
from kehou.kernel.actor import Role
from kehou.ledger.chain import canonical, next_hash
from kehou.platform.access.performing import perform
from kehou.platform.audit.models import AuditEvent
from kehou.platform.clock.business import set_business_now

pytestmark = pytest.mark.django_db
YUAN = f"{STATEMENT / 100:.2f}"


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    set_business_now(OVER)
    return a_world(per_class=1)


@pytest.fixture
def book(world: World) -> BookWorld:
    return a_term_of_money(world)


def _published(book: BookWorld, kind: str = "preliminary") -> PublicAccount:
    head = book.world[Role.SCHOOL_HEAD]
    return perform(publish_account, actor=head, now=OVER, ledger_id=book.ledger.id, kind=kind)


def test_an_accountant_opens_the_book_of_a_term(world: World) -> None:
    accountant = of_role(world, Role.SCHOOL_ACCOUNTANT)
    assert "还没有建账" in accountant.get("/ledgers/").content.decode()
    opened = accountant.post(f"/ledgers/{world.school.id}/{world.term.id}/", follow=True)
    assert "账簿已经建立" in opened.content.decode()
    again = accountant.post(f"/ledgers/{world.school.id}/{world.term.id}/")
    assert again.status_code == 409
    assert "本学期账簿已经建立" in again.content.decode()


@pytest.mark.clause("A9.22", "A9.23", "A9.9")
def test_the_book_is_shown_to_the_school_and_its_supervisors_only(book: BookWorld) -> None:
    address = f"/ledgers/{book.ledger.id}/"
    for role in (Role.SCHOOL_ACCOUNTANT, Role.SCHOOL_HEAD, Role.COUNTY_OFFICER):
        page = of_role(book.world, role).get(address).content.decode()
        assert "参与教师补助" in page
        assert "520.00元" in page
        assert book.key(1) not in page  # no line about a child
    assert of_role(book.world, Role.TEACHER).get(address).status_code == 404
    assert stranger().get(address).status_code == 404
    other = a_world(short_code="other")
    assert of_role(other, Role.SCHOOL_ACCOUNTANT).get(address).status_code == 404


@pytest.mark.clause("A9.22")
def test_a_book_is_taken_away_whole(book: BookWorld) -> None:
    accountant = of_role(book.world, Role.SCHOOL_ACCOUNTANT)
    file = accountant.get(f"/ledgers/{book.ledger.id}/files/book/")
    assert json.loads(file.content)["count"] == 10
    assert b"commodity" in accountant.get(f"/ledgers/{book.ledger.id}/files/journal/").content


@pytest.mark.clause("A9.11", "A11.8", "A9.23")
def test_a_term_is_closed_on_its_page_by_the_people_it_takes(book: BookWorld) -> None:
    desk = f"/ledgers/{book.ledger.id}/closing/"
    accountant, head, cashier = (
        of_role(book.world, role) for role in (Role.SCHOOL_ACCOUNTANT, Role.SCHOOL_HEAD, Role.SCHOOL_CASHIER)
    )
    assert accountant.post(f"{desk}request/", {"B1": "1.00", "T1": "0"}).status_code == 409
    assert accountant.post(f"{desk}request/", {"B1": YUAN, "T1": "0"}).status_code == 302
    with book.world.inside():
        closing = book.ledger.closing
    assert accountant.post(f"/closings/{closing.id}/confirmation/", {"B1": YUAN}).status_code == 404
    assert head.post(f"/closings/{closing.id}/confirmation/", {"B1": YUAN, "T1": "0"}).status_code == 302
    assert 'data-state="now"' in head.get(desk).content.decode()
    head.post(f"/closings/{closing.id}/continuation/")
    page = cashier.get(desk).content.decode()
    assert page.count('data-state="done"') == 4  # and it survives a reload, since it stands in rows
    assert "返还430.00元，3户" in page
    assert "学生201" in page
    shares = [part.split('"')[0] for part in page.split('name="share" value="')[1:]]
    assert len(shares) == 3
    cashier.post(f"/ledgers/{book.ledger.id}/batches/families/", {"purse_code": "B1", "share": shares})
    with book.world.inside():
        batch = book.ledger.batches.get()
    assert accountant.post(f"/batches/{batch.id}/confirmation/", {"proof": "回单1"}).status_code == 302
    assert accountant.post(f"/ledgers/{book.ledger.id}/return/").status_code == 302
    final = head.post(f"/ledgers/{book.ledger.id}/accounts/final/", follow=True)
    assert "最终公示" in final.content.decode()
    assert "已归档" in head.post(f"/ledgers/{book.ledger.id}/archive/", follow=True).content.decode()


@pytest.mark.clause("A9.23")
def test_only_who_gives_back_sees_names_and_each_look_is_kept(book: BookWorld) -> None:
    close_a_term(book)
    desk = f"/ledgers/{book.ledger.id}/closing/"
    for role, sees in ((Role.SCHOOL_CASHIER, True), (Role.SCHOOL_HEAD, False), (Role.COUNTY_OFFICER, False)):
        page = of_role(book.world, role).get(desk).content.decode()
        assert ("学生201" in page) == sees, role
        assert (book.key(1) in page) != sees
    with book.world.inside():
        assert AuditEvent.objects.filter(action="shares.read").count() == 1


@pytest.mark.clause("A9.11")
def test_a_family_is_told_before_its_share_is_parked(book: BookWorld) -> None:
    close_a_term(book)
    with book.world.inside():
        share = book.ledger.shares.order_by("pupil_key")[0]
    accountant = of_role(book.world, Role.SCHOOL_ACCOUNTANT)
    assert accountant.post(f"/shares/{share.id}/parking/").status_code == 409
    accountant.post(f"/shares/{share.id}/notice/", {"channel": "visit"})
    assert "待领取（1笔）" in accountant.post(f"/shares/{share.id}/parking/", follow=True).content.decode()


@pytest.mark.clause("A11.8")
def test_anyone_reads_the_account_and_its_earlier_versions(book: BookWorld) -> None:
    close_a_term(book)
    first = _published(book)
    give_back(book)
    finish(book)
    last = _published(book, "final")
    listed = stranger().get(f"/schools/{book.world.school.short_code}/accounts/").content.decode()
    assert f"/accounts/{last.id}/" in listed
    page = stranger().get(f"/accounts/{last.id}/").content.decode()
    for shown in ("应退还家长430.00元，已退还430.00元", "1,080.00元", "320.00元", f"/accounts/{first.id}/"):
        assert shown in page
    assert not any(f"学生{grade}" in page for grade in range(1, 7))  # the children's names in this world
    assert "已退还0.00元" in stranger().get(f"/accounts/{first.id}/").content.decode()
    assert stranger().get(f"/accounts/{book.ledger.id}/").status_code == 404


@pytest.mark.clause("A11.8", "A9.11")
def test_a_visitor_can_make_the_account_again(book: BookWorld) -> None:
    close_a_term(book)
    account = _published(book)
    give_back(book)  # the book went on; the account's own entries are what it is made of
    figures = stranger().get(f"/accounts/{account.id}/figures/").json()
    head = figures["account"]["first_hash"]
    totals: dict[str, int] = {}
    for part in figures["chain"]:
        head = next_hash(head, part)
        for code, _, _, amount in part["sums"]:
            totals[code] = totals.get(code, 0) + amount
    assert head == figures["account"]["head"] == account.head
    assert totals["5001"] == figures["account"]["lines"]["5001"]
    assert sum(row[4] for row in figures["shares"]) == figures["account"]["lines"]["6001"]
    text = canonical(figures).decode()
    people = [str(child.pupil_id) for child in book.world.children]
    people += [str(actor.person) for actor in book.world.actors.values()]
    assert [person for person in people if person in text] == []
    with book.world.inside():
        told = term_account(book.world.school.id, book.world.term.id)
    assert told
    assert told.content.head == head


def test_pages_ask_a_fixed_number_of_queries_and_stay_light(book: BookWorld) -> None:
    close_a_term(book)
    account = _published(book)
    accountant = of_role(book.world, Role.SCHOOL_ACCOUNTANT)
    for client, address, most in (
        (accountant, f"/ledgers/{book.ledger.id}/", 30),
        (accountant, f"/ledgers/{book.ledger.id}/closing/", 40),
        (stranger(), f"/accounts/{account.id}/", 20),
    ):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address)
        assert page.status_code == 200
        assert len(queries) <= most, (address, len(queries))
        assert len(page.content) < 100_000
