"""What later steps may ask about agreements, and do with them."""

from kehou.agreements.access import CHECK_PAPER, KEY_PAPER, RECORD_MEETING, SEE_AGREEMENTS, SIGN_AGREEMENT
from kehou.agreements.facts import Terms
from kehou.agreements.offering import Offer, offer_for, why_not, why_not_among
from kehou.agreements.public.acting import (
    answer_data_notice,
    check_paper,
    decline,
    key_paper,
    record_meeting,
    sign_for_children,
    withdraw,
)
from kehou.agreements.public.asking import (
    AgreementInfo,
    AskedStands,
    FamilyStand,
    KeyedSheet,
    SignedText,
    active_agreements,
    agreement_of,
    keyed_sheets,
    signed_text,
    stands_of,
    states_of,
)
from kehou.agreements.rules import State
from kehou.agreements.services.paper import SignedSheet
from kehou.agreements.services.signing import PURPOSE, ChildSigning, UnableToSign, prove_phone
from kehou.agreements.services.withdrawing import UnableToWithdraw

__all__ = [
    "CHECK_PAPER",
    "KEY_PAPER",
    "PURPOSE",
    "RECORD_MEETING",
    "SEE_AGREEMENTS",
    "SIGN_AGREEMENT",
    "AgreementInfo",
    "AskedStands",
    "ChildSigning",
    "FamilyStand",
    "KeyedSheet",
    "Offer",
    "SignedSheet",
    "SignedText",
    "State",
    "Terms",
    "UnableToSign",
    "UnableToWithdraw",
    "active_agreements",
    "agreement_of",
    "answer_data_notice",
    "check_paper",
    "decline",
    "key_paper",
    "keyed_sheets",
    "offer_for",
    "prove_phone",
    "record_meeting",
    "sign_for_children",
    "signed_text",
    "stands_of",
    "states_of",
    "why_not",
    "why_not_among",
    "withdraw",
]
