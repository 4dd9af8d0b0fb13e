"""The stages of a term as a school of the demo goes through them, without what the story attempts in vain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kehou.demo.county import DemoCounty
from kehou.demo.plans import Hired
from kehou.demo.rolls import DemoSchool
from kehou.demo.story.asking import answer_all, conclude, hand_out, open_round
from kehou.demo.story.families import Family, families, without_family
from kehou.demo.story.joining import (
    WINDOW,
    close_and_draw,
    open_window,
    sign_agreements,
    wish_all,
    with_own_phone,
)
from kehou.demo.story.plan import approve, close_publicity, open_publicity, submit, take, write_plan
from kehou.demo.story.roll import take_roll

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Stages:
    """One school of the county in one term."""

    county: DemoCounty
    school: DemoSchool

    def enter_roll(self, now: datetime) -> list[Family]:
        """Take in the roll, dirt and all; the families on it."""
        take_roll(self.county, self.school, now)
        return families(self.county, self.school, on=now.date())

    def consult(self, people: list[Family], now: datetime) -> None:
        """A round that ran for a week: most answered, everybody was asked, the result is published."""
        planner = self.county.actor(f"{self.school.key}-plan")
        round_id = open_round(self.county, self.school, planner, now)
        answer_all(round_id, people[: len(people) * 4 // 5], now)
        alone = without_family(self.county, self.school, people)
        hand_out(self.county, self.school, round_id, alone, now)
        conclude(self.county, self.school, round_id, now + WEEK)

    def approve(self, written: datetime, *, number: str, hired: Hired | None = None) -> UUID:
        """A plan written, submitted and approved; its version."""
        version = write_plan(self.county, self.school, written, hired=hired)
        submit(self.county, self.school, version.id, written + timedelta(days=1))
        take(self.county, version.id, written + timedelta(days=1))
        approve(self.county, version.id, written + timedelta(days=2), number=number)
        return version.id

    def publicise(self, version_id: UUID, opened: datetime, closed: datetime) -> None:
        """The notice from its opening to its end."""
        notice = open_publicity(self.county, self.school, version_id, opened)
        close_publicity(self.county, self.school, notice, closed)

    def enrol(self, people: list[Family], version_id: UUID, now: datetime, *, number: str) -> list[Family]:
        """Families with a phone of their own sign and choose, and are drawn five days later."""
        planner, place = (
            self.county.actor(f"{self.school.key}-plan"),
            self.county.schools[self.school.key].place,
        )
        signers = with_own_phone(people)
        window = open_window(self.county, place, planner, now)
        sign_agreements(self.county, signers, version_id, now)
        wish_all(self.county, self.school, signers, version_id, now + timedelta(hours=1))
        close_and_draw(planner, window, number, now + WINDOW)
        return signers
