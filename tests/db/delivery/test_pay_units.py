"""What of a term's sessions money still has to look at, as the database counts it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from factories.paying import AFTER, APRIL, MARCH, PayWorld, a_paying_school
from kehou.delivery.models import LateConfirmation, ServiceRecord, Session
from kehou.delivery.public import PayUnits, pay_units, session_facts, unpaid_months
from kehou.platform.database.rows import new_id
from kehou.rulebook.facts.courses import LeaderKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> PayWorld:
    return a_paying_school()


def here(school: PayWorld) -> tuple[Any, Any]:
    return school.world.school.id, school.world.term.id


def payable_months(school: PayWorld) -> set[date]:
    """The plain account, from every session of the term."""
    rows = session_facts(*here(school))
    own = [row for row in rows if row.leader_kind is not LeaderKind.THIRD_PARTY and row.leader_id]
    return {row.date.replace(day=1) for row in own if row.is_payable}


def record(session: Session, revision: int, *, is_late: bool, at: datetime = AFTER) -> None:
    ServiceRecord.objects.create(
        county_code=session.county_code,
        school_id=session.school_id,
        session=session,
        revision=revision,
        plan_reference="方案",
        began_at=session.starts_at,
        ended_at=session.ends_at,
        present_count=1,
        content="下棋",
        form="small_group",
        homework="none",
        is_outdoor=False,
        is_late=is_late,
        recorded_by=new_id(),
        recorded_at=at,
    )


def test_periods_owed_and_to_come_are_those_of_the_sessions(school: PayWorld) -> None:
    with school.world.inside():
        rows = [
            row
            for row in session_facts(*here(school))
            if row.cancelled_cause is None and row.leader_kind is not LeaderKind.THIRD_PARTY
        ]
        owed = sum(row.units for row in rows if row.is_accepted)
        found = pay_units(*here(school))
        assert found == PayUnits(owed, sum(row.units for row in rows) - owed)
        assert found.owed > 0 < found.to_come
        first = next(row for row in rows if row.is_accepted)
        assert pay_units(*here(school), [first.id]).owed == owed - first.units
        everything = Session.objects.filter(school_id=here(school)[0]).values_list("id", flat=True)
        assert pay_units(*here(school), everything) == PayUnits(0, 0)
        assert pay_units(new_id(), new_id()) == PayUnits(0, 0)


@pytest.mark.clause("A7.10", "A9.25")
def test_a_late_record_counts_once_the_head_confirmed_it(school: PayWorld) -> None:
    with school.world.inside():
        assert unpaid_months(*here(school)) == payable_months(school) == {MARCH}
        april = Session.objects.filter(school_id=here(school)[0], session_date__gte=APRIL)
        session = april.exclude(state="cancelled").earliest("starts_at", "id")
        Session.objects.filter(pk=session.id).update(state="accepted")
        assert unpaid_months(*here(school)) == payable_months(school) == {MARCH, APRIL}
        record(session, 1, is_late=True)
        record(session, 2, is_late=False)
        assert unpaid_months(*here(school)) == payable_months(school) == {MARCH}
        LateConfirmation.objects.create(
            county_code=session.county_code,
            school_id=session.school_id,
            session=session,
            confirmed_by=new_id(),
            confirmed_at=AFTER,
        )
        assert unpaid_months(*here(school)) == payable_months(school) == {MARCH, APRIL}
        assert unpaid_months(*here(school), [session.id]) == {MARCH}
