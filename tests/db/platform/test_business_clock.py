"""The business clock is read once a page, and still moves when someone moves it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories.world import NOW
from kehou.platform.clock.business import business_now, one_reading, set_business_now

pytestmark = pytest.mark.django_db


def test_a_page_reads_the_clock_once() -> None:
    set_business_now(NOW)
    with one_reading(), CaptureQueriesContext(connection) as asked:
        assert abs(business_now() - business_now()) < timedelta(seconds=1)
    assert len(asked) == 1
    with CaptureQueriesContext(connection) as apart:
        business_now()
        business_now()
    assert len(apart) == 2


def test_moving_the_clock_is_seen_at_once() -> None:
    set_business_now(NOW)
    with one_reading():
        business_now()
        set_business_now(NOW + timedelta(days=1))
        assert business_now().date() == (NOW + timedelta(days=1)).date()
    assert business_now().date() == (NOW + timedelta(days=1)).date()
