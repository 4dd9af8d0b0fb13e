"""The chapter of the roll: a real export with its dirt goes in; good rows pass, bad ones come back."""

from __future__ import annotations

from datetime import datetime

from kehou.demo.county import DemoCounty
from kehou.demo.rolls import DemoSchool, roll_file
from kehou.demo.story.families import Family, families
from kehou.demo.story.teller import Teller
from kehou.platform.access.performing import perform
from kehou.registry.services.rolls.accepting import accept_import
from kehou.registry.services.rolls.importing import import_roll


def take_roll(
    county: DemoCounty, school: DemoSchool, now: datetime, *, mended: bool = False
) -> dict[str, int]:
    """Upload and accept a school's roll; what was counted in the file."""
    file = roll_file(school, mended=mended)
    planner = county.actor(f"{school.key}-plan")
    row = perform(
        import_roll,
        actor=planner,
        now=now,
        place=county.schools[school.key].place,
        file_name=file.name,
        content=file.data,
        kind="roll",
    )
    perform(accept_import, actor=planner, now=now, import_id=row.id)
    counts: dict[str, int] = row.counts
    return counts


def tell_roll(teller: Teller, county: DemoCounty, school: DemoSchool, now: datetime) -> list[Family]:
    """The roll with its dirt, then the mended one; the families of the school."""
    teller.chapter("学籍名册")
    teller.step("导入学籍系统导出的名册，有错的行退回", lambda: take_roll(county, school, now))
    teller.step("改好后再导入一次，只补上退回的行", lambda: take_roll(county, school, now, mended=True))
    people = families(county, school, on=now.date())
    if len(people) < school.pupils * 9 // 10:
        raise AssertionError(f"{len(people)} of {school.pupils} pupils have a family on record")
    return people
