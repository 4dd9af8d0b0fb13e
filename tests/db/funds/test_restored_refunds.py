"""A cancelled session is held after all: its credit goes back in red, unless the family was promised it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from factories.afternoon import session_on
from factories.billing import Billed, a_paid_world, hand_over_again
from kehou.delivery.services.cancelling import cancel_session
from kehou.delivery.services.restoring import restore_session
from kehou.funds.models import LedgerEntry, Refund
from kehou.kernel.actor import Role
from kehou.kernel.fen import Fen
from kehou.platform.access.performing import perform
from kehou.platform.outbox.announcing import drain

pytestmark = pytest.mark.django_db
SECOND_MONDAY = date(2026, 3, 9)


@pytest.fixture
def billed() -> Billed:
    return a_paid_world()


def _cancel(billed: Billed) -> UUID:
    """The school does not hold the first child's second session."""
    slot = str(billed.bill().lines[0]["slot"])
    session = session_on(billed.world, slot=slot, on=SECOND_MONDAY)
    office = billed.world[Role.SCHOOL_TEACHING]
    perform(cancel_session, actor=office, now=billed.now, session_id=session.id, cause="leader_away")
    drain(billed.world.place)
    return session.id


@pytest.mark.clause("A9.12", "A9.23")
def test_a_session_held_after_all_takes_its_unpaid_credit_back_in_red(billed: Billed) -> None:
    session_id = _cancel(billed)
    balance = billed.standing().granted
    assert balance == Fen(200)
    _restore(billed, session_id)
    refunds = billed.refunds(cause="school")
    assert {row.state for row in refunds} == {"withdrawn"}
    assert billed.standing().granted == Fen(0)
    with billed.world.inside():
        entries = LedgerEntry.objects.filter(document__in=[f"refund/{row.id}" for row in refunds])
        red = LedgerEntry.objects.filter(event="reversal")
        assert {row.reverses_id for row in red} == {row.id for row in entries}
        maker = str(billed.world[Role.SCHOOL_TEACHING].person)
        assert {(row.made_by, row.checked_by) for row in red} == {(maker, "system")}
    hand_over_again(billed.world, "session.restored")
    hand_over_again(billed.world, "session.cancelled")
    assert {row.state for row in billed.refunds(cause="school")} == {"withdrawn"}
    _cancel(billed)  # and not held after all: paid back once more
    assert billed.standing().granted == Fen(200)


@pytest.mark.clause("A9.12")
def test_what_was_approved_or_paid_stays_with_the_family(billed: Billed) -> None:
    session_id = _cancel(billed)
    with billed.world.inside():
        mine = Refund.objects.get(pupil_id=billed.world.children[0].pupil_id, cause="school")
        Refund.objects.filter(pk=mine.pk).update(state=Refund.State.APPROVED)
    _restore(billed, session_id)
    with billed.world.inside():
        mine.refresh_from_db()
        assert mine.state == Refund.State.APPROVED
    assert billed.standing().granted == Fen(200)


def _restore(billed: Billed, session_id: UUID) -> None:
    office = billed.world[Role.SCHOOL_TEACHING]
    later = billed.now + timedelta(hours=1)
    perform(restore_session, actor=office, now=later, session_id=session_id)
    drain(billed.world.place)
