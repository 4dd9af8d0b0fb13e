"""A child with a name and numbers found nowhere else: they lie sealed, and show only to whom they may."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from factories.registry import pupil_named, take_in, upload
from factories.registry import school as school
from factories.roll_files import good_row, id_number, phone
from factories.visitors import of_role, stranger
from factories.world import NOW, World, a_world
from house.test_endpoints import all_endpoints
from kehou.kernel.actor import Role
from kehou.platform.clock.business import set_business_now
from kehou.registry.models import Guardianship, SchoolClass

pytestmark = pytest.mark.django_db

CHILD, FATHER, MOTHER = "闾丘碧霄", "闾丘长风", "钟离晚晴"
PHONE, NUMBER = phone(77_665_544), id_number(sequence=777)
CARRIER = "factories.visitors.take_sms"
SECRETS = (CHILD, FATHER, MOTHER, PHONE, NUMBER)
WORK: dict[str, tuple[str, ...]] = {
    "plan": ("/sheets/classes/", "/sheets/pupils/", "/lists/classes/"),
}
ROW = good_row(
    777,
    姓名=CHILD,
    性别="1",
    身份证件号=NUMBER,
    成员1姓名=FATHER,
    成员1联系电话=PHONE,
    成员2姓名=MOTHER,
    成员2联系电话="",
)


@pytest.fixture
def child(school: World, settings: Any) -> World:
    """A school that has the child, after the office worked with the child's record."""
    settings.KEHOU_SMS_CARRIER = CARRIER
    set_business_now(NOW)
    take_in(school, ROW)
    upload(school, ROW | {"姓名": f"{CHILD}?"})
    office = of_role(school, Role.SCHOOL_TEACHING)
    _work(school, office)
    return school


def _work(school: World, office: Client) -> None:
    pupil = pupil_named(school, CHILD)
    with school.inside():
        row = SchoolClass.objects.get(code="202302")
        link = Guardianship.objects.get(relation="father")
    office.get(f"/classes/{row.id}/")
    office.get(f"/classes/{row.id}/families/")
    office.post(f"/schools/{school.school.id}/pupils/", {"name": CHILD})
    office.post(f"/pupils/{pupil.id}/", {"reason": "check_roll"})
    office.post(f"/links/{link.id}/contact/", {"name": FATHER, "phone": PHONE})
    office.post(f"/pupils/{pupil.id}/guardians/", {"name": FATHER, "phone": PHONE, "relation": "father"})
    office.post("/sign-in/phone/", {"phone": PHONE})


def _tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        return [name for (name,) in cursor.fetchall()]


def _leaks(table: str) -> list[str]:
    """The secrets that stand in any column of a table, as text or as bytes."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT t::text FROM "{table}" t')
        text = "\n".join(row for (row,) in cursor.fetchall())
    return [secret for secret in SECRETS if secret in text or secret.encode().hex() in text]


def test_no_table_holds_a_name_or_number_in_plain(child: World) -> None:
    with child.inside():
        tables = _tables()
        found = {table: leaks for table in tables if (leaks := _leaks(table))}
    assert {"platform_auditevent", "platform_outboxevent", "platform_message", "django_session"} <= set(
        tables
    )
    assert found == {}


def test_the_search_for_leaks_would_find_one(child: World) -> None:
    session = Session(session_key="x" * 32, session_data=CHILD, expire_date=NOW)
    session.save()
    assert _leaks("django_session") == [CHILD]


def test_no_page_shows_the_child_to_anyone_else(child: World) -> None:
    pupil = pupil_named(child, CHILD)
    other = a_world(grades=(1,), per_class=0, short_code="other")
    with child.inside():
        ids = {
            "school_id": child.school.id,
            "class_id": pupil.school_class_id,
            "pupil_id": pupil.id,
            "link_id": Guardianship.objects.get(relation="mother").id,
        }
    visitors = {
        "colleague": of_role(child, Role.TEACHER),
        "cashier": of_role(child, Role.SCHOOL_CASHIER),
        "plan": of_role(child, Role.SCHOOL_PLAN),
        "county": of_role(child, Role.COUNTY_OFFICER),
        "other": of_role(other, Role.SCHOOL_HEAD),
        "stranger": stranger(),
    }
    addresses = [address for address in map(_filled(ids), _addresses()) if address]
    assert len(addresses) > 20
    shown = [
        (name, address)
        for name, client in visitors.items()
        for address in addresses
        if _shows(client, address, _kept_from(name, address))
    ]
    assert shown == []


def _kept_from(name: str, address: str) -> tuple[str, ...]:
    """The planner keys in a class's papers and reads its lists (A7.6, A7.8): names, never a number.

    Who lets children go works with the names of those who are in the afternoon: tests/web/test_gate_reach.py.
    """
    return (PHONE, NUMBER) if address.startswith(WORK.get(name, ())) else SECRETS


def _addresses() -> list[str]:
    return [address for address, _ in all_endpoints() if "demo" not in address]


def _filled(ids: dict[str, UUID]) -> Callable[[str], str | None]:
    def fill(address: str) -> str | None:
        for name, value in ids.items():
            address = address.replace(f"<uuid:{name}>", str(value))
        return None if "<" in address else f"/{address}"

    return fill


def _shows(client: Client, address: str, secrets: tuple[str, ...]) -> bool:
    text = client.get(address, follow=True).content.decode("utf-8", errors="replace")
    return any(secret in text for secret in secrets)


def test_no_log_line_names_the_child(school: World, settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    settings.KEHOU_SMS_CARRIER = CARRIER
    set_business_now(NOW)
    with caplog.at_level(logging.DEBUG):
        for name in ("django", "kehou"):
            logging.getLogger(name).setLevel(logging.INFO)
        take_in(school, ROW)
        office = of_role(school, Role.SCHOOL_TEACHING)
        _work(school, office)
        office.post(f"/rolls/{school.school.id}/acceptance/")
    lines = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    assert [line for line in lines if any(secret in line for secret in SECRETS)] == []


def test_no_address_carries_a_name(child: World) -> None:
    office = of_role(child, Role.SCHOOL_TEACHING)
    page = office.post(f"/schools/{child.school.id}/pupils/", {"name": CHILD}).content.decode()
    links = [part.split('"')[0] for part in page.split('href="')[1:]]
    assert links
    assert [link for link in links if any(secret in link for secret in SECRETS)] == []
