"""Telling families of a changed afternoon: announced with the act, told behind it, each guardian once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from kehou.delivery.facts import CancelCause, Instead
from kehou.delivery.instead import joined_of
from kehou.delivery.models import Arrangement, Cancellation, FamilyNotice, Restoration, Session
from kehou.delivery.news import News, Turn, told
from kehou.delivery.rolls import Roster
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.platform.audit.trail import subject_of
from kehou.platform.messages.notifying import notify
from kehou.platform.messages.texting import text_people
from kehou.platform.outbox.announcing import announce
from kehou.registry.public import families_of, one_a_phone

TOPIC = "afternoon.changed"
TODAY = "/family/today/"


def announce_change(turn: str, place: Place, batch: UUID, *, now: datetime) -> None:
    """Say that families are to be told of one act, whose rows bear its ``batch``."""
    announce(
        TOPIC, place=place, subject=subject_of("change", batch), now=now, payload={"turn": Turn(turn).value}
    )


def tell_families_of(place: Place, batch: UUID, *, now: datetime) -> int:
    """Tell every guardian whom an act concerns and who was not told yet; how many.

    A message stays on the family's pages; a text goes to each phone once, also where guardians share it.
    """
    news = _news(batch)
    _call_carers(place, batch, now=now)
    by_guardian = _by_guardian(place, news, now=now)
    before = FamilyNotice.objects.filter(batch_id=batch, guardian_id__in=by_guardian)
    fresh = by_guardian.keys() - set(before.values_list("guardian_id", flat=True))
    words = {guardian: told([news[session] for session in by_guardian[guardian]]) for guardian in fresh}
    rows = [
        FamilyNotice(
            county_code=place.code,
            school_id=place.school,
            batch_id=batch,
            guardian_id=guardian,
            told_at=now,
        )
        for guardian in sorted(fresh)
    ]
    FamilyNotice.objects.bulk_create(rows, batch_size=2_000)
    for text, people in _by_text(words).items():
        notify(people, place=place, kind="session_change", text=text, now=now, link=TODAY)
    text_people(one_a_phone(words), place=place, now=now, matter=subject_of("change", batch))
    return len(fresh)


def _news(batch: UUID) -> dict[Session, News]:
    """What an act changed, by session."""
    arranged = list(Arrangement.objects.filter(batch_id=batch).select_related("session"))
    restored = Restoration.objects.filter(batch_id=batch).select_related("session")
    sessions = [row.session for row in arranged]
    joined = joined_of(sessions)
    causes = {
        row.session_id: row
        for row in Cancellation.objects.filter(session__in=sessions).order_by("cancelled_at", "id")
    }
    found = {row.session: News(Turn.RESTORED, row.session.title, row.session.starts_at) for row in restored}
    for row in arranged:
        cause, session = causes[row.session_id], row.session
        target = joined.get(row.joined_id) if row.joined_id else None
        found[session] = News(
            turn=Turn.CANCELLED if cause.cancelled_at == row.arranged_at else Turn.ARRANGED,
            title=session.title,
            starts_at=session.starts_at,
            cause=CancelCause(cause.cause),
            instead=Instead(row.instead),
            room=target.room if target else row.room,
            joined=target.title if target else "",
            ends_at=target.ends_at if target else session.ends_at,
        )
    return found


def _by_guardian(place: Place, news: Iterable[Session], *, now: datetime) -> Mapping[UUID, set[Session]]:
    """Whose children are expected at which of some sessions; who must not collect a child is not told."""
    sessions = list(news)
    members: dict[UUID, set[Session]] = defaultdict(set)
    for term in {row.term_id for row in sessions}:
        mine = [row for row in sessions if row.term_id == term]
        roster = Roster.of_term(place.school, term, groups={row.group_id for row in mine})
        for row in mine:
            for pupil in roster.of(row.group_id, row.session_date):
                members[pupil].add(row)
    found: dict[UUID, set[Session]] = defaultdict(set)
    for link in families_of(place.school, on=local_day(now), pupils=set(members)):
        if not link.must_not_collect:
            found[link.guardian_id] |= members[link.pupil_id]
    return found


def _by_text(words: Mapping[UUID, str]) -> Mapping[str, list[UUID]]:
    found: dict[str, list[UUID]] = defaultdict(list)
    for guardian, text in words.items():
        found[text].append(guardian)
    return found


def _call_carers(place: Place, batch: UUID, *, now: datetime) -> None:
    """Tell those who are to watch the children of a cancelled session, once."""
    if FamilyNotice.objects.filter(batch_id=batch).exists():
        return
    carers = Arrangement.objects.filter(batch_id=batch).exclude(carer_id=None)
    people = {person for person in carers.values_list("carer_id", flat=True) if person}
    text = "一次课取消了，请您看护这些学生，时间和教室见今天的课。"
    notify(people, place=place, kind="substitute", text=text, now=now, link="/afternoon/sessions/")
