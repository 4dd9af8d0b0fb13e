"""All rows of the registry, gathered where Django looks for them."""

from kehou.registry.models.organisations import School, SchoolClass
from kehou.registry.models.people import Guardianship, Identity, PhoneDirectory, Pupil, StaffMember
from kehou.registry.models.rolls import LeaverProposal, RollImport
from kehou.registry.models.terms import CalendarDay, Term

__all__ = [
    "CalendarDay",
    "Guardianship",
    "Identity",
    "LeaverProposal",
    "PhoneDirectory",
    "Pupil",
    "RollImport",
    "School",
    "SchoolClass",
    "StaffMember",
    "Term",
]
