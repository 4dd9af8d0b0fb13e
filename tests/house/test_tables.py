"""Row security over the live database: every table of ours is guarded, or named here with the reason."""

from __future__ import annotations

import pytest
from django.db import connection

from house.rows import our_models

# Tables that belong to no county. None holds a child's data; what each is needed for before a scope is known.
GLOBAL = {
    "platform_account": "signing in",
    "platform_accountidentity": "signing in",
    "platform_addresscount": "limits on what is sent without signing in",
    "platform_clocksetting": "the demo's business clock",
    "platform_daysalt": "limits on what is sent without signing in",
    "platform_failedsignin": "signing in",
    "platform_recoverycode": "signing in",
    "platform_rolegrant": "learning the scope of whoever signed in",
    "platform_secondfactor": "signing in",
    "platform_signincode": "signing in",
    "registry_phonedirectory": "learning the county of whoever signs in by phone",
}
GUARDED = """
    SELECT c.relname FROM pg_class c
    WHERE c.relkind IN ('r', 'p') AND c.relrowsecurity AND c.relforcerowsecurity
      AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive)
"""
PASSES_BY = "SELECT rolname FROM pg_roles WHERE rolname LIKE 'kehou%%' AND (rolsuper OR rolbypassrls)"


def rows(query: str) -> set[str]:
    """The first column of a query."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.django_db
def test_every_table_of_the_house_has_row_security_forced() -> None:
    tables = {model._meta.db_table for model in our_models()}
    assert tables - rows(GUARDED) - set(GLOBAL) == set()


@pytest.mark.django_db
def test_no_exception_outlives_its_reason() -> None:
    tables = {model._meta.db_table for model in our_models()}
    assert set(GLOBAL) & rows(GUARDED) == set()
    assert set(GLOBAL) - tables == set()


@pytest.mark.django_db
def test_no_role_of_ours_passes_by_row_security() -> None:
    assert rows(PASSES_BY) == set()
