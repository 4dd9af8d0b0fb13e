"""The chapters of the families: agreements, wishes, the draw before witnesses, and leaving."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from kehou.agreements.public import (
    PURPOSE,
    ChildSigning,
    agreement_of,
    decline,
    prove_phone,
    sign_for_children,
    withdraw,
)
from kehou.demo.county import HOME, DemoCounty
from kehou.demo.inbox import latest_code
from kehou.demo.rolls import DemoSchool
from kehou.demo.story.families import Family
from kehou.demo.story.teller import Teller
from kehou.enrolment.facts import Offering, Wishes
from kehou.enrolment.models import SchoolSeal
from kehou.enrolment.public import offering_at
from kehou.enrolment.services.closing import close_choice
from kehou.enrolment.services.opening import open_choice
from kehou.enrolment.services.placing import draw_places
from kehou.enrolment.services.sealing import sealed_copy
from kehou.enrolment.services.wishing import enter_wishes
from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.platform.access.codes import issue_code
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import at, scoped
from kehou.platform.messages.sms import send_sms
from kehou.platform.outbox.announcing import drain
from kehou.platform.paper.verification import verify
from kehou.registry.public import phone_token

WINDOW = timedelta(days=5)
SIGNERS = 240


def tell_agreements(
    teller: Teller,
    county: DemoCounty,
    school: DemoSchool,
    people: Sequence[Family],
    version_id: UUID,
    now: datetime,
) -> list[Family]:
    """Families sign or decline of their own will (A2.1, A7.6); those who signed."""
    teller.chapter("课后服务协议")
    signers, others = with_own_phone(people)[:SIGNERS], people[-5:]
    first = signers[0]
    teacher = county.actor(f"{school.key}-teacher")
    teller.refusal("教师替家长签协议", "A2.2", lambda: _sign(county, first, version_id, now, actor=teacher))
    teller.refusal("用错误的验证码签", "A7.6", lambda: _sign(county, first, version_id, now, code="000000x"))
    teller.step(
        f"{len(signers)}个家庭用手机签署协议", lambda: sign_agreements(county, signers, version_id, now)
    )
    teller.step(f"{len(others)}个家庭选择不参加，不问理由", lambda: _decline_all(county, others, now))
    sealed = teller.step("下载盖有学校电子印章的协议", lambda: _sealed(county, first, now))
    teller.check(
        "印章验证通过，改动一个字节就不再通过", _holds(sealed, now) and not _holds(_altered(sealed), now)
    )
    return signers


def tell_draw(
    teller: Teller,
    county: DemoCounty,
    school: DemoSchool,
    people: Sequence[Family],
    version_id: UUID,
    now: datetime,
) -> None:
    """Choose, close, draw before witnesses, and leave with one tap (A2.4, A3.4, A7.8)."""
    teller.chapter("选课与电脑随机派位")
    planner = county.actor(f"{school.key}-plan")
    place = county.schools[school.key].place
    window = teller.step("开放选课", lambda: open_window(county, place, planner, now))
    with scoped(at(place)):
        offering = offering_at(version_id)
    first = people[0]
    teller.refusal(
        "教师替学生选课",
        "A2.4",
        lambda: _wish(county, first, offering, now, actor=county.actor(f"{school.key}-teacher")),
    )
    teller.step(f"{len(people)}名学生选课排序", lambda: wish_all(county, school, people, version_id, now))
    over = now + WINDOW
    teller.refusal("没到时间就关闭选课", "A2.4", lambda: _close(planner, window, now))
    teller.step("关闭选课，公布名单和承诺的校验值", lambda: _close(planner, window, over))
    teller.refusal("没有公开的数字就派位", "A7.11", lambda: _draw(planner, window, "", over))
    teller.step("在家长面前抽出数字，电脑随机派位", lambda: _draw(planner, window, "20260227", over))
    teller.refusal("换一个数字重新派位", "A7.11", lambda: _draw(planner, window, "20260228", over))
    teller.step("一个家庭退出，候补依次递补", lambda: _leave(county, first, over))


def _sealed(county: DemoCounty, family: Family, now: datetime) -> bytes:
    place = family.actor.wards[0].place
    with scoped(at(place)):
        agreement = agreement_of(family.pupil.id, county.term.id)
    if agreement is None:
        raise AssertionError("the family signed, and no agreement is there")
    address = "https://kehou.example/"
    return perform(sealed_copy, actor=family.actor, now=now, agreement_id=agreement.id, address=address)


def _holds(pdf: bytes, now: datetime) -> bool:
    with scoped(HOME):
        trust = list(SchoolSeal.objects.values_list("issuer_certificate", flat=True))
    reports = verify(pdf, trust=[bytes(pem) for pem in trust], at=now)
    return bool(reports) and all(report.holds and report.whole_file for report in reports)


def _altered(pdf: bytes) -> bytes:
    middle = len(pdf) // 3
    return pdf[:middle] + bytes([pdf[middle] ^ 1]) + pdf[middle + 1 :]


def with_own_phone(people: Sequence[Family]) -> list[Family]:
    """Families whose phone nobody else gave, so that each gets a code of its own at once."""
    phones = [family.phone for family in people]
    return [family for family in people if family.phone and phones.count(family.phone) == 1]


def sign_agreements(county: DemoCounty, people: Sequence[Family], version_id: UUID, now: datetime) -> None:
    for family in people:
        _sign(county, family, version_id, now)


def _sign(
    county: DemoCounty,
    family: Family,
    version_id: UUID,
    now: datetime,
    *,
    actor: Actor | None = None,
    code: str = "",
) -> None:
    proven = prove_phone(family.phone, code or ("" if actor else _code_for(family.phone)))
    place, days = family.actor.wards[0].place, (0, 1, 2, 3, 4)
    child = ChildSigning(place, family.pupil.id, county.term.id, version_id, days)
    perform(sign_for_children, actor=actor or family.actor, now=now, children=(child,), proven=proven)


def _code_for(phone: str) -> str:
    """Ask for a code and read it from the phone, as a family would."""
    send_sms(phone, f"【课后】您的签署验证码是 {issue_code(phone_token(phone), purpose=PURPOSE)}。")
    return latest_code(phone)


def _decline_all(county: DemoCounty, people: Sequence[Family], now: datetime) -> None:
    for family in people:
        place = family.actor.wards[0].place
        perform(
            decline,
            actor=family.actor,
            now=now,
            place=place,
            pupil_id=family.pupil.id,
            term_id=county.term.id,
        )


def open_window(county: DemoCounty, place: Place, planner: Actor, now: datetime) -> UUID:
    closes_at = now + WINDOW - timedelta(hours=1)
    return perform(
        open_choice, actor=planner, now=now, place=place, term_id=county.term.id, closes_at=closes_at
    ).id


def wish_all(
    county: DemoCounty, school: DemoSchool, people: Sequence[Family], version_id: UUID, now: datetime
) -> None:
    """Every family ranks courses for the week."""
    with scoped(at(county.schools[school.key].place)):
        offering = offering_at(version_id)
    for number, family in enumerate(people):
        _wish(county, family, offering, now, turn=number)


def favourites(offering: Offering, grade: int, turn: int) -> dict[str, tuple[str, ...]]:
    """Two courses a band, favourites first: most children want the same ones."""
    ranked = {}
    for band in offering.bands_of(grade):
        keys = [option.key for option in offering.in_band(band.key, grade)]
        if keys:
            ranked[band.key] = tuple(dict.fromkeys((keys[0], keys[turn % len(keys)])))
    return ranked


def _wish(
    county: DemoCounty,
    family: Family,
    offering: Offering,
    now: datetime,
    *,
    actor: Actor | None = None,
    turn: int = 0,
) -> None:
    perform(
        enter_wishes,
        actor=actor or family.actor,
        now=now,
        place=family.actor.wards[0].place,
        pupil_id=family.pupil.id,
        term_id=county.term.id,
        wishes=Wishes(favourites(offering, family.pupil.grade, turn)),
    )


def _close(planner: Actor, window_id: UUID, now: datetime) -> None:
    perform(close_choice, actor=planner, now=now, window_id=window_id)


def _draw(planner: Actor, window_id: UUID, number: str, now: datetime) -> None:
    perform(
        draw_places,
        actor=planner,
        now=now,
        window_id=window_id,
        public_number=number,
        witnesses="家长代表六人，家长委员会主任在场",
    )


def close_and_draw(planner: Actor, window_id: UUID, number: str, now: datetime) -> None:
    """Close the list and draw before parents."""
    _close(planner, window_id, now)
    _draw(planner, window_id, number, now)


def _leave(county: DemoCounty, family: Family, now: datetime) -> None:
    place = family.actor.wards[0].place
    perform(
        withdraw,
        actor=family.actor,
        now=now,
        place=place,
        pupil_id=family.pupil.id,
        term_id=county.term.id,
    )
    drain(place)
