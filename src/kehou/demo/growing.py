"""Growing the demo county once, each school to another stage, so that every desk opens on something to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from kehou.demo.county import BEGIN, DemoCounty, lay_down_the_law, set_up_county
from kehou.demo.people import PASSWORD, STAFF, remember_families
from kehou.demo.rolls import COUNTY_CODE, POINT, SCHOOLS, TOWNSHIP, URBAN, DemoSchool
from kehou.demo.story.asking import (
    answer_all,
    conclude,
    count_signatures,
    hand_out,
    open_roll_petition,
    open_round,
    sign_all,
)
from kehou.demo.story.families import Family, families, without_family
from kehou.demo.story.joining import open_window, sign_agreements, wish_all, with_own_phone
from kehou.demo.story.plan import approve, close_publicity, open_publicity, submit, take, write_plan
from kehou.demo.story.roll import take_roll
from kehou.kernel.places import Place
from kehou.platform.clock.business import set_business_now
from kehou.registry.public import schools_under

Report = Callable[[str], object]
WEEK = timedelta(days=7)
TODAY = BEGIN + 4 * WEEK


def grow_once(*, report: Report) -> None:
    """Make the county unless it is there already, saying each step."""
    if schools_under([Place(COUNTY_CODE)]):
        return
    set_business_now(TODAY)
    report("1/5 Setting up the county and laying down the law")
    county = set_up_county()
    lay_down_the_law(county)
    report(f"2/5 Taking in the rolls of {len(SCHOOLS)} schools, dirt and all")
    people = {school.key: _roll(county, school) for school in SCHOOLS}
    report("3/5 The township school: petition, consultation, plan, reply, publicity, first agreements")
    _grow_township(county, people[TOWNSHIP.key])
    report("4/5 The town school: consultation, a plan under review")
    _grow_urban(county, people[URBAN.key])
    report("5/5 The teaching point: a petition that is open, a plan begun")
    _grow_point(county, people[POINT.key])
    remember_families(families_of_township(people[TOWNSHIP.key]))


def greeting(address: str) -> str:
    """What the terminal shows once the demo is served: where, and whom one can be."""
    names = {school.key: school.name for school in SCHOOLS}
    lines = [f"Kehou's demo is at {address} (Ctrl-C stops it)", "", f"People to be (password {PASSWORD}):"]
    lines += [
        f"  {person.key:20} {person.name}　{names.get(person.school, '')}　{person.try_this}"
        for person in STAFF
    ]
    return "\n".join([*lines, "", f"Choose one at {address}/demo/"])


def families_of_township(people: list[Family]) -> list[str]:
    """Phones of families that have not signed yet: what one can try as a parent."""
    return [family.phone for family in with_own_phone(people)[60:64]]


def _roll(county: DemoCounty, school: DemoSchool) -> list[Family]:
    take_roll(county, school, BEGIN)
    return families(county, school, on=BEGIN.date())


def _consult(county: DemoCounty, school: DemoSchool, people: list[Family], now: datetime) -> None:
    """A round that ran for a week: most answered, everybody was asked, the result is published."""
    planner = county.actor(f"{school.key}-plan")
    round_id = open_round(county, school, planner, now)
    answer_all(round_id, people[: len(people) * 4 // 5], now)
    hand_out(county, school, round_id, without_family(county, school, people), now)
    conclude(county, school, round_id, now + WEEK)


def _grow_township(county: DemoCounty, people: list[Family]) -> None:
    planner = county.actor(f"{TOWNSHIP.key}-plan")
    petition = open_roll_petition(county, TOWNSHIP, planner, BEGIN)
    sign_all(petition, people[: len(people) * 4 // 5], BEGIN)
    count_signatures(county, TOWNSHIP, petition, BEGIN + WEEK - timedelta(days=1))
    _consult(county, TOWNSHIP, people, BEGIN + WEEK)
    version = write_plan(county, TOWNSHIP, BEGIN + WEEK)
    written = BEGIN + 2 * WEEK + timedelta(days=1)
    submit(county, TOWNSHIP, version.id, written)
    take(county, version.id, written)
    approve(county, version.id, written, number="示教批〔2026〕1号")
    notice_id = open_publicity(county, TOWNSHIP, version.id, written)
    close_publicity(county, TOWNSHIP, notice_id, TODAY - timedelta(days=2))
    open_window(county, county.schools[TOWNSHIP.key].place, planner, TODAY - timedelta(days=1))
    signers = with_own_phone(people)[:60]
    sign_agreements(county, signers, version.id, TODAY - timedelta(hours=3))
    wish_all(county, TOWNSHIP, signers, version.id, TODAY - timedelta(hours=2))


def _grow_urban(county: DemoCounty, people: list[Family]) -> None:
    _consult(county, URBAN, people, BEGIN + WEEK)
    version = write_plan(county, URBAN, BEGIN + 2 * WEEK)
    submit(county, URBAN, version.id, TODAY - timedelta(days=3))
    take(county, version.id, TODAY - timedelta(days=2))


def _grow_point(county: DemoCounty, people: list[Family]) -> None:
    planner = county.actor(f"{POINT.key}-plan")
    petition = open_roll_petition(county, POINT, planner, TODAY - timedelta(days=3))
    sign_all(petition, people[: len(people) // 2], TODAY - timedelta(days=2))
    write_plan(county, POINT, TODAY - timedelta(days=1))
