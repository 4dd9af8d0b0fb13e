"""Three schools on their way: families sign, a plan is under review, a petition is open."""

from __future__ import annotations

from datetime import datetime, timedelta

from kehou.demo.county import DemoCounty
from kehou.demo.growing.papers import key_in
from kehou.demo.growing.stages import WEEK, Stages
from kehou.demo.rolls import DemoSchool
from kehou.demo.story.asking import count_signatures, open_roll_petition, sign_all
from kehou.demo.story.families import Family
from kehou.demo.story.joining import open_window, sign_agreements, wish_all, with_own_phone
from kehou.demo.story.plan import submit, take, write_plan
from kehou.kernel.moments import SHANGHAI

TODAY = datetime(2026, 3, 25, 16, 20, tzinfo=SHANGHAI)  # a Wednesday, while children are at school
FIRST_SIGNERS = 60


def grow_signing(county: DemoCounty, school: DemoSchool) -> list[Family]:
    """A rural school: petition, consultation, plan, reply, publicity; first families signed and chose."""
    stages, began = Stages(county, school), TODAY.replace(hour=9) - 4 * WEEK
    people, planner = stages.enter_roll(began), county.actor(f"{school.key}-plan")
    petition = open_roll_petition(county, school, planner, began)
    sign_all(petition, people[: len(people) * 4 // 5], began)
    count_signatures(county, school, petition, began + WEEK - timedelta(days=1))
    stages.consult(people, began + WEEK)
    version_id = stages.approve(began + 2 * WEEK, number="示教批〔2026〕9号")
    stages.publicise(version_id, began + 2 * WEEK + timedelta(days=2), TODAY - timedelta(days=2))
    open_window(county, county.schools[school.key].place, planner, TODAY - timedelta(days=1))
    signers = with_own_phone(people)[:FIRST_SIGNERS]
    sign_agreements(county, signers, version_id, TODAY - timedelta(hours=6))
    wish_all(county, school, signers, version_id, TODAY - timedelta(hours=5))
    joined = {family.pupil.id for family in signers}
    others = [family for family in people if family.pupil.id not in joined]
    now = TODAY - timedelta(hours=2)
    key_in(county, school, version_id, signs=others[-1], wishes=signers[3], now=now)
    return people


def families_to_try(people: list[Family]) -> list[str]:
    """Phones of families that have not signed yet: what one can try as a parent."""
    return [family.phone for family in with_own_phone(people)[FIRST_SIGNERS : FIRST_SIGNERS + 4]]


def grow_reviewed(county: DemoCounty, school: DemoSchool) -> None:
    """A large school whose plan lies with the county."""
    stages, began = Stages(county, school), TODAY - 3 * WEEK
    stages.consult(stages.enter_roll(began), began)
    version = write_plan(county, school, began + WEEK)
    submit(county, school, version.id, TODAY - timedelta(days=3))
    take(county, version.id, TODAY - timedelta(days=2))


def grow_asking(county: DemoCounty, school: DemoSchool) -> None:
    """A teaching point whose families are signing the petition, and which has begun its plan."""
    people = Stages(county, school).enter_roll(TODAY - WEEK)
    planner = county.actor(f"{school.key}-plan")
    petition = open_roll_petition(county, school, planner, TODAY - timedelta(days=3))
    sign_all(petition, people[: len(people) // 2], TODAY - timedelta(days=2))
    write_plan(county, school, TODAY - timedelta(days=1))
