"""Who else stands before the demo's children: a provider under contract, a craftsman, and who still waits."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from kehou.demo.county import DemoCounty
from kehou.demo.growing.quietly import quiet
from kehou.demo.people import PROVIDER_DESK
from kehou.demo.plans import Hired
from kehou.demo.rolls import DemoSchool
from kehou.demo.story.listing import office_of
from kehou.demo.story.people import checks, tell_people
from kehou.kernel.actor import Actor, Grant, Role
from kehou.platform.access.holding import give_role
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import at, scoped
from kehou.providers.models import PersonFile
from kehou.providers.services.asking import ask_approval
from kehou.providers.services.bodies import OfferInput, enter_provider
from kehou.providers.services.checking import record_checks
from kehou.providers.services.filing import Outsider, file_outsider
from kehou.providers.services.reviewing import review_provider
from kehou.providers.services.using import ask_use

ONE_DAY = timedelta(days=1)


def hire_provider(county: DemoCounty, school: DemoSchool, now: datetime) -> Hired:
    """From the county's criteria to a contract that the head approved; a desk of the provider's own."""
    hired = tell_people(quiet(), county, school, now)
    place, desk = county.schools[school.key].place, county.actor(PROVIDER_DESK)
    with scoped(at(place)):
        give_role(
            desk.person, Role.PROVIDER, place, from_date=county.term.first_date, detail=str(hired.provider_id)
        )
    grant = Grant(Role.PROVIDER, place, str(hired.provider_id))
    county.people[PROVIDER_DESK] = Actor(desk.person, (grant,))
    return hired


def ask_for_more(
    county: DemoCounty, school: DemoSchool, asking: DemoSchool, provider_id: UUID, now: datetime
) -> None:
    """A provider that is reviewed once, another school that asks for a listed one, a coach asked for."""
    officer = county.actor("county-officer")
    body = perform(
        enter_provider,
        actor=officer,
        now=now - ONE_DAY,
        county_code=office_of(county).code,
        name="星河青少年体育俱乐部",
        credit_code="91430100MA4L00024X",
        licence_number="教民1439901002",
        licence_domains=["pe"],
        licence_to=date(2027, 6, 30),
        offers=[OfferInput("轮滑", "pe", 40)],
    )
    seen = {"passed": True, "credit_clear": True, "blacklist_clear": True, "materials_sound": True}
    perform(review_provider, actor=officer, now=now, provider_id=body.id, **seen)
    _ask_for_provider(county, asking, provider_id, now)
    _ask_for_coach(county, school, now)


def _ask_for_provider(county: DemoCounty, asking: DemoSchool, provider_id: UUID, now: datetime) -> None:
    perform(
        ask_use,
        actor=county.actor(f"{asking.key}-plan"),
        now=now,
        place=county.schools[asking.key].place,
        term_id=county.term.id,
        provider_id=provider_id,
        course_count=1,
        need_statement="征求意见时八十名学生想学舞蹈，本校只有一位教师会教",
    )


def _ask_for_coach(county: DemoCounty, school: DemoSchool, now: datetime) -> None:
    safety, place = county.actor(f"{school.key}-safety"), county.schools[school.key].place
    file = perform(
        file_outsider,
        actor=safety,
        now=now - ONE_DAY,
        place=place,
        outsider=Outsider(
            name="罗教练",
            kind=PersonFile.Kind.OUTSIDE,
            outside_kind="retired_athlete",
            need="学生想踢足球，本校没有足球专项教师",
            consented=now.date() - ONE_DAY,
        ),
    )
    perform(record_checks, actor=safety, now=now, file_id=file.id, checks=checks(now.date()))
    head, term = county.actor(f"{school.key}-head"), county.term
    perform(ask_approval, actor=head, now=now, file_id=file.id, term_id=term.id)
