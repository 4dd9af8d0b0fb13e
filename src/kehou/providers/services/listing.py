"""Publishing the list: opened for its days, then confirmed; earlier versions stay readable (A6.8)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from kehou.authority.public import due_in, parameters_for
from kehou.kernel.actor import Actor, Role
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.documents.freezing import content_hash
from kehou.platform.duties.owing import discharge, owe
from kehou.providers.access import PUBLISH_LIST
from kehou.providers.models import Award, ListEntry, ListVersion, Provider
from kehou.providers.services.moving import step_to
from kehou.registry.public import holiday_calendar
from kehou.rulebook.facts.provider import ProviderStatus

_GO_IN = (ProviderStatus.SCREENED, ProviderStatus.LISTED, ProviderStatus.SUSPENDED)


class UnableToList(UnableTo):
    """There is nothing to list, or the days of publication are not over."""


@transaction.atomic
def open_list(
    *, actor: Actor, now: datetime, county_code: str, document_number: str, valid_until: date
) -> ListVersion:
    """Show a new version of the list: every awarded item of bodies that are screened or listed.

    Raises UnableToList.
    """
    county = Place(county_code)
    require(PUBLISH_LIST, actor, county)
    if ListVersion.objects.filter(county_code=county_code, confirmed_at=None).exists():
        raise UnableToList([refusal("A6.8", "list_open", subject="list")])
    awards = _latest_awards(county_code)
    if not awards:
        raise UnableToList([refusal("A6.8", "list_empty", subject="list")])
    last = ListVersion.objects.filter(county_code=county_code).aggregate(last=Max("number"))["last"] or 0
    lines = [_line(row) for row in awards]
    version = ListVersion.objects.create(
        county_code=county_code,
        number=last + 1,
        document_number=document_number,
        content_hash=content_hash({"lines": lines, "until": valid_until.isoformat()}),
        valid_until_date=valid_until,
        opened_by=actor.person,
        opened_at=now,
    )
    ListEntry.objects.bulk_create(
        ListEntry(county_code=county_code, version=version, award=row, provider=row.bid.provider, **line)
        for row, line in zip(awards, lines, strict=True)
    )
    for provider in _of(awards, ProviderStatus.SCREENED):
        step_to(provider, "publicise", actor=actor, now=now)
    subject = subject_of("provider_list", version.id)
    record("provider_list.opened", actor=actor, place=county, subject=subject, now=now)
    owe(
        "confirm_list",
        place=county,
        clause="A6.8",
        owner=Role.COUNTY_APPROVER,
        subject=subject,
        due=confirm_from(version),
        now=now,
    )
    return version


@transaction.atomic
def confirm_list(*, actor: Actor, now: datetime, version_id: UUID) -> ListVersion:
    """Put a shown version in force once its working days are over. Raises UnableToList."""
    version = ListVersion.objects.select_for_update().get(pk=version_id)
    county = Place(version.county_code)
    require(PUBLISH_LIST, actor, county)
    if version.confirmed_at:
        raise UnableToList([refusal("A6.8", "list_confirmed", subject="list")])
    needed = parameters_for(county, on=local_day(now)).count("tp_list_publicity_wd")
    shown = holiday_calendar().working_days_between(local_day(version.opened_at), local_day(now))
    if shown < needed:
        raise UnableToList([refusal("A6.8", "list_too_short", subject="list", found=shown, required=needed)])
    version.confirmed_by, version.confirmed_at = actor.person, now
    version.save(update_fields=["confirmed_by", "confirmed_at"])
    waiting = Provider.objects.filter(entries__version=version, state=ProviderStatus.PUBLICISED)
    for provider in waiting.distinct():
        step_to(provider, "list", actor=actor, now=now)
    subject = subject_of("provider_list", version.id)
    record("provider_list.confirmed", actor=actor, place=county, subject=subject, now=now)
    discharge("confirm_list", subject=subject, actor=actor, now=now)
    return version


def confirm_from(version: ListVersion) -> date | None:
    """The first day on which a version may be confirmed; None past the calendars that are known."""
    opened = local_day(version.opened_at)
    return due_in("tp_list_publicity_wd", place=Place(version.county_code), start=opened)


def _latest_awards(county_code: str) -> list[Award]:
    """The last award of each body's item."""
    rows = Award.objects.filter(county_code=county_code, bid__provider__state__in=_GO_IN)
    rows = rows.select_related("bid__provider", "competition").order_by("awarded_at", "id")
    latest = {(row.bid.provider_id, row.competition.title): row for row in rows}
    return sorted(latest.values(), key=lambda row: (str(row.bid.provider_id), row.competition.title))


def _line(row: Award) -> dict[str, str | int]:
    held, provider = row.competition, row.bid.provider
    return {
        "provider_name": provider.name if provider else row.bid.bidder,
        "item": held.title,
        "domain": held.domain,
        "price_fen": row.bid.price_fen,
        "minutes": held.minutes,
    }


def _of(awards: list[Award], state: ProviderStatus) -> list[Provider]:
    found = {row.bid.provider.id: row.bid.provider for row in awards if row.bid.provider}
    return [row for row in found.values() if row.state == state]
