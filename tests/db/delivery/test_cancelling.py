"""A session that is not held: families hear of it at once, once, and the children stay in hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.http import Http404

from factories.afternoon import MONDAY, at, running_school, session_on
from factories.afternoon_acts import hand_over, release, roll, start
from factories.law import lay_down_the_law
from factories.phones import INBOX
from factories.refused import grounds_of
from factories.world import COUNTY, World, a_world
from kehou.delivery.board import kept_on, waiting_at
from kehou.delivery.custody import expected_on, fold_of
from kehou.delivery.facts import Custody, Instead, SessionState
from kehou.delivery.models import Arrangement, FamilyNotice, Session
from kehou.delivery.public import afternoon_of
from kehou.delivery.services.arranging import UnableToAgree, UnableToArrange, agree_early, arrange_instead
from kehou.delivery.services.cancelling import UnableToCancel, cancel_session
from kehou.delivery.services.closing import UnableToCloseDay, close_day
from kehou.delivery.services.keeping import UnableToKeep, take_in
from kehou.delivery.services.releasing import UnableToRelease
from kehou.delivery.services.restoring import UnableToRestore, restore_session
from kehou.delivery.services.telling import tell_families_of
from kehou.kernel.actor import Role
from kehou.platform.access.performing import perform
from kehou.platform.messages.models import Message, PhoneText
from kehou.platform.outbox.announcing import drain

pytestmark = pytest.mark.django_db
NOON = at(12, 0)
LATER = date(2026, 3, 9)


@pytest.fixture
def world(settings: LazySettings) -> World:
    """Chess and ball on Mondays; the last two of six children play ball, the third is told of nobody's."""
    settings.KEHOU_SMS_CARRIER = "factories.phones.receive"
    INBOX.clear()
    lay_down_the_law()
    world = a_world(urban_rural_code="111", per_class=1)
    running_school(world, players=2)
    drain(COUNTY)
    INBOX.clear()
    return world


def _cancel(world: World, *, on: date = MONDAY, **changes: Any) -> Session:
    session = session_on(world, on=on)
    acts: dict[str, Any] = {
        "cause": "leader_away",
        "actor": world[Role.SCHOOL_TEACHING],
        "now": NOON,
    } | changes
    perform(cancel_session, session_id=session.id, **acts)
    drain(COUNTY)
    with world.inside():
        session.refresh_from_db()
    return session


def _told(world: World) -> list[Message]:
    with world.inside():
        return list(Message.objects.filter(kind="session_change").order_by("made_at", "id"))


@pytest.mark.clause("A4.14", "A9.12", "A10.8")
def test_each_family_of_the_group_is_told_once_by_message_and_text(world: World) -> None:
    _cancel(world)
    players = {child.guardian.person for child in world.children[:4]}
    told = _told(world)
    assert {row.to_person_id for row in told} == players
    assert len(told) == len(INBOX) == 4  # each has a phone of its own; nobody of the ball group
    text = told[0].text
    for part in (
        "3月2日（周一）17:10",
        "任课教师不在",
        "由老师在",
        "看护",
        "17:50离校",
        "不收费",
        "会退给您",
    ):
        assert part in text
    assert INBOX[0][1] == f"【课后】{text}"
    with world.inside():
        batch = Arrangement.objects.get().batch_id
        assert tell_families_of(world.place, batch, now=NOON) == 0  # announced again: nobody anew
        assert FamilyNotice.objects.filter(batch_id=batch).count() == 4
        assert not PhoneText.objects.exclude(failure="").exists()
    drain(COUNTY)
    assert len(_told(world)) == len(INBOX) == 4


def test_without_a_carrier_the_school_learns_whom_to_call(world: World, settings: LazySettings) -> None:
    settings.KEHOU_SMS_CARRIER = "kehou.platform.messages.unset.refuse"
    _cancel(world)
    assert len(_told(world)) == 4
    with world.inside():
        assert set(PhoneText.objects.values_list("failure", "sent_at")) == {("no_carrier", None)}


