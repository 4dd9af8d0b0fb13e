"""Nothing is approved below a place that lacks what it stands on; the refusal says what (process 1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from factories.consulted import consult_families
from factories.drafted import draft_a_plan, submit_a_plan
from factories.law import lay_down_the_law
from factories.plan_content import a_content
from factories.refused import reasons_of
from factories.world import COUNTY, NOW, World, a_world
from kehou.authority.models import CountyPolicy, Tariff, WaiverRule
from kehou.kernel.actor import Role
from kehou.kernel.moments import SHANGHAI
from kehou.kernel.verdict import UnableTo
from kehou.plans.models import Decision, PlanVersion
from kehou.plans.services.deciding import UnableToDecide, decide_plan, take_plan
from kehou.plans.services.submitting import UnableToSubmitPlan
from kehou.plans.storing import verdicts_from_json
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import Scope, at, scoped

pytestmark = pytest.mark.django_db
AFTER_THE_MEASURES = datetime(2029, 3, 20, 9, tzinfo=SHANGHAI)


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    world = a_world(urban_rural_code="121")
    consult_families(world)
    return world


def _under_review(world: World) -> PlanVersion:
    version = draft_a_plan(world, a_content())
    submit_a_plan(world, version)
    perform(take_plan, actor=world[Role.COUNTY_OFFICER], now=NOW, version_id=version.id)
    return version


def _approve(world: World, version: PlanVersion, *, now: datetime = NOW) -> Decision:
    return perform(
        decide_plan,
        actor=world[Role.COUNTY_APPROVER],
        now=now,
        version_id=version.id,
        kind=Decision.Kind.APPROVE,
    )


def _without(model: type, **changes: object) -> None:
    """The county's rows of a kind are changed, or gone where nothing is given."""
    with scoped(at(COUNTY)):
        rows = model.objects.all()  # type: ignore[attr-defined]
        if changes:
            rows.update(**changes)
        else:
            rows.delete()


def _warned(decision: Decision) -> set[str]:
    return {verdict.reason for verdict in verdicts_from_json(decision.verdicts) if not verdict.met}


@pytest.mark.clause("A9.6")
def test_without_a_tariff_no_plan_that_charges_is_submitted(world: World) -> None:
    with scoped(Scope(areas=frozenset({"43"}))):
        Tariff.objects.update(published_at=None)
    with pytest.raises(UnableToSubmitPlan) as refused:
        submit_a_plan(world, draft_a_plan(world, a_content()))
    assert reasons_of(refused) == {"price_without_tariff"}


@pytest.mark.clause("A3.5")
def test_without_a_county_policy_nothing_is_approved(world: World) -> None:
    version = _under_review(world)
    _without(CountyPolicy)
    with pytest.raises(UnableToDecide) as refused:
        _approve(world, version)
    assert "county_policy_missing" in reasons_of(refused)


@pytest.mark.clause("A11.14")
def test_without_a_complaint_channel_nothing_is_approved(world: World) -> None:
    version = _under_review(world)
    _without(CountyPolicy, complaint_phone="", complaint_mailbox="")
    with pytest.raises(UnableToDecide) as refused:
        _approve(world, version)
    assert "A11.14" in refused.value.clauses


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        pytest.param(
            lambda: _without(CountyPolicy, issued_date=date(2024, 8, 1)),
            "county_policy_old",
            id="an old policy",
            marks=pytest.mark.clause("A3.5", "A11.1"),
        ),
        pytest.param(
            lambda: _without(WaiverRule),
            "waiver_rule_missing",
            id="no waiver rule",
            marks=pytest.mark.clause("A9.39", "A9.40"),
        ),
    ],
)
def test_what_a_county_should_renew_is_said_with_the_approval(
    world: World, spoil: Callable[[], None], reason: str
) -> None:
    version = _under_review(world)
    spoil()
    assert reason in _warned(_approve(world, version))


def test_a_county_that_has_everything_is_told_nothing(world: World) -> None:
    said = _warned(_approve(world, _under_review(world)))
    assert not said & {"county_policy_old", "waiver_rule_missing", "county_officer_unnamed"}


@pytest.mark.clause("A13.2")
def test_nothing_is_approved_once_the_measures_have_run_out(world: World) -> None:
    version = _under_review(world)
    with pytest.raises(UnableTo) as refused:
        _approve(world, version, now=AFTER_THE_MEASURES)
    assert refused.value.clauses == ("A13.2",)
    with world.inside():
        assert not Decision.objects.exists()
