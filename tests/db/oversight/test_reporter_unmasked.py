"""Who reported stays unknown: to the school, to the database, to the clock (security.md)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import pytest
from django.db import DatabaseError, models
from django.http import Http404

from factories.refused import reasons_of
from factories.reported import LATER, WORDS, a_supervised_world, report, take_on
from factories.world import COUNTY, NOW, World
from kehou.kernel.actor import Role
from kehou.oversight.models import Brief, Case, CaseRating, CaseStep, Report
from kehou.oversight.queries.answers import answer_under
from kehou.oversight.queries.cases import visible_cases
from kehou.oversight.queries.corrections import visible_briefs
from kehou.oversight.sealing import open_for_county
from kehou.oversight.services.deciding import transfer_case
from kehou.oversight.services.investigating import UnableToBrief, answer_brief, brief_school
from kehou.oversight.services.unsealing import contents_of, read_report
from kehou.platform.access.performing import perform
from kehou.platform.audit.models import AuditEvent
from kehou.platform.database.scope import at, scoped
from kehou.platform.duties.models import Duty
from kehou.platform.outbox.models import OutboxEvent
from kehou.platform.sealed.cipher import UnableToOpen
from kehou.registry.public import names_of

pytestmark = pytest.mark.django_db
NAME, PHONE = "周举报", "13900001234"


@pytest.fixture
def world() -> World:
    return a_supervised_world()


@pytest.fixture
def case_id(world: World) -> UUID:
    return take_on(world, report(world, name=NAME, phone=PHONE).case_id)


def _brief(world: World, case_id: UUID, text: str, asked: str = "") -> Brief:
    return perform(
        brief_school,
        actor=world[Role.COUNTY_OFFICER],
        now=LATER,
        case_id=case_id,
        text=text,
        asked=asked,
    )


@pytest.mark.clause("A2.14")
def test_the_school_reads_rewritten_words_only(world: World, case_id: UUID) -> None:
    with world.inside():
        pupil = next(iter(names_of([world.children[0].pupil_id]).values()))
    unmasking = {
        f"据{NAME}反映": "reporter_name",
        f"请回电{PHONE}": "reporter_phone",
        f"有人说：{WORDS[:20]}": "own_words",
        f"{pupil}的家长": "pupil_name",
    }
    for text, trace in unmasking.items():
        with pytest.raises(UnableToBrief) as refused:
            _brief(world, case_id, text)
        assert refused.value.clauses == ("A2.14",)
        assert trace in refused.value.verdicts[0].facts["found"]
    with pytest.raises(UnableToBrief):
        _brief(world, case_id, "请说明参加情况", asked=f"联系{NAME}")
    brief = _brief(world, case_id, "有反映称参加与否同评优有关", "请提供本学期评优办法")
    head = world[Role.SCHOOL_HEAD]
    with scoped(at(world.place)):
        assert [row.text for row in visible_briefs(head)] == ["有反映称参加与否同评优有关"]
    perform(answer_brief, actor=head, now=LATER, brief_id=brief.id, text="评优办法附后")
    with pytest.raises(UnableToBrief) as refused:
        perform(answer_brief, actor=head, now=LATER, brief_id=brief.id, text="补充")
    assert reasons_of(refused) == {"brief_answered"}


@pytest.mark.clause("A2.14")
def test_the_school_sees_no_case_whatever_it_asks(world: World, case_id: UUID) -> None:
    with scoped(at(COUNTY)):
        assert Case.objects.count() == Report.objects.count() == 1  # the county does see it
        in_hand = Report.objects.select_related("case").get()
        contents = contents_of(in_hand.case)
        assert contents
        assert contents.name == NAME
    with scoped(at(world.place)):
        for table in (Case, CaseStep, Report, CaseRating):
            assert not table.objects.exists()
        assert not Duty.objects.filter(subject__contains=str(case_id)).exists()
        assert not AuditEvent.objects.filter(subject__contains=str(case_id)).exists()
        assert not OutboxEvent.objects.exists()
        with pytest.raises(UnableToOpen):  # even with the sealed row in hand, the key is out of reach
            open_for_county(in_hand.name, county_code=COUNTY.code, column="name", row=in_hand.id)
    head = world[Role.SCHOOL_HEAD]
    assert not visible_cases(head).exists()
    with pytest.raises(Http404):
        perform(read_report, actor=world[Role.COUNTY_MARKET], now=LATER, case_id=case_id)


@pytest.mark.clause("A2.14")
def test_nothing_that_was_told_lies_readable_in_the_database(world: World, case_id: UUID) -> None:
    with world.inside():
        row = Report.objects.get()
        for value in (row.text, row.name, row.phone):
            for secret in (WORDS, NAME, PHONE):
                assert secret.encode() not in bytes(value)
    contents = perform(read_report, actor=world[Role.COUNTY_OFFICER], now=LATER, case_id=case_id)
    assert (contents.text, contents.name, contents.phone) == (WORDS, NAME, PHONE)
    with world.inside():
        assert AuditEvent.objects.filter(action="case.report_read").count() == 1


@pytest.mark.clause("A2.14")
def test_an_anonymous_report_tells_no_time(world: World) -> None:
    moment = datetime(2026, 1, 12, 16, 43, 21, tzinfo=NOW.tzinfo)
    receipt = report(world, now=moment)
    with world.inside():
        rows: list[models.Model] = [Case.objects.get(), Report.objects.get(), CaseStep.objects.get()]
        assert Case.objects.get().is_anonymous
        for row in rows:
            assert row.pk.version == 4
            assert not [f.name for f in row._meta.concrete_fields if isinstance(f, models.DateTimeField)]
        assert rows[2].taken_date == date(2026, 1, 12)
        assert not AuditEvent.objects.filter(subject__contains=str(receipt.case_id)).exists()
        assert not Duty.objects.filter(subject__contains=str(receipt.case_id)).exists()


@pytest.mark.clause("A11.15")
def test_a_receipt_is_not_stored_and_leads_to_its_own_case_only(world: World) -> None:
    first, second = report(world), report(world)
    with world.inside():
        stored = set(Case.objects.values_list("receipt_token", flat=True))
        assert first.number not in stored
        assert len(stored) == 2
        assert answer_under(first.number.lower().replace("-", " "))
        assert answer_under(f"{first.number[:-1]}{'0' if first.number[-1] != '0' else '1'}") is None
        assert answer_under("") is None
    assert first.number != second.number


@pytest.mark.clause("A11.15", "A7.11")
def test_a_deadline_is_moved_by_no_hand(world: World, case_id: UUID) -> None:
    for change in (
        lambda: CaseStep.objects.filter(event="accept").update(due_date=date(2026, 12, 31)),
        lambda: CaseStep.objects.filter(event="accept").delete(),
        lambda: Case.objects.filter(pk=case_id).update(received_date=date(2026, 1, 30)),
    ):
        with pytest.raises(DatabaseError, match="kept as they were written"), world.inside():
            change()


@pytest.mark.clause("A11.13")
def test_what_went_to_discipline_is_sealed_from_the_officers(world: World, case_id: UUID) -> None:
    perform(
        transfer_case,
        actor=world[Role.COUNTY_APPROVER],
        now=LATER,
        case_id=case_id,
        to="discipline",
        files=["群聊记录"],
        reason="涉嫌失职",
    )
    with world.inside():
        assert not visible_cases(world[Role.COUNTY_OFFICER]).exists()
        assert visible_cases(world[Role.COUNTY_APPROVER]).exists()
    with pytest.raises(Http404):
        perform(read_report, actor=world[Role.COUNTY_OFFICER], now=LATER, case_id=case_id)
    assert perform(read_report, actor=world[Role.COUNTY_APPROVER], now=LATER, case_id=case_id)