@pytest.mark.clause("A10.8", "A10.13")
def test_the_children_stay_in_hand_until_their_hour(world: World) -> None:
    child = world.children[2]
    _cancel(world)
    with world.inside():
        assert len(expected_on(world.school.id, world.term.id, MONDAY)) == 6
        shown = afternoon_of(child.pupil_id, place=world.place, on=MONDAY)
        assert (shown.custody, shown.until) == (Custody.CLASS, at(17, 50))
        assert shown.parts[0].is_kept
    assert hand_over(world, 3).handed_count == 1
    with world.inside():
        kept = kept_on(world.place, world.term.id, on=MONDAY)
        assert child.pupil_id in waiting_at(world.place, on=MONDAY, kept=kept)
    with pytest.raises(UnableToCloseDay):
        perform(
            close_day,
            actor=world[Role.SCHOOL_SAFETY],
            now=at(18, 30),
            place=world.place,
            term_id=world.term.id,
        )
    with pytest.raises(UnableToRelease) as refused:
        release(world, child.pupil_id, way="line", now=at(16, 20))
    assert grounds_of(refused) == {("A10.8", "early_without_consent")}
    release(world, child.pupil_id, way="line", now=at(17, 50))
    with world.inside():
        fold = fold_of(world.school.id, world.term.id, MONDAY, pupils=[child.pupil_id])
        assert fold.children[child.pupil_id].custody is Custody.HOME


@pytest.mark.clause("A10.8")
def test_a_child_leaves_sooner_only_by_consent_where_the_school_asked(world: World) -> None:
    asked, kept = world.children[2], world.children[3]
    session = _cancel(world, instead="pickup", room="301教室")
    agree: dict[str, Any] = {"now": at(13, 0), "session_id": session.id, "given": True}
    with pytest.raises(Http404):
        perform(agree_early, actor=asked.guardian, pupil_id=kept.pupil_id, **agree)
    perform(agree_early, actor=asked.guardian, pupil_id=asked.pupil_id, **agree)
    hand_over(world, 3)
    hand_over(world, 4)
    release(world, asked.pupil_id, way="line", now=at(16, 20))
    with pytest.raises(UnableToRelease) as refused:
        release(world, kept.pupil_id, way="line", now=at(16, 20))
    assert grounds_of(refused) == {("A10.8", "early_without_consent")}
    release(world, kept.pupil_id, to_person_id=kept.guardian.person, now=at(16, 20))  # came: that is consent
    other = _cancel(world, on=LATER)
    with pytest.raises(UnableToAgree) as not_asked:
        perform(
            agree_early, actor=asked.guardian, pupil_id=asked.pupil_id, **(agree | {"session_id": other.id})
        )
    assert grounds_of(not_asked) == {("A10.8", "early_not_offered")}


@pytest.mark.clause("A10.8", "A10.6", "A10.9")
@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"instead": "home"}, [("A10.8", "sent_home_without_consent")]),
        ({"instead": "care", "carer_id": Role.SCHOOL_CASHIER}, [("A10.6", "carer_not_cleared")]),
        ({"instead": "group", "joined_id": LATER}, [("A10.9", "joined_group_unfit")]),
    ],
)
def test_nobody_is_sent_home_or_left_with_nobody_fit(
    world: World, changes: dict[str, Any], refused: list[tuple[str, str]]
) -> None:
    if "carer_id" in changes:
        changes = changes | {"carer_id": world[changes["carer_id"]].person}
    if "joined_id" in changes:
        changes = changes | {"joined_id": session_on(world, slot="ball-0", on=LATER).id}
    with pytest.raises(UnableToCancel) as found:
        _cancel(world, **changes)
    assert grounds_of(found) == set(refused)
    assert not _told(world)
    fine = {"instead": "care", "carer_id": world[Role.CLASS_TEACHER].person}
    assert _cancel(world, **fine).instead == Instead.CARE
    assert _cancel(world, on=LATER, cause="school_closed", instead="home").instead == Instead.HOME
    with world.inside():
        assert not expected_on(world.school.id, world.term.id, LATER) & {
            child.pupil_id for child in world.children[:4]
        }


@pytest.mark.clause("A10.8", "A10.9")
def test_children_who_join_another_group_are_on_its_roll(world: World) -> None:
    ball = session_on(world, slot="ball-0")
    chess = _cancel(world, instead="group", joined_id=ball.id)
    assert ball.title in _told(world)[0].text
    trainer = world[Role.CLASS_TEACHER]
    start(world, ball, actor=trainer)
    roll(world, ball, actor=trainer)
    with world.inside():
        fold = fold_of(world.school.id, world.term.id, MONDAY)
        assert len(fold.in_state(Custody.COURSE)) == 6
        assert set(fold.roll_of(ball.id)) == {child.pupil_id for child in world.children}
        assert not fold.roll_of(chess.id)


