"""A school whose afternoons run and whose fees are out, and the pages that its people open then."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.test import Client

from factories.afternoon import plan_sessions
from factories.billing import with_a_book
from factories.browsing import family_client, staff_client
from factories.reported import report
from factories.world import World
from kehou.delivery.facts import Mark, MarkKind
from kehou.delivery.models import Session, StoredMark
from kehou.delivery.rolls import Roster
from kehou.delivery.services.storing import row_of
from kehou.funds.models import Bill, Refund, TermLedger
from kehou.kernel.actor import Role
from kehou.oversight.services.computing import compute_school
from kehou.platform.access.performing import perform
from kehou.platform.clock.business import set_business_now
from kehou.platform.database.rows import new_id
from kehou.rulebook.facts.refunds import RefundCause


def into_the_term(world: World, *, paid: int, cases: int) -> Session:
    """The sessions are planned and the bills out; a day's rolls are called, some have paid, some reported.

    One of the day's sessions with the most children is what comes back. Rows that are many are written as
    rows: the services that write them one by one have tests of their own.
    """
    plan_sessions(world)
    billed = with_a_book(world)
    billed.issue()
    for child in range(paid):
        billed.pay(billed.standing(child).open.amount, child=child)
    with world.inside():
        bills = Bill.objects.filter(school_id=world.school.id).order_by("id")[:paid]
        Refund.objects.bulk_create(_asked_back(bill, billed.now) for bill in bills)
    for number in range(cases):
        report(world, text=f"第{number}件：班主任说不参加课后服务的孩子以后评优靠后，我觉得这是强迫")
    session = call_the_rolls(world)
    set_business_now(session.starts_at + timedelta(minutes=20))
    officer = world[Role.COUNTY_OFFICER]
    perform(compute_school, actor=officer, now=session.ends_at, school=world.school, term=world.term)
    return session


def later_pages(world: World, session: Session) -> list[tuple[Client, str]]:
    """The pages of the second half of a term, each with the browser in which it may be opened."""
    with world.inside():
        ledger = TermLedger.objects.get(school_id=world.school.id)
        bill = Bill.objects.filter(school_id=world.school.id).earliest("id")
    own, money = f"/afternoon/sessions/{session.id}/", f"/money/schools/{world.school.id}/"
    child, books = world.children[0], f"/ledgers/{ledger.id}/"
    paths = {
        Client(): (f"/schools/{world.school.short_code}/", f"/schools/{world.school.short_code}/accounts/"),
        family_client(child): ("/family/today/", f"/family/{child.pupil_id}/account/"),
        staff_client(world, Role.SCHOOL_TEACHING): (
            "/afternoon/sessions/",
            own,
            f"{own}roll/",
            f"{own}log/",
            "/afternoon/classes/",
            "/afternoon/leaves/",
            "/afternoon/log/",
        ),
        staff_client(world, Role.SCHOOL_SAFETY): (
            "/afternoon/board/",
            "/afternoon/gate/",
            "/afternoon/incidents/",
        ),
        staff_client(world, Role.SCHOOL_ACCOUNTANT): (
            f"{money}bills/",
            f"/money/bills/{bill.id}/",
            f"{money}receipts/",
            f"{money}refunds/",
            f"{money}fee-board/",
            f"{money}aid/",
            books,
            f"{books}closing/",
            "/allowances/",
            "/spending/",
        ),
        staff_client(world, Role.SCHOOL_HEAD): ("/contracts/", "/statement/"),
        staff_client(world, Role.COUNTY_OFFICER): (
            "/cases/",
            "/board/",
            f"/indicators/{world.school.id}/",
            "/signals/",
            "/providers/",
            "/requests/",
        ),
    }
    return [(client, path) for client, some in paths.items() for path in some]


def call_the_rolls(world: World) -> Session:
    """Everybody is there on the first day that has sessions; the session with the most children."""
    with world.inside():
        here = {"school_id": world.school.id, "term_id": world.term.id}
        first = Session.objects.filter(**here).exclude(state="cancelled").earliest("starts_at")
        day: date = first.session_date
        sessions = list(Session.objects.filter(**here, session_date=day).exclude(state="cancelled"))
        roster = Roster.of_term(world.school.id, world.term.id)
        members = {row.id: roster.of(row.group_id, day) for row in sessions}
        StoredMark.objects.bulk_create(
            row_of(
                Mark(new_id(), pupil, MarkKind.PRESENT, row.starts_at, row.id),
                place=world.place,
                term_id=world.term.id,
                on=day,
                made_by=world[Role.TEACHER].person,
                now=row.starts_at,
            )
            for row in sessions
            for pupil in members[row.id]
        )
        Session.objects.filter(id__in=members).update(state="running")
        return max(sessions, key=lambda row: (row.starts_at == first.starts_at, len(members[row.id])))


def _asked_back(bill: Bill, now: datetime) -> Refund:
    return Refund(
        county_code=bill.county_code,
        school_id=bill.school_id,
        bill=bill,
        pupil_id=bill.pupil_id,
        term_id=bill.term_id,
        cause=RefundCause.SPECIAL.value,
        source=f"asked/{bill.id}",
        units=1,
        amount_fen=100,
        offset_fen=0,
        cash_fen=100,
        state=Refund.State.REQUESTED,
        requested_at=now,
    )
