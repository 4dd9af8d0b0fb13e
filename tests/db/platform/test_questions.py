"""Questions answer as their query sets do, together as well as alone, and within their scope."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, ProgrammingError, connection
from django.db.models import QuerySet, Value
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from database import own_database
from kehou.kernel.actor import system_actor
from kehou.kernel.places import Place
from kehou.platform.audit.models import AuditEvent
from kehou.platform.audit.trail import record
from kehou.platform.database.questions import question, tell_server, together
from kehou.platform.database.scope import Scope, at, glancing, scoped, within

HERE = Place("430102", uuid.uuid4())
NEXT_DOOR = Place("430102", uuid.uuid4())
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


@question
def events(action: str, schools: list[uuid.UUID], since: datetime) -> QuerySet[AuditEvent, Any]:
    rows = AuditEvent.objects.filter(action=action, school_id__among=schools, occurred_at__gte=since)
    columns = ("detail", "school_id", "occurred_at")
    return rows.order_by("subject").annotate(kind=Value("event")).values_list(*columns, "kind")


def _write(place: Place, action: str, subject: str = "test/1") -> None:
    with scoped(at(place)):
        record(action, actor=system_actor(), place=place, subject=subject, now=NOW, detail={"told": subject})


@pytest.fixture
def outside(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database of its own in which nothing keeps a transaction open around the test, as behind a server."""
    with django_db_blocker.unblock(), own_database("questions"):
        yield


@pytest.mark.django_db
def test_a_question_answers_as_its_query_set_does() -> None:
    for subject in ("test/2", "test/1"):
        _write(HERE, "tested", subject)
    _write(HERE, "else")
    wanted: dict[str, Any] = {"action": "tested", "schools": [HERE.school, NEXT_DOOR.school], "since": NOW}
    with scoped(at(HERE)):
        rows = events(**wanted).answer
        assert rows == list(events.build(**wanted))
        assert rows == [({"told": f"test/{n}"}, HERE.school_id, NOW, "event") for n in (1, 2)]
        assert events(**wanted | {"schools": []}).answer == []
        assert events(**wanted | {"since": datetime(2027, 1, 1, tzinfo=UTC)}).answer == []


@pytest.mark.django_db
def test_several_questions_go_together_and_each_is_told_its_own_rows() -> None:
    _write(HERE, "tested")
    _write(HERE, "else", "test/3")
    here: dict[str, Any] = {"schools": [HERE.school], "since": NOW}
    first, second = events(action="tested", **here), events(action="else", **here).then(len)
    with scoped(at(HERE)), CaptureQueriesContext(connection) as asked:
        together(first, second)
        assert (len(first.answer), second.answer) == (1, 1)
    told = [query["sql"] for query in asked if "platform_auditevent" in query["sql"]]
    assert len(told) == 2


@pytest.mark.usefixtures("outside")
def test_a_scope_of_one_round_trip_shows_its_rows_and_is_gone_after_it() -> None:
    for place in (HERE, NEXT_DOOR):
        _write(place, "tested")
    both: dict[str, Any] = {"action": "tested", "schools": [HERE.school, NEXT_DOOR.school], "since": NOW}

    def seen(scope: Scope | None) -> list[Any]:
        asked = events(**both)
        if scope:
            within(scope, asked)
        return [school for _, school, _, _ in asked.answer]

    assert not connection.in_atomic_block
    assert seen(None) == []
    assert seen(at(HERE)) == [HERE.school_id]
    assert len(seen(at(Place("430102")))) == 2
    assert seen(None) == []
    with scoped(at(NEXT_DOOR)):
        assert seen(at(HERE)) == [HERE.school_id]
        assert seen(None) == [NEXT_DOOR.school_id]


def _begun() -> bool:
    return bool(connection.connection.info.transaction_status)


@pytest.mark.usefixtures("outside")
def test_a_glance_begins_nothing_while_only_questions_are_asked() -> None:
    for place in (HERE, NEXT_DOOR):
        _write(place, "tested")
    both: dict[str, Any] = {"action": "tested", "schools": [HERE.school, NEXT_DOOR.school], "since": NOW}
    with glancing(at(HERE)):
        first, second = events(**both).then(len), events(**both)
        assert first.answer == 1
        together(second, events(**both))
        assert [school for _, school, _, _ in second.answer] == [HERE.school_id]
        assert not _begun()
    with scoped(at(HERE)):
        assert events(**both).then(len).answer == 1
        assert _begun()  # which is what the glance does without
    assert events(**both).answer == []


