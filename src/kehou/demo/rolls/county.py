"""The fictional county and its schools.

No county has ever borne the code 439901, no operator has the mobile range 154, and the register holds no
school code of this county, so that no number here can be anyone's. The codes count as regions only where
the demo's county is set up (``REGIONS`` is handed to the roll check as extra regions).
"""

from __future__ import annotations

from dataclasses import dataclass

CITY_CODE, CITY_NAME = "4399", "示范市"
COUNTY_CODE, COUNTY_NAME = "439901", "示范县"
NEIGHBOUR_CODE = "439902"
REGIONS = frozenset({COUNTY_CODE, NEIGHBOUR_CODE})
PHONE_RANGE = "154"


@dataclass(frozen=True, slots=True)
class Shares:
    """How common something is at a school, in percent."""

    left_behind: int
    migrant: int
    aid: int
    boarding: int
    bus: int


@dataclass(frozen=True, slots=True)
class DemoSchool:
    """A school of the demo, with what its roll needs.

    ``first_sequence`` starts the school's own range of order codes in identity numbers, so that no two
    schools make the same number. ``boarding_from_grade`` is 0 where nobody boards.
    """

    key: str
    name: str
    official_code: str
    urban_rural_code: str
    grades: range
    classes_a_grade: int
    pupils: int
    new_pupils: int
    shares: Shares
    first_sequence: int
    boarding_from_grade: int = 0


URBAN = DemoSchool(
    key="urban",
    name="示范县云栖小学",
    official_code="2143990001",
    urban_rural_code="121",
    grades=range(1, 7),
    classes_a_grade=5,
    pupils=1200,
    new_pupils=190,
    shares=Shares(left_behind=6, migrant=18, aid=4, boarding=0, bus=0),
    first_sequence=100,
)
TOWNSHIP = DemoSchool(
    key="township",
    name="示范县青石镇九年一贯制学校",
    official_code="3143990002",
    urban_rural_code="210",
    grades=range(1, 10),
    classes_a_grade=2,
    pupils=700,
    new_pupils=72,
    shares=Shares(left_behind=46, migrant=1, aid=17, boarding=45, bus=38),
    first_sequence=400,
    boarding_from_grade=3,
)
POINT = DemoSchool(
    key="point",
    name="示范县松岭乡中心小学茶山教学点",
    official_code="2143990004",
    urban_rural_code="220",
    grades=range(1, 7),
    classes_a_grade=1,
    pupils=60,
    new_pupils=8,
    shares=Shares(left_behind=58, migrant=0, aid=24, boarding=0, bus=0),
    first_sequence=700,
)
RIVER = DemoSchool(
    key="river",
    name="示范县临江小学",
    official_code="2143990005",
    urban_rural_code="112",
    grades=range(1, 7),
    classes_a_grade=2,
    pupils=240,
    new_pupils=40,
    shares=Shares(left_behind=12, migrant=14, aid=6, boarding=0, bus=0),
    first_sequence=800,
)
MAPLE = DemoSchool(
    key="maple",
    name="示范县枫溪小学",
    official_code="2143990006",
    urban_rural_code="112",
    grades=range(1, 7),
    classes_a_grade=1,
    pupils=120,
    new_pupils=20,
    shares=Shares(left_behind=20, migrant=8, aid=8, boarding=0, bus=0),
    first_sequence=900,
)
SCHOOLS = (URBAN, TOWNSHIP, POINT, RIVER, MAPLE)
