"""Roll files: from an upload to accepted and refused rows, and to a proposal of changes. No database.

    table = read_roll(data, kind=RollKind.ROLL)                 # UnableToReadRoll: one reason for the file
    check = check_roll(table, school_code=..., term_first_day=...)
    check.missing or (check.accepted, check.refused, check.remarks, check.ignored_columns)
    write_refused(check)                                        # the .xlsx that goes back to the school
    gather_families(check.accepted, staff_phone_tokens=..., token_of=...)
    propose_changes(current, incoming, elsewhere=..., also_named=..., whole_roll=True)

``wording`` turns each reason into Chinese. Headings and code values are data (``registry/data``).
"""

from kehou.registry.rolls.checking import RollCheck, RollCounts, check_roll
from kehou.registry.rolls.comparing import (
    Change,
    IncomingRow,
    KnownPupil,
    RollProposal,
    propose_changes,
    taken_over,
)
from kehou.registry.rolls.families import Families, FamilyMember, SharedPhone, gather_families
from kehou.registry.rolls.pupils import (
    Circumstances,
    Guardian,
    IdKind,
    PupilContent,
    PupilIdentity,
    Relation,
    RollRow,
    Schooling,
    Sex,
    Travel,
)
from kehou.registry.rolls.reading import read_roll
from kehou.registry.rolls.refusals import UnableToReadRoll
from kehou.registry.rolls.refused_file import write_refused
from kehou.registry.rolls.table import IgnoredColumn, RollKind, RollTable, WhyIgnored
from kehou.registry.rolls.view import RowRefusal, RowRemark

__all__ = [
    "Change",
    "Circumstances",
    "Families",
    "FamilyMember",
    "Guardian",
    "IdKind",
    "IgnoredColumn",
    "IncomingRow",
    "KnownPupil",
    "PupilContent",
    "PupilIdentity",
    "Relation",
    "RollCheck",
    "RollCounts",
    "RollKind",
    "RollProposal",
    "RollRow",
    "RollTable",
    "RowRefusal",
    "RowRemark",
    "Schooling",
    "Sex",
    "SharedPhone",
    "Travel",
    "UnableToReadRoll",
    "WhyIgnored",
    "check_roll",
    "gather_families",
    "propose_changes",
    "read_roll",
    "taken_over",
    "write_refused",
]
