"""A contract is approved once, and stands on a line of the own county's list."""

from __future__ import annotations

import pytest

from factories.engaged import LISTED, a_contract_in_force, an_office, draft
from factories.world import a_world
from kehou.kernel.actor import Role
from kehou.platform.access.performing import perform
from kehou.platform.database.rows import new_id
from kehou.platform.database.scope import Scope, scoped
from kehou.providers.models import ListEntry
from kehou.providers.services.contracting import UnableToContract, approve_contract

pytestmark = pytest.mark.django_db


@pytest.mark.clause("A7.11", "A6.8")
def test_a_contract_is_approved_once_and_stands_on_the_own_countys_list() -> None:
    world = a_world()
    contract = a_contract_in_force(world, an_office(world))
    with pytest.raises(UnableToContract) as refused:
        perform(approve_contract, actor=world[Role.SCHOOL_HEAD], now=LISTED, contract_id=contract.id)
    assert [(row.clause, row.reason) for row in refused.value.verdicts] == [("A7.11", "contract_approved")]
    with scoped(Scope(areas=frozenset({"43"}))):
        foreign = ListEntry.objects.get()
        foreign.pk, foreign.county_code, foreign.item = new_id(), "430121", "另县项目"
        foreign.save(force_insert=True)
    with pytest.raises(UnableToContract) as refused:
        draft(world, number="合同2026-9")  # the latest line is the other county's
    assert [(row.clause, row.reason) for row in refused.value.verdicts] == [("A6.8", "entry_of_other_county")]
