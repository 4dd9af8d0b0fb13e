"""Addresses of the registry: rolls, pupils and families, staff, schools and calendars."""

from django.urls import path

from kehou.registry.views import county, families, pupils, rolls, staff

_SCHOOL = "schools/<uuid:school_id>/"
_MEMBER = f"{_SCHOOL}staff/<uuid:person_id>/"
_CLASS = "classes/<uuid:class_id>/"
_LINK = "links/<uuid:link_id>/"

urlpatterns = [
    path("rolls/", rolls.index, name="rolls"),
    path(f"{_SCHOOL}rolls/", rolls.history, name="school-rolls"),
    path(f"{_SCHOOL}leavers/", rolls.leavers, name="school-leavers"),
    path("rolls/<uuid:import_id>/", rolls.preview, name="roll"),
    path("rolls/<uuid:import_id>/acceptance/", rolls.acceptance, name="roll-acceptance"),
    path("rolls/<uuid:import_id>/refused-rows/", rolls.refused_rows, name="roll-refused-rows"),
    path("pupils/", pupils.index, name="pupils"),
    path(f"{_SCHOOL}pupils/", pupils.classes, name="school-pupils"),
    path(_CLASS, pupils.class_roster, name="class"),
    path("pupils/<uuid:pupil_id>/", pupils.pupil, name="pupil"),
    path(f"{_CLASS}families/", families.families, name="class-families"),
    path(f"{_CLASS}families/merging/", families.merging, name="class-merging"),
    path("pupils/<uuid:pupil_id>/guardians/", families.guardian_entry, name="guardian-entry"),
    path("pupils/<uuid:pupil_id>/carers/", families.carer_entry, name="carer-entry"),
    path(_LINK, families.link, name="link"),
    path(f"{_LINK}contact/", families.contact, name="link-contact"),
    path(f"{_LINK}limits/", families.limits, name="link-limits"),
    path(f"{_LINK}ending/", families.ending, name="link-ending"),
    path(f"{_LINK}proof/", families.proof, name="link-proof"),
    path("staff/", staff.index, name="staff"),
    path(f"{_SCHOOL}staff/", staff.staff, name="school-staff"),
    path(f"{_SCHOOL}staff/entry/", staff.entry, name="staff-entry"),
    path(_MEMBER, staff.member, name="staff-member"),
    path(f"{_MEMBER}roles/", staff.roles, name="staff-roles"),
    path(f"{_MEMBER}roles/<uuid:grant_id>/ending/", staff.role_ending, name="role-ending"),
    path(f"{_MEMBER}roles/<uuid:grant_id>/deputy/", staff.deputy, name="role-deputy"),
    path(f"{_MEMBER}account/", staff.account, name="staff-account"),
    path(f"{_MEMBER}account/second-factor/", staff.second_factor, name="staff-second-factor"),
    path(f"{_MEMBER}departure/", staff.departure, name="staff-departure"),
    path("schools/", county.schools, name="schools"),
    path("schools/entry/", county.school_entry, name="school-entry"),
    path(_SCHOOL, county.school, name="school"),
    path(f"{_SCHOOL}head/<uuid:person_id>/account/", county.head_account, name="head-account"),
    path(
        f"{_SCHOOL}head/<uuid:person_id>/account/second-factor/",
        county.head_second_factor,
        name="head-second-factor",
    ),
    path("terms/", county.terms, name="terms"),
    path("holidays/", county.holidays, name="holidays"),
    path("calendars/", county.calendars, name="calendars"),
    path(f"{_SCHOOL}calendar/", county.calendar, name="school-calendar"),
    path("calendar-days/<uuid:day_id>/clearing/", county.day_clearing, name="calendar-day-clearing"),
]
