"""A body enters the list by review, competition and publication, and leaves it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError

from factories.engaged import (
    LISTED,
    Office,
    an_office,
    enter_body,
    issue,
    list_a_provider,
    open_a_list,
    screen,
    tender,
)
from factories.refused import reasons_of
from factories.world import COUNTY, NOW, World, a_world
from kehou.kernel.actor import Role
from kehou.kernel.fen import Fen
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import Scope, scoped
from kehou.providers.models import ListEntry, Provider
from kehou.providers.public import listed_provider, providers_at
from kehou.providers.services.bodies import OfferInput, UnableToEnterProvider
from kehou.providers.services.listing import UnableToList, confirm_list
from kehou.providers.services.moving import UnableToMove, move_provider
from kehou.providers.services.pricing import BidInput, PriceSeen, UnableToAward, award
from kehou.providers.services.reviewing import UnableToReview, review_provider

pytestmark = pytest.mark.django_db
ON = LISTED.date()
SOUND = {"credit_clear": True, "blacklist_clear": True, "materials_sound": True}


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def office(world: World) -> Office:
    return an_office(world)


@pytest.fixture
def screened(office: Office) -> Provider:
    issue(office)
    provider = enter_body(office)
    screen(office, provider)
    return provider


@pytest.mark.clause("A6.7", "A6.8")
def test_a_body_is_listed_after_review_competition_and_publication(office: Office, world: World) -> None:
    provider = list_a_provider(office)
    with world.inside():
        found = listed_provider(provider.id, on=ON)
        assert found
        assert [(row.item, row.price, row.minutes) for row in found.offers] == [("少儿舞蹈", Fen(800), 40)]
        assert found.scope == {"arts"}
        assert providers_at(COUNTY.code, on=ON) == (found,)
        assert listed_provider(provider.id, on=ON - timedelta(days=1)) is None
        assert listed_provider(provider.id, on=date(2027, 1, 1)) is None


@pytest.mark.clause("A6.15")
def test_without_criteria_nobody_is_taken_in(office: Office) -> None:
    with pytest.raises(UnableToEnterProvider) as refused:
        enter_body(office)
    assert refused.value.clauses == ("A6.15",)
    assert reasons_of(refused) == {"criteria_missing"}


@pytest.mark.clause("A6.18", "A6.6", "A6.7")
@pytest.mark.parametrize(
    ("changes", "clause", "reason"),
    [
        ({"offers": [OfferInput("奥数", None, 40)]}, "A6.18", "offer_is_subject"),
        ({"offers": [OfferInput("趣味数学", "arts", 40)]}, "A6.18", "offer_touches_subject"),
        ({"offers": [OfferInput("少儿足球", "pe", 40)]}, "A6.6", "licence_domain_missing"),
        ({"offers": []}, "A6.7", "offers_missing"),
        ({"credit_code": "91430100MA4L000164"}, "A6.7", "credit_code_wrong"),
    ],
)
def test_subjects_and_unlicensed_items_are_refused(
    office: Office, changes: dict[str, Any], clause: str, reason: str
) -> None:
    issue(office)
    with pytest.raises(UnableToEnterProvider) as refused:
        enter_body(office, **changes)
    assert refused.value.clauses == (clause,)
    assert reason in reasons_of(refused)


@pytest.mark.clause("A7.11")
def test_a_body_is_entered_once(office: Office, screened: Provider) -> None:
    with pytest.raises(UnableToEnterProvider) as refused:
        enter_body(office)
    assert [(row.clause, row.reason) for row in refused.value.verdicts] == [("A7.11", "provider_entered")]


@pytest.mark.clause("A6.7")
def test_two_different_reviewers_screen_a_body(office: Office, world: World) -> None:
    issue(office)
    provider = enter_body(office)
    review = {"provider_id": provider.id, "passed": True, **SOUND}
    assert perform(review_provider, actor=office.officer, now=NOW, **review).state == "applied"
    with pytest.raises(UnableToReview) as refused:
        perform(review_provider, actor=office.officer, now=NOW, **review)
    assert reasons_of(refused) == {"reviewed_already"}
    with pytest.raises(UnableToReview) as refused:
        perform(review_provider, actor=office.second, now=NOW, **review | {"blacklist_clear": False})
    assert reasons_of(refused) == {"review_unsound"}
    assert perform(review_provider, actor=office.second, now=NOW, **review).state == "screened"


@pytest.mark.clause("A6.7")
def test_one_failing_review_rejects_a_body(office: Office) -> None:
    issue(office)
    provider = enter_body(office)
    failed = {"provider_id": provider.id, "passed": False, **SOUND, "credit_clear": False}
    assert perform(review_provider, actor=office.officer, now=NOW, **failed).state == "rejected"


@pytest.mark.clause("A6.11")
@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"others": (900,)}, "too_few_bidders"),
        ({"method": "single_source"}, "method_not_competitive"),
        ({"others": (700, 950)}, "dearer_bid"),
    ],
)
def test_a_price_comes_from_three_valid_bids(
    office: Office, screened: Provider, changes: dict[str, Any], reason: str
) -> None:
    with pytest.raises(UnableToAward) as refused:
        perform(award, actor=office.approver, now=NOW, bid_id=tender(office, screened, **changes).id)
    assert refused.value.clauses == ("A6.11",)
    assert reasons_of(refused) == {reason}


@pytest.mark.clause("A6.7", "A6.11")
def test_only_a_valid_bid_of_a_screened_body_wins_and_once(office: Office, world: World) -> None:
    issue(office)
    provider = enter_body(office)
    early = tender(office, provider)
    with pytest.raises(UnableToAward) as refused:
        perform(award, actor=office.approver, now=NOW, bid_id=early.id)
    assert [(row.clause, row.reason) for row in refused.value.verdicts] == [("A6.7", "bidder_not_screened")]
    screen(office, provider)
    void = BidInput(provider.name, Fen(800), provider.id, is_valid=False)
    others = [BidInput(f"乙{number}", Fen(900 + number)) for number in range(3)]
    with pytest.raises(UnableToAward) as refused:
        perform(
            award, actor=office.approver, now=NOW, bid_id=tender(office, provider, bids=[void, *others]).id
        )
    assert [(row.clause, row.reason) for row in refused.value.verdicts] == [("A6.11", "bid_invalid")]
    perform(award, actor=office.approver, now=NOW, bid_id=early.id)
    with pytest.raises(UnableToAward) as refused:
        perform(award, actor=office.approver, now=NOW, bid_id=early.id)
    assert [(row.clause, row.reason) for row in refused.value.verdicts] == [("A6.11", "awarded_already")]


@pytest.mark.clause("A6.12")
def test_a_price_is_at_most_four_fifths_of_that_outside(office: Office, screened: Provider) -> None:
    with pytest.raises(UnableToAward) as refused:
        perform(award, actor=office.approver, now=NOW, bid_id=tender(office, screened, price=801).id)
    assert refused.value.clauses == ("A6.12",)
    (found,) = refused.value.verdicts
    assert found.reason == "price_not_clearly_lower"
    perform(award, actor=office.approver, now=NOW, bid_id=tender(office, screened, price=800).id)


@pytest.mark.clause("A6.12")
@pytest.mark.parametrize("seen", [[], [date(2025, 1, 11)]])
def test_without_evidence_of_a_year_no_price_is_awarded(
    office: Office, screened: Provider, seen: list[date]
) -> None:
    own = PriceSeen("价目表", Fen(1_000), 40, date(2026, 1, 1), screened.id)
    evidence = [replace(own, seen_date=day) for day in seen]
    with pytest.raises(UnableToAward) as refused:
        bid = tender(office, screened, evidence=evidence)
        perform(award, actor=office.approver, now=NOW, bid_id=bid.id)
    assert reasons_of(refused) == {"benchmark_missing"}


@pytest.mark.clause("A6.8")
def test_a_list_is_shown_for_five_working_days(office: Office, screened: Provider) -> None:
    with pytest.raises(UnableToList) as refused:
        open_a_list(office)
    assert reasons_of(refused) == {"list_empty"}
    perform(award, actor=office.approver, now=NOW, bid_id=tender(office, screened).id)
    version = open_a_list(office)
    with pytest.raises(UnableToList) as refused:
        open_a_list(office)
    assert reasons_of(refused) == {"list_open"}
    with pytest.raises(UnableToList) as refused:
        perform(confirm_list, actor=office.approver, now=NOW + timedelta(days=4), version_id=version.id)
    assert reasons_of(refused) == {"list_too_short"}
    confirming = {"actor": office.approver, "now": NOW + timedelta(days=7), "version_id": version.id}
    perform(confirm_list, **confirming)
    with pytest.raises(UnableToList) as refused:
        perform(confirm_list, **confirming)
    assert reasons_of(refused) == {"list_confirmed"}


@pytest.mark.clause("A6.10")
def test_a_removed_body_is_out_at_once_and_banned_for_two_terms(office: Office, world: World) -> None:
    provider = list_a_provider(office)
    move = {"provider_id": provider.id, "now": LISTED, "actor": office.approver}
    with pytest.raises(UnableToMove) as refused:
        perform(move_provider, event="remove", reason=" ", **move)
    assert reasons_of(refused) == {"reason_missing"}
    perform(move_provider, event="suspend", reason="抽查发现换人", **move)
    with world.inside():
        assert listed_provider(provider.id, on=ON) is None
    perform(move_provider, event="lift", reason="已整改", **move)
    with world.inside():
        assert listed_provider(provider.id, on=ON)
    removed = perform(move_provider, event="remove", reason="向家长推销", **move)
    assert removed.banned_until_date == date(2027, 1, 1)
    with pytest.raises(UnableToMove) as refused:
        perform(move_provider, event="lift", reason="误会", **move)
    assert reasons_of(refused) == {"wrong_state"}
    with pytest.raises(UnableToEnterProvider) as refused:
        enter_body(office)
    assert refused.value.clauses == ("A6.10",)
    assert reasons_of(refused) == {"provider_banned"}


@pytest.mark.clause("A7.11")
def test_a_published_line_is_not_altered(office: Office, world: World) -> None:
    list_a_provider(office)
    with pytest.raises(DatabaseError, match="kept as they were written"), world.inside():
        ListEntry.objects.update(price_fen=1)


def test_anyone_reads_the_list_and_nobody_else_the_bodies(office: Office) -> None:
    list_a_provider(office)
    with scoped(Scope()):
        assert ListEntry.objects.count() == 1
        assert Provider.objects.count() == 0


def test_a_school_does_not_even_lock_a_body(office: Office, world: World) -> None:
    provider = list_a_provider(office)
    with pytest.raises(Provider.DoesNotExist):
        perform(
            move_provider,
            actor=world[Role.SCHOOL_HEAD],
            now=NOW,
            provider_id=provider.id,
            event="remove",
            reason="不满意",
        )
