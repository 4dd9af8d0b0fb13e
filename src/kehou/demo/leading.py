"""The teachers whom the demo's plans name, hired and screened before a plan names them (A10.6)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from kehou.demo.county import DemoCounty
from kehou.demo.rolls import DemoSchool
from kehou.kernel.actor import Role
from kehou.plans.public import PlanContent
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import at, scoped
from kehou.providers.public import people_of_keys
from kehou.providers.services.checking import record_screening
from kehou.registry.public import SchoolInfo
from kehou.registry.services.organising import hire

SCREENED = date(2025, 8, 20)
SCREENING = "示教人〔2025〕30号"
_SURNAMES = "赵钱孙李陈褚卫沈韩朱秦尤许吕施孔曹严华金魏陶姜戚邹喻柏窦章云"
_GIVEN = ("丽", "军", "敏", "静", "勇", "艳", "涛", "芳", "磊", "娟")


def clear_leaders(county: DemoCounty, school: DemoSchool, content: PlanContent, now: datetime) -> None:
    """Hire and screen everyone whom a plan names and the school does not know yet."""
    info, keys = county.schools[school.key], [row.key for row in content.leaders]
    with scoped(at(info.place)):
        new = [key for key in keys if key not in people_of_keys(info.id, keys)]
        people = [_hire(info, number) for number, _key in enumerate(new)]
    if people:
        perform(
            record_screening,
            actor=county.actor(f"{school.key}-safety"),
            now=now,
            place=info.place,
            people=people,
            keys=new,
            reference=SCREENING,
            checked_date=SCREENED,
        )


def _hire(school: SchoolInfo, number: int) -> UUID:
    name = _SURNAMES[number % len(_SURNAMES)] + _GIVEN[number % len(_GIVEN)]
    return hire(school.place, name=name, roles=[(Role.TEACHER, school.place, "")], since=SCREENED)
