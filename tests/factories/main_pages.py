"""A school in the midst of its term, and the pages that its people open most."""

from __future__ import annotations

from django.test import Client

from factories.browsing import family_client, staff_client
from factories.choosing import DRAWN, close, draw, open_a_choice, sign_for, wish
from factories.world import World
from kehou.consultation.models import Consultation
from kehou.enrolment.models import ChoiceWindow, Group
from kehou.kernel.actor import Role
from kehou.notices.models import Notice
from kehou.oversight.services.computing import compute_school
from kehou.plans.models import Plan, PlanVersion
from kehou.platform.access.performing import perform
from kehou.platform.clock.business import set_business_now


def through_the_draw(world: World, *, choosing: int) -> ChoiceWindow:
    """Everyone is consulted; the first so many children sign, wish and are drawn."""
    window = open_a_choice(world)
    for child in world.children[:choosing]:
        sign_for(world, child, window)
        wish(world, child, "chess-0", "ball-0")
    close(world, window)
    draw(world, window)
    set_business_now(DRAWN)
    officer = world[Role.COUNTY_OFFICER]
    perform(compute_school, actor=officer, now=DRAWN, school=world.school, term=world.term)
    return window


def main_pages(world: World, window: ChoiceWindow) -> list[tuple[Client, str]]:
    """The main pages of each kind of person, each with the browser in which it may be opened."""
    with world.inside():
        here = {"school_id": world.school.id}
        asked = Consultation.objects.get(**here).id
        plan, version = Plan.objects.get(**here).id, PlanVersion.objects.get(**here).id
        notice, group = Notice.objects.get(**here), Group.objects.filter(**here).earliest("id")
    desk, group_page = f"/notices/{notice.id}/", f"/lists/groups/{group.id}/"
    child = world.children[0]
    own = f"/family/{child.pupil_id}/"
    result, each, at = f"/consultations/{asked}/result/", world.class_ids[1], f"/schools/{world.school.id}/"
    roll = (
        f"{at}pupils/",
        f"/classes/{each}/",
        f"/classes/{each}/families/",
        f"{at}staff/",
        f"{at}calendar/",
    )
    sheets, lists = ("/sheets/", f"/sheets/classes/{each}/"), f"/lists/classes/{each}/"
    reviewed = ("/reviews/", f"/reviews/{version}/", "/consultations/", "/schools/", at)
    paths = {
        Client(): ("/", f"/n/{notice.code}/", f"/d/{window.code}/", result, "/rulebook/", "/report/answer/"),
        family_client(child): ("/family/", own, f"{own}result/", "/family/consultation/"),
        staff_client(world, Role.SCHOOL_PLAN): (
            "/",
            "/consultations/",
            f"/consultations/{asked}/",
            f"/consultations/{asked}/classes/{each}/",
            "/consultations/opening/",
            f"/plans/{plan}/arrangement/",
        ),
        staff_client(world, Role.SCHOOL_HEAD): (
            "/plans/",
            f"/plans/{plan}/",
            "/notices/",
            desk,
            f"/plans/{plan}/submission/",
            f"/plans/{plan}/versions/1/",
            f"/plans/{plan}/versions/1/differences/",
            "/clearances/",
            "/clearances/screening/",
            f"/indicators/{world.school.id}/",
        ),
        staff_client(world, Role.SCHOOL_TEACHING): (
            *roll,
            *sheets,
            f"/choices/{window.id}/",
            f"/choices/{window.id}/check/",
            "/lists/",
            lists,
            group_page,
            f"{group_page}members/",
        ),
        staff_client(world, Role.COUNTY_OFFICER): reviewed,
        staff_client(world, Role.COUNTY_APPROVER): ("/board/", "/signals/", "/cases/", "/inspections/"),
        staff_client(world, Role.CLASS_TEACHER): ("/statement/",),
    }
    return [(client, path) for client, some in paths.items() for path in some]
