"""Numbers come from records, are kept as they were computed, and ask where they miss their target."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import DatabaseError

from factories.afternoon import MONDAY
from factories.billing import BILLING, a_billed_world
from factories.closed import OVER, a_term_of_money
from factories.refused import reasons_of
from factories.reported import a_supervised_world, decide, report, take_on
from factories.supervised import MARCH, a_watched_school, compute, hold_first_monday, signal_of
from factories.world import COUNTY, World
from kehou.funds.models import Bill
from kehou.kernel.actor import Role
from kehou.oversight.gathering.money import gather_money
from kehou.oversight.indicators.catalogue import DEFINITIONS
from kehou.oversight.models import Case, Signal, SignalEnd, Snapshot
from kehou.oversight.queries.readings import UnableToList, readings_of_school, refuse_ranking
from kehou.oversight.rules import Outcome
from kehou.oversight.services.signalling import UnableToEndSignal, end_signal, note_signal
from kehou.oversight.services.watching import watch_county
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import at, scoped
from kehou.platform.duties.models import Duty
from kehou.rulebook.facts.cases import CaseOrigin
from kehou.rulebook.facts.supervision import ListedBy
from kehou.rulebook.hunan_2024.art11_money import fee_burden

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_watched_school()


def _values(world: World) -> dict[str, Fraction | None]:
    with world.inside():
        found = readings_of_school(world.school.id, world.term.id, viewer=world[Role.COUNTY_OFFICER])
    return {
        item.row.indicator: Fraction(item.row.part, item.row.whole)
        for item in found
        if not item.row.subject or item.definition.of_county
    }


@pytest.mark.clause("A11.3", "A7.11")
def test_a_week_is_computed_from_what_was_recorded(world: World) -> None:
    hold_first_monday(world)
    compute(world)
    values = _values(world)
    assert values["complete_records"] == 1
    assert values["third_party_time"] == 0
    assert values["free_days"] == 0
    with world.inside():
        shares = Snapshot.objects.filter(indicator="x_share_delivered", first_date=MONDAY)
        assert {row.subject for row in shares} == {f"grade/{grade}/week/2026-03-02" for grade in range(1, 7)}
        assert all(row.rows and row.edition == "HN-2024-12" for row in shares)


@pytest.mark.clause("A11.3")
def test_the_same_records_give_no_new_number_and_corrected_ones_a_new_revision(world: World) -> None:
    hold_first_monday(world, recorded=False)
    assert compute(world) > 10
    assert compute(world) == 0
    hold_first_monday(world)
    compute(world, now=MARCH + timedelta(hours=1))
    with world.inside():
        revisions = Snapshot.objects.filter(indicator="complete_records").order_by("revision")
        assert [(row.revision, row.part > 0, row.is_kept) for row in revisions] == [
            (1, False, False),
            (2, True, True),
        ]


@pytest.mark.clause("A11.3", "A7.11")
def test_no_hand_edits_a_number(world: World) -> None:
    hold_first_monday(world, recorded=False)
    compute(world)
    for change in (
        lambda: Snapshot.objects.filter(indicator="complete_records").update(part=1),
        lambda: Snapshot.objects.filter(indicator="outdoor_time").delete(),
        lambda: Signal.objects.update(due_date=None),
    ):
        with pytest.raises(DatabaseError, match="kept as they were written"), world.inside():
            change()


@pytest.mark.clause("A11.3")
def test_a_missed_target_asks_until_it_recovers(world: World) -> None:
    hold_first_monday(world, recorded=False)
    compute(world)
    signal = signal_of(world, "complete_records")
    with world.inside():
        duties = Duty.objects.filter(subject=f"signal/{signal.id}")
        assert {duty.owner_role for duty in duties} == {Role.COUNTY_OFFICER, Role.SCHOOL_HEAD}
        assert {duty.due_date for duty in duties} == {signal.due_date}
    hold_first_monday(world)
    compute(world, now=MARCH + timedelta(hours=1))
    with world.inside():
        assert SignalEnd.objects.get(signal=signal).kind == "recovered"
        assert not duties.filter(done_at=None).exists()


@pytest.mark.clause("A11.3", "A11.9")
def test_an_officer_goes_from_a_signal_to_a_case_and_it_is_no_finding(world: World) -> None:
    hold_first_monday(world, recorded=False)
    compute(world)
    signal = signal_of(world, "complete_records")
    perform(
        note_signal, actor=world[Role.SCHOOL_HEAD], now=MARCH, signal_id=signal.id, text="系统停机，正在补录"
    )
    officer = world[Role.COUNTY_OFFICER]
    with pytest.raises(UnableToEndSignal) as refused:
        perform(end_signal, actor=officer, now=MARCH, signal_id=signal.id, kind="case", note=" ")
    assert reasons_of(refused) == {"signal_without_note"}
    assert refused.value.clauses == ("A11.3",)
    case_id = perform(end_signal, actor=officer, now=MARCH, signal_id=signal.id, kind="case", note="到校核实")
    with world.inside():
        case = Case.objects.get(pk=case_id)
        assert (case.origin, case.clause, case.state) == (CaseOrigin.SIGNAL, "A7.10", "received")
    with pytest.raises(UnableToEndSignal) as refused:
        perform(end_signal, actor=officer, now=MARCH, signal_id=signal.id, kind="explained", note="再办一次")
    assert reasons_of(refused) == {"signal_ended"}


@pytest.mark.clause("A2.2", "A8.9")
def test_take_up_is_never_listed_by_class_or_teacher(world: World) -> None:
    with world.inside():
        for by in (ListedBy.CLASS, ListedBy.TEACHER):
            with pytest.raises(UnableToList) as refused:
                refuse_ranking(DEFINITIONS["attendance"], by, county_code=COUNTY.code, on=MONDAY)
            assert refused.value.clauses == ("A2.2", "A8.9")
        refuse_ranking(DEFINITIONS["attendance"], ListedBy.SCHOOL, county_code=COUNTY.code, on=MONDAY)
        refuse_ranking(DEFINITIONS["complete_records"], ListedBy.TEACHER, county_code=COUNTY.code, on=MONDAY)


@pytest.mark.clause("A11.15")
def test_cases_in_and_out_of_time_are_counted(world: World) -> None:

    first = report(world).case_id
    take_on(world, first)
    decide(world, first, Outcome.PARTLY)
    report(world)
    compute(world)
    values = _values(world)
    assert values["upheld_cases"] == 1
    assert values["timely_cases"] == 0  # one waits for its reply since January, one for its acceptance
    assert values["complaint_rate"] == Fraction(2_000, len(world.children))


@pytest.mark.clause("A3.7", "A11.2", "A11.6", "A11.7", "A11.15")
def test_the_nightly_round_computes_the_county_and_opens_what_it_owes(world: World) -> None:
    case_id = report(world, now=MARCH).case_id
    perform(watch_county, actor=world[Role.COUNTY_OFFICER], now=MARCH, county_code=COUNTY.code)
    with world.inside():
        coverage = Snapshot.objects.get(indicator="coverage")
        assert (coverage.part, coverage.whole, coverage.school_id) == (1, 1, None)
        owed = set(Duty.objects.filter(school_id=None, done_at=None).values_list("kind", flat=True))
        assert {"survey_families", "hear_parents", "plan_inspections", "accept_case"} <= owed
        duty = Duty.objects.get(kind="accept_case")
        assert duty.subject == f"case/{case_id}"
    with scoped(at(world.place)):
        assert not Snapshot.objects.filter(indicator="coverage").exists()
        assert not Duty.objects.filter(kind="accept_case").exists()


@pytest.mark.clause("A9.25", "A9.26", "A9.11")
def test_the_money_is_measured_from_the_book_to_the_fen() -> None:
    world = a_supervised_world()
    a_term_of_money(world)
    compute(world, now=OVER)
    values = _values(world)
    assert values["allowance_share"] == Fraction(62_000, 65_000)
    assert values["manager_ratio"] == Fraction(10_000 * 2, 52_000)
    assert "surplus_returned" not in values  # not due before its days are over
    assert "fee_burden" not in values  # without a bill nothing was charged


@pytest.mark.clause("A9.6", "A9.12")
def test_what_is_billed_is_held_against_the_tariff_and_refunds_against_their_day() -> None:
    billed = a_billed_world()
    with billed.world.inside():
        inputs = gather_money(billed.world.school, billed.world.term, today=BILLING.date())
    assert inputs.term
    burden = fee_burden(inputs.term)
    assert burden.value is not None
    assert 0 < burden.value <= 1
    with billed.world.inside():
        bills = Bill.objects.all()
        assert inputs.term.periods == sum(bill.units for bill in bills)
        assert burden.part == sum(bill.gross_fen for bill in bills)
        assert burden.whole == sum(bill.units for bill in bills) * 400
