"""What an own teacher took over from a stopped body goes back to it, unless the school keeps its teacher."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.http import Http404

from factories.coached import LIFTED, STOPPED, Coached, coached_school, end, lift, suspend
from factories.world import COUNTY
from kehou.delivery.models import Session, Substitution
from kehou.delivery.services.changing import substitute_leader
from kehou.delivery.services.giving_back import UnableToGiveBack, say_who_goes_on
from kehou.delivery.takeovers import shown_takeovers
from kehou.kernel.actor import Role
from kehou.platform.access.performing import perform
from kehou.platform.messages.models import Message
from kehou.platform.outbox.announcing import drain
from kehou.rulebook.facts.courses import LeaderKind
from sharing import Standing

pytestmark = pytest.mark.django_db
ONE, OTHER = date(2026, 4, 13), date(2026, 4, 20)
TALK = STOPPED + timedelta(days=1)


@pytest.fixture(scope="module")
def built(standing: Standing[Coached]) -> Coached:
    return standing(coached_school)


@pytest.fixture
def coached(built: Coached) -> Coached:
    """The body is suspended; on two Mondays that lie ahead at the lifting the teacher on site took over."""
    coached = deepcopy(built)
    with coached.world.inside():
        rows = Session.objects.filter(course_key=coached.contract.course_key)
        rows.filter(session_date__in=(ONE, OTHER)).update(supervisor_id=_teacher(coached))
    suspend(coached)
    drain(COUNTY)
    rows_by_day = coached.sessions()
    assert {rows_by_day[day].leader_kind for day in (ONE, OTHER)} == {LeaderKind.OWN}
    return coached


def _teacher(coached: Coached) -> UUID:
    return coached.world[Role.TEACHER].person


def _coach(coached: Coached) -> UUID:
    with coached.world.inside():
        return coached.contract.staff.get().file.person_id


def _say(
    coached: Coached, *days: date, stays: bool, now: Any = TALK, by: Role = Role.SCHOOL_TEACHING
) -> None:
    sessions = coached.sessions()
    said: dict[str, Any] = {"session_ids": [sessions[day].id for day in days], "stays": stays}
    perform(say_who_goes_on, actor=coached.world[by], now=now, **said)


def _told(coached: Coached, person: UUID) -> list[str]:
    with coached.world.inside():
        rows = Message.objects.filter(kind="taken_over", to_person_id=person).order_by("made_at", "id")
        return list(rows.values_list("text", flat=True))


@pytest.mark.clause("A6.10", "A2.7")
def test_lifting_gives_back_what_a_teacher_took_over_and_tells_both_once(coached: Coached) -> None:
    lift(coached)
    rows = coached.sessions()
    for day in (ONE, OTHER):
        assert (rows[day].leader_id, rows[day].leader_kind) == (_coach(coached), LeaderKind.THIRD_PARTY)
        assert rows[day].supervisor_id == _teacher(coached)  # and watches again (A6.9)
    text = f"4月13日（周一）起的2次“{rows[ONE].title}”交还机构教师。"
    assert _told(coached, _teacher(coached)) == _told(coached, _coach(coached)) == [text]
    with coached.world.inside():
        office = Message.objects.filter(kind="provider_back").values_list("text", flat=True)
        assert all("本校教师接手的2次课已交还" in row for row in office)
        assert Substitution.objects.filter(session=rows[ONE]).count() == 2  # both turns stay written down
        assert not shown_takeovers(coached.world.school.id, now=LIFTED)


@pytest.mark.clause("A6.10")
def test_what_the_school_keeps_stays_with_its_teacher_until_it_says_otherwise(coached: Coached) -> None:
    _say(coached, ONE, stays=True)
    assert _told(coached, _coach(coached)) == _told(coached, _teacher(coached))
    assert "由本校教师继续上" in _told(coached, _coach(coached))[0]
    lift(coached)
    rows = coached.sessions()
    assert rows[ONE].leader_id == _teacher(coached)
    assert rows[OTHER].leader_id == _coach(coached)
    with coached.world.inside():
        (kept,) = shown_takeovers(coached.world.school.id, now=LIFTED)
        assert (kept.taken.stays, kept.body_is_back) == (True, True)
    _say(coached, ONE, stays=False, now=LIFTED)
    assert coached.sessions()[ONE].leader_id == _coach(coached)
    assert _told(coached, _teacher(coached))[-1].endswith("交还机构教师。")


@pytest.mark.clause("A6.10")
def test_a_word_taken_back_before_the_lifting_holds_no_longer(coached: Coached) -> None:
    _say(coached, ONE, OTHER, stays=True)
    _say(coached, ONE, stays=False, now=TALK + timedelta(hours=1))
    assert coached.sessions()[ONE].leader_id == _teacher(coached)  # the body is still stopped
    lift(coached)
    rows = coached.sessions()
    assert (rows[ONE].leader_id, rows[OTHER].leader_id) == (_coach(coached), _teacher(coached))


@pytest.mark.clause("A6.10", "A7.11")
def test_whom_the_school_named_since_and_what_no_contract_covers_stays(coached: Coached) -> None:
    named = coached.sessions()[ONE]
    with coached.world.inside():
        Session.objects.filter(slot_key="ball-0", session_date=ONE).update(leader_id=None)
    perform(
        substitute_leader,
        actor=coached.world[Role.SCHOOL_TEACHING],
        now=TALK,
        session_id=named.id,
        to_person_id=coached.world[Role.CLASS_TEACHER].person,
        reason="换一位",
    )
    with pytest.raises(UnableToGiveBack) as refused:
        _say(coached, ONE, stays=False)
    assert [(row.clause, row.reason) for row in refused.value.verdicts] == [("A7.11", "nothing_taken_over")]
    end(coached)
    lift(coached)
    rows = coached.sessions()
    assert rows[ONE].leader_id == coached.world[Role.CLASS_TEACHER].person
    assert rows[OTHER].leader_id == _teacher(coached)


@pytest.mark.clause("A10.6", "A6.10")
def test_a_coach_who_stands_elsewhere_gets_nothing_back_and_the_office_hears(coached: Coached) -> None:
    with coached.world.inside():
        Session.objects.filter(slot_key="ball-0", session_date=ONE).update(leader_id=_coach(coached))
    lift(coached)
    rows = coached.sessions()
    assert (rows[ONE].leader_id, rows[OTHER].leader_id) == (_teacher(coached), _coach(coached))
    with coached.world.inside():
        office = Message.objects.filter(kind="provider_back").values_list("text", flat=True)
        assert all("1次课的教师或教室已另有安排" in row for row in office)
    with pytest.raises(UnableToGiveBack) as refused:
        _say(coached, ONE, stays=False, now=LIFTED)
    assert [(row.clause, row.reason) for row in refused.value.verdicts] == [("A10.6", "former_leader_unfit")]
    _say(coached, ONE, stays=True, now=LIFTED)
    assert coached.sessions()[ONE].leader_id == _teacher(coached)


def test_only_the_office_says_who_goes_on_and_of_something(coached: Coached) -> None:
    for role in (Role.TEACHER, Role.SCHOOL_SAFETY, Role.COUNTY_OFFICER):
        with pytest.raises(Http404):
            _say(coached, ONE, stays=True, by=role)
    with pytest.raises(Http404):
        _say(coached, stays=True)