@pytest.mark.clause("A10.8")
def test_guests_of_a_group_that_is_cancelled_too_are_kept_and_told(world: World) -> None:
    ball = session_on(world, slot="ball-0")
    chess = _cancel(world, instead="group", joined_id=ball.id)
    perform(
        cancel_session,
        actor=world[Role.SCHOOL_TEACHING],
        now=NOON + timedelta(minutes=5),
        session_id=ball.id,
        cause="weather",
    )
    drain(COUNTY)
    with world.inside():
        chess.refresh_from_db()
        assert (chess.instead, chess.joined_id) == (Instead.CARE, None)
        assert len(expected_on(world.school.id, world.term.id, MONDAY)) == 6
    late = [row for row in _told(world) if row.made_at > NOON]
    assert sum("取消后的安排有变" in row.text for row in late) == 4
    assert sum("天气" in row.text for row in late) == 2


@pytest.mark.clause("A10.8", "A7.11")
def test_another_arrangement_is_told_and_only_while_it_matters(world: World) -> None:
    session = _cancel(world)
    change: dict[str, Any] = {"session_id": session.id, "instead": "care", "room": "图书室"}
    office = world[Role.SCHOOL_TEACHING]
    perform(arrange_instead, actor=office, now=at(13, 0), **change)
    drain(COUNTY)
    assert sum("图书室" in row.text for row in _told(world)) == 4
    with pytest.raises(UnableToArrange) as refused:
        perform(arrange_instead, actor=office, now=at(17, 50), **change)
    assert grounds_of(refused) == {("A7.11", "nothing_to_arrange")}


@pytest.mark.clause("A10.9")
def test_who_watches_takes_the_children_in_and_seeks_the_missing(world: World) -> None:
    carer = world[Role.CLASS_TEACHER]
    session = _cancel(world, instead="care", room="301教室", carer_id=carer.person)
    lost = world.children[2]
    hand_over(world, 3)
    take: dict[str, Any] = {"session_id": session.id, "absent": {lost.pupil_id}}
    with pytest.raises(Http404):
        perform(take_in, actor=world[Role.TEACHER], now=at(17, 12), **take)
    with pytest.raises(UnableToKeep) as another_day:
        perform(take_in, actor=carer, now=at(17, 12, on=LATER), **take)
    assert grounds_of(another_day) == {("A10.9", "nobody_to_keep")}
    perform(take_in, actor=carer, now=at(17, 12), **take)
    with world.inside():
        fold = fold_of(world.school.id, world.term.id, MONDAY)
        assert fold.in_state(Custody.UNACCOUNTED) == {lost.pupil_id}
        assert len(fold.in_state(Custody.COURSE)) == 3
        assert not fold.rolls  # nobody was served
        assert Message.objects.filter(kind="absence").count() == 1
        assert Message.objects.filter(kind="substitute", to_person_id=carer.person).exists()


@pytest.mark.clause("A4.14", "A7.11")
def test_a_session_held_after_all_is_told_once_and_one_behind_stays_cancelled(world: World) -> None:
    session = _cancel(world, cause="weather")
    office = world[Role.SCHOOL_TEACHING]
    back: dict[str, Any] = {"session_id": session.id}
    with pytest.raises(UnableToRestore) as refused:
        perform(restore_session, actor=office, now=session.starts_at, **back)
    assert grounds_of(refused) == {("A7.11", "nothing_to_restore")}
    perform(restore_session, actor=office, now=at(14, 0), **back)
    drain(COUNTY)
    with world.inside():
        session.refresh_from_db()
        assert (session.state, session.instead) == (SessionState.PLANNED, "")
    assert sum("照常上" in row.text for row in _told(world)) == 4
    with pytest.raises(UnableToRestore):
        perform(restore_session, actor=office, now=at(14, 5), **back)
    _cancel(world, now=at(15, 0))  # and cancelled once more: told anew
    assert sum("任课教师不在" in row.text for row in _told(world)) == 4
