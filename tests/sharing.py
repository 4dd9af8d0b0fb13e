"""Rows that a module's tests share: built once, and what each test does to them is rolled back.

A school that wished and was drawn takes a second to build and no test changes what another sees of it:
the module's transaction stays open around those of its tests, which end at a savepoint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

Built = TypeVar("Built")
Standing = Callable[[Callable[[], Built]], Built]


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Standing]:
    """Builds for the whole module: ``standing(lambda: a_billed_world(per_class=1))``.

    What it gives back is shared too, so a module hands each test a ``deepcopy`` of it.
    """
    whole = transaction.atomic()
    whole._from_testcase = True  # as Django's own tests do, so that a durable block may open inside

    def build(made: Callable[[], Built]) -> Built:
        with django_db_blocker.unblock():
            built = made()
            connection.check_constraints()
        return built

    with django_db_blocker.unblock():
        whole.__enter__()
    yield build
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        whole.__exit__(None, None, None)
