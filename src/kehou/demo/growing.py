"""Growing the demo county, each school to another stage of its way, once."""

from __future__ import annotations

from collections.abc import Callable

from kehou.demo.county import BEGIN, lay_down_the_law, set_up_county
from kehou.demo.people import PASSWORD, STAFF
from kehou.demo.rolls import COUNTY_CODE, SCHOOLS
from kehou.kernel.places import Place
from kehou.platform.clock.business import set_business_now
from kehou.registry.public import schools_under

Report = Callable[[str], object]


def grow_once(*, report: Report) -> None:
    """Make the county unless it is there already, saying each step."""
    if schools_under([Place(COUNTY_CODE)]):
        return
    report("Setting up the county: schools, staff, accounts")
    county = set_up_county()
    report("Laying down the law: county policy, waiver rule, city tariff")
    lay_down_the_law(county)
    set_business_now(BEGIN)


def greeting(address: str) -> str:
    """What the terminal shows once the demo is served: where, and whom one can be."""
    names = {school.key: school.name for school in SCHOOLS}
    lines = [f"Kehou's demo is at {address} (Ctrl-C stops it)", "", f"People to be (password {PASSWORD}):"]
    lines += [
        f"  {person.key:20} {person.name}　{names.get(person.school, '')}　{person.try_this}"
        for person in STAFF
    ]
    return "\n".join([*lines, "", f"Choose one at {address}/demo/"])
