"""Two reviewers look at a body's credit, the black list and its materials (A6.7)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import parameters_for
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, Verdict, refusal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.providers.access import REVIEW_PROVIDER
from kehou.providers.models import Provider, Review
from kehou.providers.services.moving import step_to
from kehou.rulebook.facts.provider import ProviderStatus


class UnableToReview(UnableTo):
    """The reviewer has reviewed already, the body is past its review, or what was found is unsound."""


@transaction.atomic
def review_provider(
    *,
    actor: Actor,
    now: datetime,
    provider_id: UUID,
    passed: bool,
    credit_clear: bool,
    blacklist_clear: bool,
    materials_sound: bool,
    remark: str = "",
) -> Provider:
    """Write down one reviewer's finding; the last one needed screens the body, a failing one rejects it.

    Raises UnableToReview.
    """
    provider = Provider.objects.select_for_update().get(pk=provider_id)
    county = Place(provider.county_code)
    require(REVIEW_PROVIDER, actor, county)
    sound = credit_clear and blacklist_clear and materials_sound
    faults = _faults(provider, actor, passed=passed, sound=sound)
    if faults:
        raise UnableToReview(faults)
    Review.objects.create(
        county_code=provider.county_code,
        provider=provider,
        reviewer_id=actor.person,
        passed=passed,
        credit_clear=credit_clear,
        blacklist_clear=blacklist_clear,
        materials_sound=materials_sound,
        remark=remark,
        reviewed_at=now,
    )
    subject = subject_of("provider", provider.id)
    record("provider.reviewed", actor=actor, place=county, subject=subject, now=now)
    needed = parameters_for(county, on=local_day(now)).count("tp_reviewers_min")
    if not passed:
        step_to(provider, "reject", actor=actor, now=now, reason=remark)
    elif Review.objects.filter(provider=provider, passed=True).count() >= needed:
        step_to(provider, "screen", actor=actor, now=now)
    return provider


def _faults(provider: Provider, actor: Actor, *, passed: bool, sound: bool) -> list[Verdict]:
    if provider.state != ProviderStatus.APPLIED:
        return [refusal("A6.7", "wrong_state", subject="provider", found=provider.state)]
    if Review.objects.filter(provider=provider, reviewer_id=actor.person).exists():
        return [refusal("A6.7", "reviewed_already", subject="provider")]
    if passed and not sound:
        return [refusal("A6.7", "review_unsound", subject="provider")]
    return []
