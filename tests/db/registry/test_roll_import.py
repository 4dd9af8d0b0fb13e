"""A roll comes in: previewed, accepted, repeated, and nobody is removed by absence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404

from factories.registry import accept, pupil_named, take_in, upload, upload_content
from factories.registry import school as school
from factories.roll_files import good_row, id_number, new_pupil, phone
from factories.world import NOW, World, a_world
from kehou.kernel.actor import Role
from kehou.platform.access.performing import perform
from kehou.platform.audit.models import AuditEvent
from kehou.platform.files.models import StoredFile
from kehou.platform.files.storing import content_of
from kehou.registry.models import (
    Guardianship,
    Identity,
    LeaverProposal,
    PhoneDirectory,
    Pupil,
    School,
    SchoolClass,
)
from kehou.registry.public import families_of, names_of, owners_of, pupils_of
from kehou.registry.rolls import UnableToReadRoll
from kehou.registry.services.rolls import reporting
from kehou.registry.services.rolls.accepting import UnableToAcceptRoll, accept_import
from kehou.registry.services.rolls.leaving import confirm_leavers

pytestmark = pytest.mark.django_db


def test_a_preview_changes_nothing_and_counts_what_would_come(school: World) -> None:
    found = upload(school, good_row(31), good_row(33, 身份证件号=id_number(sequence=33)[:-1] + "?"))
    assert found.counts["new"] == 1
    assert found.counts["refused"] == 1
    with school.inside():
        assert Pupil.objects.count() == 0


@pytest.mark.clause("A3.3")
def test_good_rows_are_accepted_with_class_family_and_flags(school: World) -> None:
    take_in(school, good_row(31, 是否留守儿童="1", 就读方式="2"))
    with school.inside():
        (pupil,) = pupils_of(school.school.id)
        assert names_of([pupil.id]) == {pupil.id: "向禾苗"}
        assert (pupil.class_name, pupil.grade, pupil.seat_number) == ("三年级2班", 3, 1)
        assert pupil.boards
        assert pupil.has_priority
        links = families_of(school.school.id, on=NOW.date())
        assert {link.relation for link in links} == {"father", "mother"}
    (father,) = owners_of(phone(31))
    assert father.name == "向远山"


def test_a_repeated_upload_changes_nothing(school: World) -> None:
    rows = [
        good_row(31),
        good_row(32, 姓名="向麦苗", 班号="三（2）班"),
        good_row(33, 姓名="向豆苗", 成员2姓名="", 成员2联系电话=""),
    ]
    take_in(school, *rows)
    tables = (Pupil, Identity, Guardianship, SchoolClass, LeaverProposal)
    with school.inside():
        before = [list(table.objects.order_by("id").values()) for table in tables]
    again = take_in(school, *rows)
    assert again.counts["same"] == 3
    assert again.counts["new"] == again.counts["changed"] == again.counts["leavers"] == 0
    with school.inside():
        assert [list(table.objects.order_by("id").values()) for table in tables] == before


def test_guardians_are_one_person_only_for_phone_and_name_alike(school: World) -> None:
    sister = good_row(32, 姓名="向麦苗", 班号="202401", 入学年月="202409", 成员1联系电话=phone(31))
    other_name = good_row(34, 姓名="向豆苗", 成员1姓名="向近水", 成员1联系电话=phone(31))
    take_in(school, good_row(31), sister, other_name)
    with school.inside():
        links = families_of(school.school.id, on=NOW.date())
        fathers = {link.pupil_id: link.guardian_id for link in links if link.relation == "father"}
    one, two, three = (pupil_named(school, name).id for name in ("向禾苗", "向麦苗", "向豆苗"))
    assert fathers[one] == fathers[two] != fathers[three]
    with school.inside():
        assert not Guardianship.objects.exclude(confirmed_at=None).exists()


def test_a_change_takes_over_what_is_said_and_keeps_the_rest(school: World) -> None:
    take_in(school, good_row(31, 是否孤儿="1"))
    moved = take_in(
        school, good_row(31, 班号="202301", 是否孤儿="", 成员2姓名="彭冬雪", 成员2联系电话=phone(99))
    )
    assert moved.counts["changed"] == 1
    with school.inside():
        (pupil,) = pupils_of(school.school.id)
        assert pupil.class_name == "三年级1班"
        assert pupil.has_priority
        assert len(families_of(school.school.id, on=NOW.date())) == 3


def test_leavers_are_proposed_and_leave_only_when_a_person_says_so(school: World) -> None:
    take_in(school, good_row(31), good_row(32, 姓名="向麦苗"), good_row(33, 姓名="向豆苗"))
    later = take_in(school, good_row(31))
    assert later.counts["leavers"] == 2
    with school.inside():
        assert len(pupils_of(school.school.id)) == 3
    gone, stays = pupil_named(school, "向麦苗"), pupil_named(school, "向豆苗")
    office = {"actor": school[Role.SCHOOL_TEACHING], "now": NOW}
    assert perform(confirm_leavers, **office, pupils=[gone.id], leave=True) == 1
    assert perform(confirm_leavers, **office, pupils=[stays.id], leave=False) == 1
    assert perform(confirm_leavers, **office, pupils=[stays.id, gone.id], leave=True) == 0
    with school.inside():
        assert {row.id for row in pupils_of(school.school.id)} == {
            stays.id,
            pupil_named(school, "向禾苗").id,
        }
    take_in(school, good_row(31))
    with school.inside():
        assert not LeaverProposal.objects.filter(outcome="").exists()


def test_a_leaver_who_is_named_again_comes_back(school: World) -> None:
    take_in(school, good_row(31), good_row(32, 姓名="向麦苗"))
    take_in(school, good_row(31))
    gone = pupil_named(school, "向麦苗")
    perform(confirm_leavers, actor=school[Role.SCHOOL_HEAD], now=NOW, pupils=[gone.id], leave=True)
    back = take_in(school, good_row(31), good_row(32, 姓名="向麦苗"))
    assert back.counts["returned"] == 1
    assert pupil_named(school, "向麦苗").status == Pupil.Status.ON_ROLL


def test_an_open_proposal_closes_when_a_later_roll_names_the_pupil(school: World) -> None:
    take_in(school, good_row(31), good_row(32, 姓名="向麦苗"))
    take_in(school, good_row(31))
    take_in(school, good_row(31), good_row(32, 姓名="向麦苗"))
    with school.inside():
        assert list(LeaverProposal.objects.values_list("outcome", flat=True)) == ["named"]


def test_a_refused_row_makes_nobody_a_leaver(school: World) -> None:
    take_in(school, good_row(31), good_row(32, 姓名="向麦苗"))
    broken = take_in(school, good_row(31), good_row(32, 姓名="向麦?"))
    assert broken.counts["refused"] == 1
    assert broken.counts["leavers"] == 0


@pytest.mark.clause("A3.3")
def test_a_pupil_of_another_school_is_flagged_without_saying_where(school: World) -> None:
    other = a_world(per_class=0, short_code="other")
    row = good_row(31)
    with other.inside():
        code = School.objects.get(pk=other.school.id).official_code
    take_in(other, row | {"学校标识码": code})
    found = upload(school, row, good_row(32, 姓名="向麦苗"))
    assert found.counts["elsewhere"] == 1
    accept(school, found)
    with school.inside():
        assert len(pupils_of(school.school.id)) == 1
        lying = StoredFile.objects.get(pk=found.report_id)
    with school.inside():
        report = content_of(lying.id, on=NOW.date()).decode()
    assert str(other.school.id) not in report
    assert code not in report


def test_expected_pupils_come_with_their_own_list_and_are_nobodys_leavers(school: World) -> None:
    take_in(school, good_row(31))
    came = take_in(school, new_pupil(41), kind="new_pupils")
    assert came.counts["new"] == 1
    assert came.counts["leavers"] == 0
    expected = pupil_named(school, "向新芽")
    assert expected.status == Pupil.Status.NEW
    assert take_in(school, good_row(31)).counts["leavers"] == 0
    with school.inside():
        links = families_of(school.school.id, on=NOW.date())
    father = {link.guardian_id for link in links if link.relation == "father"}
    assert len(father) == 2


def test_an_expected_pupil_is_enrolled_by_the_roll(school: World) -> None:
    number = id_number(sequence=35)
    take_in(school, new_pupil(35, 姓名="向禾苗", 身份证号=number, 班号="202302"), kind="new_pupils")
    take_in(school, good_row(35))
    assert pupil_named(school, "向禾苗").status == Pupil.Status.ON_ROLL


def test_a_number_that_comes_later_belongs_to_the_pupil_who_had_none(school: World) -> None:
    nameless = good_row(31, 身份证件号="", 身份证件类型="Z")
    take_in(school, nameless)
    later = take_in(school, good_row(31))
    assert later.counts["new"] == 0
    assert take_in(school, good_row(31)).counts["same"] == 1
    with school.inside():
        assert Identity.objects.exclude(id_token="").count() == 1


@pytest.mark.clause("A3.3")
def test_what_cannot_be_accepted_is_refused_with_its_reason(school: World) -> None:
    def reason(uploaded, now=NOW) -> str:  # type: ignore[no-untyped-def]
        with pytest.raises(UnableToAcceptRoll) as refused:
            perform(accept_import, actor=school[Role.SCHOOL_TEACHING], now=now, import_id=uploaded.id)
        return refused.value.verdicts[0].reason

    once = take_in(school, good_row(31))
    assert reason(once) == "roll_accepted_before"
    assert reason(upload(school, good_row(33, 姓名=""))) == "roll_without_good_row"
    assert reason(upload(school, good_row(33)), NOW + timedelta(days=31)) == "roll_file_expired"


def test_a_file_without_required_columns_is_kept_and_proposes_no_leavers(school: World) -> None:
    take_in(school, good_row(31))
    row = good_row(31)
    found = upload(school, {heading: row[heading] for heading in row if heading != "班号"})
    assert found.counts["leavers"] == 0
    with school.inside():
        assert "缺少" in reporting.read(content_of(found.report_id, on=NOW.date())).missing


def test_a_file_that_is_no_roll_is_refused_and_not_kept(school: World) -> None:
    with pytest.raises(UnableToReadRoll):
        upload_content(school, b"%PDF-1.7")
    with school.inside():
        assert not StoredFile.objects.exists()
        assert AuditEvent.objects.filter(refused=True).count() == 1


def test_only_the_office_of_the_school_imports(school: World) -> None:
    for role in (Role.TEACHER, Role.CLASS_TEACHER, Role.COUNTY_OFFICER):
        with pytest.raises(Http404):
            upload(school, good_row(31), role=role)


def test_phones_lead_to_the_county_once(school: World) -> None:
    take_in(school, good_row(31), good_row(32, 姓名="向麦苗", 成员1联系电话=phone(31)))
    assert PhoneDirectory.objects.count() == 3
