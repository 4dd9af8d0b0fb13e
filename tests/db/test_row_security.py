"""Row security holds even where the application forgets to filter (house.md, Rows)."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.db import DatabaseError, connection, connections, transaction

from kehou.kernel.actor import system_actor
from kehou.kernel.places import Place
from kehou.platform.audit.models import AuditEvent
from kehou.platform.audit.trail import record
from kehou.platform.database.scope import Scope, at, scoped

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
migration = import_module("kehou.platform.migrations.0012_schools_first")

HERE = Place("430102", uuid.uuid4())
NEXT_DOOR = Place("430102", uuid.uuid4())
OTHER_COUNTY = Place("430103", uuid.uuid4())
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


def _write(place: Place) -> AuditEvent:
    with scoped(at(place)):
        return record("tested", actor=system_actor(), place=place, subject="test/1", now=NOW)


def _seen(scope: Scope) -> set[uuid.UUID | None]:
    with scoped(scope):
        return set(AuditEvent.objects.values_list("school_id", flat=True))


def test_the_tests_run_as_the_applications_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("kehou_app", False, False)


def test_a_scope_shows_its_own_rows_only() -> None:
    for place in (HERE, NEXT_DOOR, OTHER_COUNTY):
        _write(place)
    assert _seen(at(HERE)) == {HERE.school_id}
    assert _seen(at(Place("430102"))) == {HERE.school_id, NEXT_DOOR.school_id}
    everywhere = {HERE.school_id, NEXT_DOOR.school_id, OTHER_COUNTY.school_id}
    assert _seen(at(Place("4301"))) == _seen(at(Place("43"))) == everywhere
    assert _seen(at(Place("4302"))) == _seen(at(Place("44"))) == set()


def test_without_a_scope_nothing_is_seen_though_rows_are_there() -> None:
    _write(HERE)
    assert AuditEvent.objects.count() == 0
    assert _seen(at(HERE)) == {HERE.school_id}


def test_a_scope_ends_with_its_block() -> None:
    _write(HERE)
    with scoped(at(HERE)):
        with scoped(at(NEXT_DOOR)):
            assert AuditEvent.objects.count() == 0
        assert AuditEvent.objects.count() == 1
    assert AuditEvent.objects.count() == 0


def test_a_row_cannot_be_written_into_another_school() -> None:
    with pytest.raises(DatabaseError, match="row-level security"), scoped(at(NEXT_DOOR)):
        record("tested", actor=system_actor(), place=HERE, subject="test/1", now=NOW)


@pytest.mark.clause("A7.11")
@pytest.mark.parametrize(
    "statement", ["UPDATE platform_auditevent SET action = 'x'", "DELETE FROM platform_auditevent"]
)
def test_history_is_kept_as_it_was_written(statement: str) -> None:
    event = _write(HERE)
    with pytest.raises(DatabaseError, match="kept as they were written"), scoped(at(HERE)):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with scoped(at(HERE)):
        assert AuditEvent.objects.get() == event


def test_policies_read_the_scope_once_for_a_query_and_not_for_each_row() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT policyname, qual FROM pg_policies WHERE qual LIKE '%current_setting(%'")
        policies = dict(cursor.fetchall())
    assert len(policies) > 100
    once = "SELECT string_to_array(NULLIF(current_setting("
    schools = "SELECT (string_to_array(NULLIF(current_setting("
    for name, condition in policies.items():
        assert condition.count(once) + condition.count(schools) == condition.count("current_setting("), name


def test_a_scopes_own_rows_are_those_of_its_schools_first_then_those_of_its_areas_by_one_look() -> None:
    policies = _own_policies()
    assert len(policies) > 100
    for name, condition in policies.items():
        assert condition.count("kehou.areas") == 1, name
        assert condition.find("kehou.schools") < condition.find("kehou.areas"), name


@pytest.mark.parametrize(
    ("table", "has_school"), [("platform_auditevent", True), ("authority_tariff", False)]
)
def test_a_policy_of_before_becomes_one_of_now(table: str, has_school: bool) -> None:
    code = "county_code" if has_school else "city_code"
    setting = "string_to_array(NULLIF(current_setting('kehou.{}', true), ''), ',')".format
    areas, schools = f"(SELECT {setting('areas')})::text[]", f"(SELECT {setting('schools')}::uuid[])::uuid[]"
    seen = [f"{part} = ANY ({areas})" for part in (f"left({code}, 2)", f"left({code}, 4)", code)]
    before = f"({' OR '.join(seen)})" + (f" OR school_id = ANY ({schools})" if has_school else "")
    owner, now = connections["owner"], _own_policies()
    with transaction.atomic("owner"):
        with owner.cursor() as cursor:
            cursor.execute(f"ALTER POLICY {table}_own ON {table} USING ({before}) WITH CHECK ({before})")
        assert _own_policies("owner") != now
        migration.ask_schools_first(None, owner.schema_editor())
        assert _own_policies("owner") == now
        transaction.set_rollback(True, "owner")


def _own_policies(alias: str = "default") -> dict[str, str]:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT policyname, qual FROM pg_policies WHERE policyname = tablename || '_own'")
        return dict(cursor.fetchall())
