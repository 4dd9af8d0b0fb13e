"""Roll files of the demo's schools in the register's export format, made from a seed.

    for school in SCHOOLS:
        file = roll_file(school)            # file.name, file.data: upload as it is
        file = roll_file(school, mended=True)
        file = new_pupils_file(school)      # the list for autumn 2026

``COUNTY_CODE`` is a code that no county has; hand ``REGIONS`` to the roll check as extra regions.
"""

from kehou.demo.rolls.county import (
    CITY_CODE,
    CITY_NAME,
    COUNTY_CODE,
    COUNTY_NAME,
    MAPLE,
    POINT,
    REGIONS,
    RIVER,
    SCHOOLS,
    TOWNSHIP,
    URBAN,
    DemoSchool,
)
from kehou.demo.rolls.files import DemoRollFile, new_pupils_file, roll_file, teacher_phone
from kehou.demo.rolls.people import DemoMember, DemoPupil

__all__ = [
    "CITY_CODE",
    "CITY_NAME",
    "COUNTY_CODE",
    "COUNTY_NAME",
    "MAPLE",
    "POINT",
    "REGIONS",
    "RIVER",
    "SCHOOLS",
    "TOWNSHIP",
    "URBAN",
    "DemoMember",
    "DemoPupil",
    "DemoRollFile",
    "DemoSchool",
    "new_pupils_file",
    "roll_file",
    "teacher_phone",
]