@pytest.mark.usefixtures("outside")
def test_a_glance_that_does_more_is_one_transaction_within_its_scope() -> None:
    mine: dict[str, Any] = {"action": "tested", "schools": [HERE.school], "since": NOW}
    with glancing(at(HERE)):
        assert events(**mine).answer == []
        record("tested", actor=system_actor(), place=HERE, subject="test/1", now=NOW)
        assert _begun()
        assert events(**mine).then(len).answer == AuditEvent.objects.count() == 1
        with scoped(at(NEXT_DOOR)):
            assert events(**mine).answer == []
        assert events(**mine).then(len).answer == 1
    with pytest.raises(ZeroDivisionError), glancing(at(HERE)):
        record("tested", actor=system_actor(), place=HERE, subject="test/2", now=NOW)
        assert events(**mine).then(len).answer == 2
        raise ZeroDivisionError
    assert not _begun()
    with scoped(at(HERE)):
        assert events(**mine).then(len).answer == 1


@pytest.mark.usefixtures("outside")
def test_a_glance_from_another_scope_gives_that_scope_back() -> None:
    both: dict[str, Any] = {"action": "tested", "schools": [HERE.school, NEXT_DOOR.school], "since": NOW}
    for place in (HERE, NEXT_DOOR):
        _write(place, "tested")
    with glancing(at(HERE)):
        with glancing(at(NEXT_DOOR)):
            assert [school for _, school, _, _ in events(**both).answer] == [NEXT_DOOR.school_id]
        assert [school for _, school, _, _ in events(**both).answer] == [HERE.school_id]


@pytest.mark.usefixtures("outside")
def test_a_connection_that_was_lost_between_requests_is_opened_anew() -> None:
    _write(HERE, "tested")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (before,) = cursor.fetchone()
    connection.connection.close()
    connection.close_if_unusable_or_obsolete()
    asked = events(action="tested", schools=[HERE.school], since=NOW)
    within(at(HERE), asked)
    assert len(asked.answer) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone() != (before,)


@pytest.mark.usefixtures("outside")
def test_a_connection_that_the_server_ended_unnoticed_is_opened_anew_for_the_first_question_alone() -> None:
    _write(HERE, "tested")
    asked: dict[str, Any] = {"action": "tested", "schools": [HERE.school], "since": NOW}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (before,) = cursor.fetchone()
    _end(before)
    connection.health_check_done = False  # as at the beginning of a request
    first = events(**asked)
    within(at(HERE), first)
    assert len(first.answer) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (after,) = cursor.fetchone()
    assert after != before
    _end(after)
    with pytest.raises(OperationalError):
        within(at(HERE), events(**asked))


def _end(backend: int) -> None:
    """End another connection of one's own, and wait until it is gone."""
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])


@pytest.mark.usefixtures("outside")
def test_a_question_that_the_server_refuses_leaves_the_connection_in_order() -> None:
    with pytest.raises(ProgrammingError), scoped(at(HERE)):
        tell_server([("SELECT 1", ()), ("SELECT nothing FROM nowhere", ()), ("SELECT 2", ())])
    assert tell_server([("SELECT 1 WHERE %s::int = 1", (1,)), ("SELECT 2", ())]) == [[(1,)], [(2,)]]
    with pytest.raises(ProgrammingError):
        tell_server([("SELECT nothing FROM nowhere", ())])
    assert tell_server([("SELECT '100%%'", ())]) == [[("100%",)]]


@pytest.mark.usefixtures("outside")
def test_more_than_fits_on_the_way_is_sent_and_read_all_the_same() -> None:
    many = [uuid.uuid4() for _ in range(200_000)]
    assert tell_server([("SELECT unnest(%s::uuid[])", (many,)), ("SELECT 1", ())]) == [
        [(each,) for each in many],
        [(1,)],
    ]
