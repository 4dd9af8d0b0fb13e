"""What happened is told once, and only if it happened."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection

from kehou.kernel.places import Place
from kehou.platform.database.scope import at, scoped
from kehou.platform.outbox import handling
from kehou.platform.outbox.announcing import announce, drain
from kehou.platform.outbox.handling import Announcement, handle, handles
from kehou.platform.outbox.models import OutboxEvent

pytestmark = pytest.mark.django_db
SCHOOL = Place("430102", uuid.uuid4())
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture
def heard() -> Iterator[list[Announcement]]:
    told: list[Announcement] = []
    handles("tested.topic")(told.append)
    yield told
    handling._handlers.pop("tested.topic")


def _jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'outbox.handle'")
        return int(cursor.fetchone()[0])


def test_an_event_leaves_a_job_in_the_same_transaction() -> None:
    before = _jobs()  # tests of races leave theirs: the queue's tables are none of the rows that they clear
    with scoped(at(SCHOOL)):
        announce("tested.topic", place=SCHOOL, subject="test/1", now=NOW)
    assert _jobs() == before + 1


def test_a_rolled_back_act_tells_nothing() -> None:
    before = _jobs()
    with pytest.raises(ZeroDivisionError), scoped(at(SCHOOL)):
        announce("tested.topic", place=SCHOOL, subject="test/1", now=NOW)
        raise ZeroDivisionError
    assert _jobs() == before
    assert drain(Place("43")) == 0


def test_each_event_is_handled_once_in_its_own_scope(heard: list[Announcement]) -> None:
    with scoped(at(SCHOOL)):
        announce("tested.topic", place=SCHOOL, subject="test/1", now=NOW, payload={"n": 1})
        event = OutboxEvent.objects.get()
    assert drain(Place("43")) == 1
    assert not handle(event.id, county_code="430102")
    assert [(told.place, told.payload) for told in heard] == [(SCHOOL, {"n": 1})]


def test_a_failing_handler_leaves_the_event_waiting(heard: list[Announcement]) -> None:
    handles("tested.topic")(lambda told: 1 // 0)  # type: ignore[arg-type,return-value]
    with scoped(at(SCHOOL)):
        announce("tested.topic", place=SCHOOL, subject="test/1", now=NOW)
        event = OutboxEvent.objects.get()
    with pytest.raises(ZeroDivisionError):
        handle(event.id, county_code="430102")
    with scoped(at(SCHOOL)):
        assert OutboxEvent.objects.filter(handled_at=None).count() == 1
