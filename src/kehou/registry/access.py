"""Who may do what with schools, people and calendars."""

from kehou.platform.access.actions import grants
from kehou.registry.rules import CLASS_TEACHERS, COUNTY_CLERKS, OFFICE, SCHOOL_HEADS

IMPORT_ROLL = grants("roll.import", OFFICE)
CONFIRM_LEAVER = grants("leaver.confirm", OFFICE)
SEE_PUPILS = grants("pupil.see", OFFICE | CLASS_TEACHERS)
KEEP_GUARDIANS = grants("guardian.keep", OFFICE | CLASS_TEACHERS)
SEE_STAFF = grants("staff.see", OFFICE)
KEEP_STAFF = grants("staff.keep", SCHOOL_HEADS)
SEE_CALENDAR = grants("calendar.see", OFFICE | CLASS_TEACHERS | COUNTY_CLERKS)
KEEP_CALENDAR = grants("calendar.keep", OFFICE | COUNTY_CLERKS)
KEEP_SCHOOLS = grants("school.keep", COUNTY_CLERKS)
KEEP_TERMS = grants("term.keep", COUNTY_CLERKS)
