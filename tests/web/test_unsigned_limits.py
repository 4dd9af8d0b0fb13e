"""One network sends only so much a day without signing in; no address is kept, no word is lost (A2.14)."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import ip_network

import pytest
from django.db import connection
from django.test import Client, RequestFactory

from factories.law import lay_down_the_law
from factories.main_pages import through_the_draw
from factories.world import NOW, World, a_world
from kehou.notices.models import Notice, Objection
from kehou.oversight.models import Case
from kehou.platform.access.addresses import address_of
from kehou.platform.access.models import AddressCount, DaySalt
from kehou.platform.access.tasks import forget_arrivals
from kehou.platform.access.unsigned import may_send
from kehou.platform.clock.business import set_business_now

pytestmark = pytest.mark.django_db
HOME, ELSEWHERE = "203.0.113.7", "198.51.100.9"
TEXT = "班主任在群里说不参加的以后评优靠后"
MOST = 30


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    set_business_now(NOW)
    return a_world(grades=(1,), per_class=1)


def _report(world: World, *, by: str = HOME, **headers: str) -> str:
    """Where a report leads: the receipt, or the form again with what it says."""
    answer = Client(REMOTE_ADDR=by, headers=headers).post(
        f"/report/{world.school.short_code}/", {"kind": "forced", "text": TEXT}
    )
    return "taken" if answer.status_code == 302 else answer.content.decode()


def _spent(world: World, *, by: str = HOME) -> None:
    for _ in range(MOST):
        assert _report(world, by=by) == "taken"


def _cases(world: World) -> int:
    with world.inside():
        return Case.objects.count()


@pytest.mark.clause("A2.14")
def test_one_more_is_refused_kindly_and_nothing_written_is_lost(world: World) -> None:
    _spent(world)
    refused = _report(world)
    assert "今天从您所在的网络已经提交了30件" in refused
    assert "12345" in refused
    assert TEXT in refused
    assert _cases(world) == MOST
    assert _report(world, by=ELSEWHERE) == "taken"  # nobody else is held up


def test_without_the_count_it_would_be_taken(world: World) -> None:
    _spent(world)
    AddressCount.objects.all().delete()
    assert _report(world) == "taken"


def test_tomorrow_it_is_taken_again(world: World) -> None:
    _spent(world)
    for row in AddressCount.objects.all():
        AddressCount.objects.filter(pk=row.pk).update(day_date=row.day_date - timedelta(days=1))
    assert _report(world) == "taken"
    assert AddressCount.objects.count() == 1  # yesterday's is gone


def test_neither_an_address_nor_a_moment_is_kept(world: World) -> None:
    assert _report(world) == "taken"
    with connection.cursor() as cursor:
        cursor.execute("SELECT a::text, s::text FROM platform_addresscount a, platform_daysalt s")
        ((count, salt),) = cursor.fetchall()
    assert HOME not in count + salt
    assert ":" not in count + salt  # a day has no colon, a moment would
    assert {field.name for field in AddressCount._meta.fields} == {"id", "day_date", "token", "count"}


def test_with_the_salt_gone_the_address_leads_to_another_count(world: World) -> None:
    def token() -> str:
        assert may_send(HOME, kind="report/430181", most=MOST)
        return AddressCount.objects.latest("id").token

    first = token()
    assert token() == first  # the control: by the day's salt one would find the row again
    DaySalt.objects.all().delete()
    AddressCount.objects.all().delete()
    assert token() != first


def test_the_night_destroys_what_was_counted(world: World) -> None:
    assert _report(world) == "taken"
    forget_arrivals()
    assert DaySalt.objects.count() == 1
    AddressCount.objects.update(day_date="2026-01-01")
    DaySalt.objects.update(day_date="2026-01-01")
    forget_arrivals()
    assert (DaySalt.objects.count(), AddressCount.objects.count()) == (0, 0)


def test_what_a_stranger_says_of_the_own_address_counts_for_nothing(world: World) -> None:
    for number in range(MOST):
        assert _report(world, **{"x-forwarded-for": f"192.0.2.{number}"}) == "taken"
    assert "已经提交了" in _report(world, **{"x-forwarded-for": "192.0.2.99"})


def test_who_believes_everybody_could_be_told_anything(world: World, settings) -> None:  # type: ignore[no-untyped-def]
    settings.KEHOU_PROXIES = (ip_network("0.0.0.0/0"),)
    for number in range(MOST + 1):
        assert _report(world, **{"x-forwarded-for": f"192.0.2.{number}"}) == "taken"


@pytest.mark.parametrize(
    ("nearest", "said", "found"),
    [
        ("127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "1.1.1.1, 203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "1.1.1.1, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        ("127.0.0.1", "1.1.1.1, nonsense", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("203.0.113.9", "1.1.1.1", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "", "203.0.113.7"),
        ("", "1.1.1.1", ""),
    ],
)
def test_only_our_own_proxies_are_believed(settings, nearest: str, said: str, found: str) -> None:  # type: ignore[no-untyped-def]
    settings.KEHOU_PROXIES = (ip_network("127.0.0.0/8"), ip_network("10.0.0.0/8"))
    request = RequestFactory().get("/", REMOTE_ADDR=nearest, headers={"x-forwarded-for": said})
    assert address_of(request) == found


@pytest.mark.clause("A2.14")
def test_a_notice_takes_so_many_objections_of_one_network() -> None:
    lay_down_the_law()
    world = a_world(per_class=1, urban_rural_code="121")
    through_the_draw(world, choosing=1)
    with world.inside():
        Notice.objects.update(closed_at=None)
        page = f"/n/{Notice.objects.get().code}/objection/"
    client, words = Client(REMOTE_ADDR=HOME), {"text": "价格太高"}
    for _ in range(MOST):
        assert client.post(page, words).status_code == 302
    refused = client.post(page, words)
    assert "对这份公示已经提交了30件" in refused.content.decode()
    assert "价格太高" in refused.content.decode()
    with world.inside():
        assert Objection.objects.count() == MOST
    assert Client(REMOTE_ADDR=ELSEWHERE).post(page, words).status_code == 302
