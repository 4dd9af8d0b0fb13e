"""What other capabilities may ask of the registry."""

from kehou.registry.data import holiday_calendar
from kehou.registry.public.at_hand import county_named, school_at_hand, term_at_hand
from kehou.registry.public.deadlines import rest_until, working_days_after
from kehou.registry.public.divisions import counties_by_city, division_name
from kehou.registry.public.former import FormerInfo, erase_former, former_pupils, pupils_to_name
from kehou.registry.public.names import Contact, asked_names, contacts_of, names_of, one_a_phone
from kehou.registry.public.needs import GENERAL_AID, aid_grounds
from kehou.registry.public.outsiders import enter_person, person_tokens, same_people
from kehou.registry.public.phones import PhoneOwner, owners_of, phone_token
from kehou.registry.public.pupils import (
    ClassInfo,
    PupilInfo,
    asked_count,
    asked_pupils,
    class_ids_of,
    classes_of,
    grades_of,
    pupil_count,
    pupils_of,
    school_pupil_ids,
)
from kehou.registry.public.schools import (
    SchoolInfo,
    asked_schools,
    find_schools,
    school_by_code,
    school_info,
    schools_by_id,
    schools_under,
)
from kehou.registry.public.staff import StaffInfo, staff_of
from kehou.registry.public.terms import (
    TermInfo,
    asked_calendar,
    asked_terms,
    calendar_of,
    current_among,
    current_term,
    term_info,
    terms_of,
    terms_running,
)
from kehou.registry.public.wards import (
    FamilyLink,
    asked_families,
    asked_links,
    families_of,
    links_around,
    wards_of,
    wards_on,
)

__all__ = [
    "GENERAL_AID",
    "ClassInfo",
    "Contact",
    "FamilyLink",
    "FormerInfo",
    "PhoneOwner",
    "PupilInfo",
    "SchoolInfo",
    "StaffInfo",
    "TermInfo",
    "aid_grounds",
    "asked_calendar",
    "asked_count",
    "asked_families",
    "asked_links",
    "asked_names",
    "asked_pupils",
    "asked_schools",
    "asked_terms",
    "calendar_of",
    "class_ids_of",
    "classes_of",
    "contacts_of",
    "counties_by_city",
    "county_named",
    "current_among",
    "current_term",
    "division_name",
    "enter_person",
    "erase_former",
    "families_of",
    "find_schools",
    "former_pupils",
    "grades_of",
    "holiday_calendar",
    "links_around",
    "names_of",
    "one_a_phone",
    "owners_of",
    "person_tokens",
    "phone_token",
    "pupil_count",
    "pupils_of",
    "pupils_to_name",
    "rest_until",
    "same_people",
    "school_at_hand",
    "school_by_code",
    "school_info",
    "school_pupil_ids",
    "schools_by_id",
    "schools_under",
    "staff_of",
    "term_at_hand",
    "term_info",
    "terms_of",
    "terms_running",
    "wards_of",
    "wards_on",
    "working_days_after",
]
