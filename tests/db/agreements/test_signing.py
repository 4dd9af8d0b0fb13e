"""Families sign, decline and leave of their own will; nobody signs for them (A2.1, A2.2, A7.6)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError
from django.http import Http404

from factories.approved import PUBLICISED, approve_a_plan, publicise_a_plan
from factories.law import lay_down_the_law
from factories.refused import reasons_of
from factories.world import World, a_world
from kehou.agreements.models import Agreement, PaperEntry
from kehou.agreements.public import State, active_agreements, signed_text, stands_of
from kehou.agreements.services.paper import SignedSheet, check_paper, key_paper
from kehou.agreements.services.signing import (
    PURPOSE,
    ChildSigning,
    UnableToSign,
    answer_data_notice,
    decline,
    prove_phone,
    sign_for_children,
)
from kehou.agreements.services.withdrawing import UnableToWithdraw, withdraw
from kehou.kernel.actor import Actor, Role, Ward
from kehou.plans.models import PlanVersion
from kehou.platform.access.codes import MAX_TRIES, issue_code
from kehou.platform.access.models import SignInCode
from kehou.platform.access.performing import perform
from kehou.platform.database.rows import new_id
from kehou.registry.models import Guardianship
from kehou.registry.public import phone_token

pytestmark = pytest.mark.django_db
PHONE = "19900010001"
NOW = PUBLICISED


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="121")


@pytest.fixture
def version(world: World) -> PlanVersion:
    return publicise_a_plan(world)


def _sign(world: World, version_id: UUID, *, actor: Actor | None = None, code: str = "") -> Agreement:
    child = world.children[0]
    signing = ChildSigning(world.place, child.pupil_id, world.term.id, version_id, (0, 1, 3))
    proven = prove_phone(PHONE, code or issue_code(phone_token(PHONE), purpose=PURPOSE))
    (agreement,) = perform(
        sign_for_children,
        actor=actor or child.guardian,
        now=NOW,
        children=(signing,),
        proven=proven,
    )
    return agreement


def _stand(world: World) -> State:
    pupil = world.children[0].pupil_id
    with world.inside():
        return stands_of(world.school.id, world.term.id, [pupil])[pupil].state


@pytest.mark.clause("A7.6")
def test_a_guardian_signs_with_a_code_and_the_terms_are_kept(world: World, version: PlanVersion) -> None:
    agreement = _sign(world, version.id)
    assert _stand(world) is State.ACTIVE
    assert agreement.days == [0, 1, 3]
    assert agreement.terms["price_fen"] == 200
    with pytest.raises(DatabaseError, match="kept as they were written"), world.inside():
        Agreement.objects.update(days=[])


@pytest.mark.clause("A7.6")
def test_a_wrong_code_signs_nothing(world: World, version: PlanVersion) -> None:
    right = issue_code(phone_token(PHONE), purpose=PURPOSE)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    with pytest.raises(UnableToSign) as refused:
        _sign(world, version.id, code=wrong)
    assert "code_not_accepted" in reasons_of(refused)
    assert _stand(world) is State.OFFERED


@pytest.mark.clause("A7.6")
def test_wrong_codes_count_though_the_act_is_rolled_back(world: World, version: PlanVersion) -> None:
    right = issue_code(phone_token(PHONE), purpose=PURPOSE)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for tried in range(1, MAX_TRIES + 1):
        with pytest.raises(UnableToSign):
            _sign(world, version.id, code=wrong)
        assert SignInCode.objects.get().tries == tried
    with pytest.raises(UnableToSign) as refused:
        _sign(world, version.id, code=right)
    assert "code_not_accepted" in reasons_of(refused)


@pytest.mark.clause("A7.6")
def test_a_right_code_may_be_used_after_a_wrong_one(world: World, version: PlanVersion) -> None:
    right = issue_code(phone_token(PHONE), purpose=PURPOSE)
    with pytest.raises(UnableToSign):
        _sign(world, version.id, code=f"{(int(right) + 1) % 1_000_000:06d}")
    assert _sign(world, version.id, code=right).signed_at == NOW


@pytest.mark.clause("DP2", "DP3")
@pytest.mark.parametrize("given", [True, False])
def test_a_no_to_the_data_notice_leaves_the_agreement(
    world: World, version: PlanVersion, given: bool
) -> None:
    _sign(world, version.id)
    child = world.children[0]
    perform(
        answer_data_notice,
        actor=child.guardian,
        now=NOW,
        place=world.place,
        pupil_id=child.pupil_id,
        term_id=world.term.id,
        given=given,
        notes=("用于编班和点名",),
    )
    with world.inside():
        stand = stands_of(world.school.id, world.term.id, [child.pupil_id])[child.pupil_id]
        text = signed_text(stand.agreement.id) if stand.agreement else None
    assert text
    assert (stand.state, text.data_consent) == (State.ACTIVE, given)


@pytest.mark.clause("A7.1", "A7.5")
def test_nothing_is_signed_before_publicity_is_complete(world: World) -> None:
    version = approve_a_plan(world)
    with pytest.raises(UnableToSign) as refused:
        _sign(world, version.id)
    assert reasons_of(refused) == {"plan_not_publicised"}


@pytest.mark.clause("A7.6", "A2.2")
def test_staff_do_not_sign_for_a_family(world: World, version: PlanVersion) -> None:
    with pytest.raises(UnableToSign) as refused:
        _sign(world, version.id, actor=world[Role.CLASS_TEACHER])
    assert {"agreement_signer_not_family", "agreement_signed_by_staff"} <= reasons_of(refused)


@pytest.mark.clause("A7.6")
def test_somebody_elses_child_is_not_there(world: World, version: PlanVersion) -> None:
    with pytest.raises(Http404):
        _sign(world, version.id, actor=world.children[1].guardian)


@pytest.mark.clause("A7.6")
def test_a_carer_signs_only_if_the_guardian_allowed_it(world: World, version: PlanVersion) -> None:
    child, carer = world.children[0], new_id()
    with world.inside():
        Guardianship.objects.create(
            county_code=world.place.code,
            school_id=world.school.id,
            pupil_id=child.pupil_id,
            guardian_id=carer,
            kind=Guardianship.Kind.CARER,
            relation="祖母",
            may_sign=False,
            proof_id=new_id(),
            from_date=date(2025, 9, 1),
            until_date=date(2026, 9, 1),
        )
    not_allowed = Actor(carer, (), (Ward(child.pupil_id, carer, world.place, may_sign=False),))
    with pytest.raises(UnableToSign) as refused:
        _sign(world, version.id, actor=not_allowed)
    assert reasons_of(refused) == {"agreement_signer_not_family"}


@pytest.mark.clause("A7.6")
def test_a_version_other_than_the_approved_one_is_not_signed(world: World, version: PlanVersion) -> None:
    with pytest.raises(UnableToSign) as refused:
        _sign(world, new_id())
    assert "agreement_of_other_version" in reasons_of(refused)


@pytest.mark.clause("A2.1")
def test_a_no_costs_nothing_and_can_become_a_yes(world: World, version: PlanVersion) -> None:
    child = world.children[0]
    where = {"place": world.place, "pupil_id": child.pupil_id, "term_id": world.term.id}
    perform(decline, actor=child.guardian, now=NOW, **where)
    assert _stand(world) is State.DECLINED
    _sign(world, version.id)
    assert _stand(world) is State.ACTIVE


@pytest.mark.clause("A2.1")
def test_leaving_takes_one_act_and_holds_from_the_next_school_day(world: World, version: PlanVersion) -> None:
    _sign(world, version.id)
    child = world.children[0]
    where = {"place": world.place, "pupil_id": child.pupil_id, "term_id": world.term.id}
    friday = NOW.replace(month=3, day=6)
    withdrawal = perform(withdraw, actor=child.guardian, now=friday, **where)
    assert withdrawal.effect_date == date(2026, 3, 9)
    with world.inside():
        assert len(active_agreements(world.school.id, world.term.id, on=date(2026, 3, 6))) == 1
        assert active_agreements(world.school.id, world.term.id, on=date(2026, 3, 9)) == []
    with pytest.raises(UnableToWithdraw):
        perform(withdraw, actor=child.guardian, now=friday, **where)


def _key(world: World, version: PlanVersion, *, guardian_id: UUID | None = None) -> PaperEntry:
    child = world.children[0]
    sheet = SignedSheet(
        pupil_id=child.pupil_id,
        term_id=world.term.id,
        version_id=version.id,
        guardian_id=guardian_id or child.guardian.person,
        signed_date=NOW.date() - timedelta(days=1),
        days=(0,),
        data_consent=False,
        scan_id=new_id(),
    )
    return perform(key_paper, actor=world[Role.CLASS_TEACHER], now=NOW, place=world.place, sheet=sheet)


@pytest.mark.clause("A7.6")
def test_paper_counts_once_another_person_has_checked_it(world: World, version: PlanVersion) -> None:
    entry = _key(world, version)
    assert _stand(world) is State.OFFERED
    agreement = perform(check_paper, actor=world[Role.SCHOOL_PLAN], now=NOW, entry_id=entry.id)
    assert (agreement.form, _stand(world)) == ("paper", State.ACTIVE)


@pytest.mark.clause("A7.11")
def test_whoever_keyed_paper_does_not_check_it(world: World, version: PlanVersion) -> None:
    keyer = world[Role.CLASS_TEACHER]
    world.actors[Role.CLASS_TEACHER] = Actor(
        keyer.person_id, (*keyer.grants, *world[Role.SCHOOL_PLAN].grants)
    )
    entry = _key(world, version)
    with pytest.raises(UnableToSign) as refused:
        perform(check_paper, actor=world[Role.CLASS_TEACHER], now=NOW, entry_id=entry.id)
    assert reasons_of(refused) == {"paper_checked_by_keyer"}


@pytest.mark.clause("A7.6")
def test_paper_signed_by_no_guardian_is_refused(world: World, version: PlanVersion) -> None:
    entry = _key(world, version, guardian_id=new_id())
    with pytest.raises(UnableToSign) as refused:
        perform(check_paper, actor=world[Role.SCHOOL_PLAN], now=NOW, entry_id=entry.id)
    assert "agreement_signer_not_family" in reasons_of(refused)
