"""All rows of enrolment, gathered where Django looks for them."""

from kehou.enrolment.models.changes import CourseChange, Regrouping, TurnedAway
from kehou.enrolment.models.draws import ChoiceWindow, Closing, Run
from kehou.enrolment.models.first_come import (
    Claim,
    CourseCount,
    Entrant,
    HeldTurn,
    InLine,
    Party,
    PassedNotice,
    Rush,
    TurnDraw,
)
from kehou.enrolment.models.places import Departure, Group, Outcome, Seat
from kehou.enrolment.models.seals import AgreementCopy, SchoolSeal
from kehou.enrolment.models.swaps import SwapOffer
from kehou.enrolment.models.wishes import PaperWishes, SittingDraft, WishList

__all__ = [
    "AgreementCopy",
    "ChoiceWindow",
    "Claim",
    "Closing",
    "CourseChange",
    "CourseCount",
    "Departure",
    "Entrant",
    "Group",
    "HeldTurn",
    "InLine",
    "Outcome",
    "PaperWishes",
    "Party",
    "PassedNotice",
    "Regrouping",
    "Run",
    "Rush",
    "SchoolSeal",
    "Seat",
    "SittingDraft",
    "SwapOffer",
    "TurnDraw",
    "TurnedAway",
    "WishList",
]
