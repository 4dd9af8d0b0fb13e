"""What a school and a body tried to agree on opens a case with the county, although it was refused."""

from __future__ import annotations

from typing import Any

import pytest

from factories.engaged import allow_use, an_office, draft, list_a_provider, set_caps
from factories.reported import a_supervised_world
from factories.world import COUNTY, World
from kehou.kernel.fen import Fen
from kehou.oversight.models import Case
from kehou.platform.outbox.announcing import drain
from kehou.providers.models import Contract
from kehou.providers.services.contracting import UnableToContract
from kehou.rulebook.facts.cases import CaseOrigin

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = a_supervised_world()
    office = an_office(world)
    set_caps()
    allow_use(world, office, list_a_provider(office))
    return world


def _cases(world: World) -> list[tuple[str, str]]:
    drain(COUNTY)
    with world.inside():
        rows = list(Case.objects.order_by("clause"))
        assert {row.concerned_school_id for row in rows} <= {world.school.id}
        assert {row.origin for row in rows} <= {CaseOrigin.EVENT}
    return [(row.clause, row.kind) for row in rows]


@pytest.mark.parametrize(
    ("terms", "opened"),
    [
        pytest.param(
            {"covers": frozenset({"money"})},
            ("A9.17", "charge"),
            id="money from families",
            marks=pytest.mark.clause("A9.17"),
        ),
        pytest.param(
            {"benefits": Fen(1)}, ("A2.7", "third_party"), id="a rebate", marks=pytest.mark.clause("A2.7")
        ),
        pytest.param(
            {"covers": frozenset({"data"})},
            ("A6.17", "data"),
            id="data of families",
            marks=pytest.mark.clause("A6.17"),
        ),
    ],
)
def test_a_contract_that_gives_back_takes_money_or_data_opens_a_case(
    world: World, terms: dict[str, Any], opened: tuple[str, str]
) -> None:
    for _ in range(2):  # tried twice, looked into once
        with pytest.raises(UnableToContract):
            draft(world, **terms)
    assert _cases(world) == [opened]
    with world.inside():
        assert not Contract.objects.exists()


def test_a_contract_that_is_only_too_dear_opens_no_case(world: World) -> None:
    with pytest.raises(UnableToContract):
        draft(world, price=Fen(801))
    assert _cases(world) == []
    draft(world)
    assert _cases(world) == []
