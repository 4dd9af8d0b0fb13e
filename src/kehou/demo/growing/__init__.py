"""Growing the demo county once, each school to another stage, so that every desk opens on something to do."""

from __future__ import annotations

from collections.abc import Callable

from kehou.demo.county import lay_down_the_law, set_up_county
from kehou.demo.growing.closed import LAW_LAID, grow_closed
from kehou.demo.growing.early import TODAY, families_to_try, grow_asking, grow_reviewed, grow_signing
from kehou.demo.growing.in_order import grow_in_order
from kehou.demo.growing.running import grow_running
from kehou.demo.growing.watching import grow_oversight
from kehou.demo.people import PASSWORD, STAFF, remember_families
from kehou.demo.rolls import COUNTY_CODE, COUNTY_NAME, MAPLE, POINT, RIVER, SCHOOLS, TOWNSHIP, URBAN
from kehou.kernel.places import Place
from kehou.platform.clock.business import set_business_now
from kehou.registry.public import schools_under

Report = Callable[[str], object]


def grow_once(*, report: Report) -> None:
    """Make the county unless it is there already, saying each step."""
    if schools_under([Place(COUNTY_CODE)]):
        return
    set_business_now(TODAY)
    report("1/8 Setting up the county and laying down the law")
    county = set_up_county()
    lay_down_the_law(county, LAW_LAID)
    report(f"2/8 {MAPLE.name}: last term, from the first question to the returned surplus")
    standing = grow_closed(county, MAPLE)
    report(f"3/8 {RIVER.name}: this term, in its fourth week")
    joined = grow_running(county, RIVER)
    report(f"4/8 {TOWNSHIP.name}: petition, consultation, plan, reply, publicity, first agreements")
    signing = grow_signing(county, TOWNSHIP)
    report(f"5/8 {URBAN.name}: consultation, a plan under review")
    grow_reviewed(county, URBAN)
    report(f"6/8 {POINT.name}: a petition that is open, a plan begun")
    grow_asking(county, POINT)
    report(f"7/8 {MAPLE.name}: this term, courses opened ten minutes ago in order of arrival")
    coming = grow_in_order(county, MAPLE, TODAY)
    report(f"8/8 {COUNTY_NAME}: reports, a survey, visits and numbers")
    grow_oversight(county, RIVER, MAPLE, joined, TODAY)
    remember_families(
        {
            f"{RIVER.name}的家长，孩子正在参加：看今天放学、选课结果、账单": [joined[0].phone],
            f"{MAPLE.name}的家长，用上学期结余抵这学期费用：看缴费页，可改回退钱": [
                family.phone for family in standing
            ],
            f"{MAPLE.name}的家长，签了协议：先到先得，报到、等叫号、选课": [f.phone for f in coming],
            f"{TOWNSHIP.name}的家长，还没有答复：读协议、选课、签署，或选择不参加": families_to_try(signing),
        }
    )


def greeting(address: str) -> str:
    """What the terminal shows once the demo is served: where, and whom one can be."""
    names = {school.key: school.name for school in SCHOOLS}
    lines = [f"Kehou's demo is at {address} (Ctrl-C stops it)", "", f"People to be (password {PASSWORD}):"]
    lines += [
        f"  {person.key:20} {person.name}　{names.get(person.school, '')}　{person.try_this}"
        for person in STAFF
    ]
    return "\n".join([*lines, "", f"Choose one at {address}/demo/"])
