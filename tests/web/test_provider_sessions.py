"""A provider sees its own sessions, and nothing of any child."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from factories.paying import AFTER, APRIL, PayWorld, a_paying_school
from kehou.delivery.models import Session
from kehou.kernel.actor import Role
from kehou.platform.access.holding import give_role
from kehou.platform.clock.business import set_business_now
from kehou.platform.database.rows import new_id

pytestmark = pytest.mark.django_db
BODY = new_id()


@pytest.fixture
def school() -> PayWorld:
    found = a_paying_school()
    with found.world.inside():
        row = Session.objects.filter(slot_key="chess-0", session_date__lt=APRIL).latest("session_date")
        Session.objects.filter(pk=row.pk).update(provider_key=str(BODY), leader_kind="third_party")
    set_business_now(AFTER)
    return found


def _coach(school: PayWorld, body: str) -> Client:
    person = new_id()
    place = school.world.place
    give_role(person, Role.PROVIDER, place, from_date=date(2026, 1, 20), detail=body)
    client = Client()
    client.force_login(get_user_model().objects.create(login=f"coach-{person.hex}", person_id=person))
    return client


def test_a_provider_sees_its_own_sessions_only(school: PayWorld) -> None:
    page = _coach(school, str(BODY)).get("/provider-sessions/")
    text = page.content.decode()
    assert text.count("已验收</") == 1
    assert "演习小学" in text
    for child in ("学生101", "家长101", "1990001"):
        assert child not in text
    assert "近期没有课次" in _coach(school, str(new_id())).get("/provider-sessions/").content.decode()
