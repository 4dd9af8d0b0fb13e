"""What a county's departments did is kept as it was written, with a subsidy's sums in whole fen."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError
from django.http import Http404

from factories.world import COUNTY, NOW, World, a_world
from kehou.authority.models import CountyRecord
from kehou.authority.public import judge_at, subsidy_of_year
from kehou.authority.services.records import UnableToKeepRecord, keep_record
from kehou.kernel.actor import Role
from kehou.kernel.fen import Fen
from kehou.platform.access.performing import perform

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
BUDGET = {
    "kind": "subsidy_budget",
    "title": "2026年课后服务补贴预算",
    "document_number": "演财教〔2026〕2号",
    "taken": date(2026, 1, 4),
    "amount": Fen(90_000_000),
    "rural": Fen(60_000_000),
}


@pytest.fixture
def world() -> World:
    return a_world(grades=(1,), per_class=1)


def _keep(world: World, role: Role = Role.COUNTY_OFFICER, **changes: object) -> object:
    return perform(keep_record, actor=world[role], now=NOW, county_code=COUNTY.code, **{**BUDGET, **changes})


@pytest.mark.clause("A8.6", "A9.1", "A9.38")
def test_the_years_subsidy_is_what_was_written_down(world: World) -> None:
    _keep(world)
    _keep(world, kind="subsidy_payment", amount=Fen(30_000_000), rural=None, taken=date(2026, 1, 6))
    _keep(world, kind="subsidy_payment", amount=Fen(10_000_000), rural=None, taken=date(2025, 12, 20))
    with world.inside():
        year = subsidy_of_year(COUNTY.code, on=TODAY)
        assert (year.budgeted, year.paid, year.due) == (Fen(90_000_000), Fen(30_000_000), Fen(0))
        end = subsidy_of_year(COUNTY.code, on=date(2026, 12, 31))
        assert (end.due, end.paid) == (Fen(90_000_000), Fen(30_000_000))
        told = {verdict.clause for verdict in judge_at(COUNTY, end, on=date(2026, 12, 31)) if not verdict.met}
    assert told == {"A9.1"}


@pytest.mark.clause("A8.6")
def test_a_county_without_a_budget_is_told(world: World) -> None:
    with world.inside():
        year = subsidy_of_year(COUNTY.code, on=TODAY)
        told = [verdict for verdict in judge_at(COUNTY, year, on=TODAY) if not verdict.met]
    assert [(verdict.clause, verdict.stops) for verdict in told] == [("A8.6", False)]


@pytest.mark.clause("A8.7", "A8.8", "A12.3")
@pytest.mark.parametrize("kind", ["performance_pay", "meeting", "publicity"])
def test_other_papers_and_events_need_no_amount(world: World, kind: str) -> None:
    _keep(world, kind=kind, amount=None, rural=None)
    with world.inside():
        row = CountyRecord.objects.get()
    assert (row.kind, row.amount_fen, row.rural_fen) == (kind, None, None)


@pytest.mark.parametrize(
    ("changes", "clause"),
    [
        ({"amount": None, "rural": None}, "A8.6"),
        ({"kind": "subsidy_payment", "amount": None, "rural": None}, "A9.1"),
        ({"rural": Fen(90_000_001)}, "A9.38"),
        ({"taken": date(2027, 1, 1)}, "A8.6"),
        ({"kind": "publicity", "taken": date(2027, 1, 1)}, "A12.3"),
    ],
)
@pytest.mark.clause("A8.6", "A9.1", "A9.38", "A12.3")
def test_what_cannot_be_so_is_refused(world: World, changes: dict[str, object], clause: str) -> None:
    with pytest.raises(UnableToKeepRecord) as refused:
        _keep(world, **changes)
    assert refused.value.clauses == (clause,)


def test_a_school_keeps_no_record_of_the_county(world: World) -> None:
    with pytest.raises(Http404):
        _keep(world, Role.SCHOOL_HEAD)


def test_a_record_stays_as_it_was_written(world: World) -> None:
    _keep(world)
    with pytest.raises(DatabaseError), world.inside():
        CountyRecord.objects.update(title="别的")
