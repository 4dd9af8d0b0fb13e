"""The written agreement (A7.6, A2.1, A2.2, A9.12, A9.15, A9.16)."""

from __future__ import annotations

from datetime import datetime, timedelta

from factories.family_facts import OTHER, a_signer, a_signing, a_text, an_agreement_in_use, at
from factories.plan_facts import a_plan, with_fees
from kehou.rulebook.facts.agreement import (
    AgreementForm,
    AgreementText,
    AgreementTopic,
    ClassSignings,
    ForbiddenTerm,
    Meeting,
    SigningFacts,
)
from kehou.rulebook.facts.signer import Standing
from kehou.rulebook.hunan_2024.art02_choice import agreement_lets_leave, class_did_not_sign_at_once
from kehou.rulebook.hunan_2024.art07_agreement import (
    agreement_is_active,
    agreement_settles_everything,
    approved_version_is_signed,
    data_consent_stands_apart,
    family_signs,
)
from kehou.rulebook.hunan_2024.art09_terms import (
    agreement_binds_nothing_else,
    agreement_keeps_refunds,
    scheme_keeps_the_familys_rights,
)
from unit.rulebook.example import Example

EVENING = at(9, 2, 19)
HOUR = timedelta(hours=1)


def _with(term: ForbiddenTerm) -> AgreementText:
    return a_text(forbidden_terms=frozenset({term}))


def _signed_by(**changes: object) -> SigningFacts:
    return a_signing(signer=a_signer(**changes))


def _joined(count: int, minutes: int, *meetings: Meeting, pupil_count: int | None = None) -> ClassSignings:
    """So many families that join evenly over so many minutes."""
    steps = [timedelta(minutes=minutes) * number / (count - 1) for number in range(count)]
    return ClassSignings("301", pupil_count or count, tuple(EVENING + step for step in steps), meetings)


def _meeting(start: datetime) -> Meeting:
    return Meeting(start, start + HOUR)


CARER = {"standing": Standing.CARER}
STRANGER = {"standing": Standing.NONE}
TAKEN = (
    ("A9.12", "refund_rule", "缴费后概不退费"),
    ("A9.16", "waiver_rule", "减免的学生须统一购买教材，否则不得参加"),
    ("A2.1", "surplus_rule", "学期内不得中途退出，结余学期末退还"),
    ("A7.6", "refund_rule", "签订协议即视为同意学校使用孩子信息"),
    ("A7.6", "refund_rule", "不同意采集照片的，不得参加"),
)

EXAMPLES = (
    Example("every topic", agreement_settles_everything, a_text(), met=True),
    *(
        Example(
            f"silent on {topic}",
            agreement_settles_everything,
            a_text(topics=frozenset(AgreementTopic) - {topic}),
            met=False,
            subject=f"agreement/{topic}",
        )
        for topic in AgreementTopic
    ),
    Example(
        "not of the approved version",
        agreement_settles_everything,
        a_text(approved_version_id=OTHER),
        met=False,
    ),
    Example("consent apart and free", data_consent_stands_apart, a_text(), met=True),
    Example("consent bundled", data_consent_stands_apart, a_text(consent_apart=False), met=False),
    Example("consent forced", data_consent_stands_apart, a_text(consent_refusable=False), met=False),
    Example("a guardian", family_signs, _signed_by(), met=True, clause="A7.6"),
    Example("an allowed carer", family_signs, _signed_by(**CARER), met=True, clause="A7.6"),
    Example(
        "a carer not allowed to", family_signs, _signed_by(**CARER, may_sign=False), met=False, clause="A7.6"
    ),
    Example("a stranger", family_signs, _signed_by(**STRANGER), met=False, clause="A7.6"),
    Example("identity unchecked", family_signs, _signed_by(identity_checked=False), met=False, clause="A7.6"),
    Example(
        "on the phone where the county keeps to paper",
        family_signs,
        a_signing(form=AgreementForm.E_SIGN),
        met=False,
        clause="A7.6",
        set={"agreement_forms": frozenset({"paper"})},
    ),
    Example("a teacher, own child", family_signs, _signed_by(is_school_staff=True), met=True, clause="A2.2"),
    Example(
        "a teacher for a family",
        family_signs,
        _signed_by(**STRANGER, is_school_staff=True),
        met=False,
        clause="A2.2",
    ),
    Example(
        "a teacher as entrusted carer",
        family_signs,
        _signed_by(**CARER, is_school_staff=True),
        met=False,
        clause="A2.2",
    ),
    Example("the approved version", approved_version_is_signed, a_signing(), met=True),
    Example("another version", approved_version_is_signed, a_signing(approved_version_id=OTHER), met=False),
    Example("nothing approved", approved_version_is_signed, a_signing(approved_version_id=None), met=False),
    Example("signed before", agreement_is_active, an_agreement_in_use(), met=True, clause="A7.6"),
    Example(
        "signed at the moment",
        agreement_is_active,
        an_agreement_in_use(signed_at=at(9, 7)),
        met=True,
        clause="A7.6",
    ),
    Example("unsigned", agreement_is_active, an_agreement_in_use(signed_at=None), met=False, clause="A7.6"),
    Example(
        "signed later", agreement_is_active, an_agreement_in_use(signed_at=at(9, 8)), met=False, clause="A7.6"
    ),
    Example(
        "of an earlier version",
        agreement_is_active,
        an_agreement_in_use(version_to_sign_id=OTHER),
        met=False,
        clause="A7.6",
    ),
    Example(
        "leaves tomorrow",
        agreement_is_active,
        an_agreement_in_use(withdrawn_at=at(9, 8)),
        met=True,
        clause="A9.15",
    ),
    Example(
        "has left", agreement_is_active, an_agreement_in_use(withdrawn_at=at(9, 7)), met=False, clause="A9.15"
    ),
    Example("free to leave", agreement_lets_leave, a_text(), met=True),
    Example("bound to stay", agreement_lets_leave, _with(ForbiddenTerm.FORBIDS_LEAVING), met=False),
    Example("refunds kept", agreement_keeps_refunds, a_text(), met=True),
    Example("refunds given up", agreement_keeps_refunds, _with(ForbiddenTerm.WAIVES_REFUND), met=False),
    Example("no other item", agreement_binds_nothing_else, a_text(), met=True),
    Example("bound to buy", agreement_binds_nothing_else, _with(ForbiddenTerm.BINDS_ITEMS), met=False),
    *(
        Example(
            "a scheme that keeps them", scheme_keeps_the_familys_rights, a_plan(), met=True, clause=clause
        )
        for clause in dict.fromkeys(clause for clause, _, _ in TAKEN)
    ),
    *(
        Example(
            text,
            scheme_keeps_the_familys_rights,
            with_fees(a_plan(), **{field: text}),
            met=False,
            clause=clause,
            subject=f"fees/{field}",
        )
        for clause, field, text in TAKEN
    ),
    Example("20 in 30 minutes", class_did_not_sign_at_once, _joined(20, 30), met=False),
    Example("20 in 31 minutes", class_did_not_sign_at_once, _joined(20, 31), met=True),
    Example("19 at once", class_did_not_sign_at_once, _joined(19, 5), met=True),
    Example("20 of 21 at once", class_did_not_sign_at_once, _joined(20, 5, pupil_count=21), met=True),
    Example("at a meeting", class_did_not_sign_at_once, _joined(45, 5, _meeting(EVENING)), met=True),
    Example(
        "long after a meeting",
        class_did_not_sign_at_once,
        _joined(45, 5, _meeting(EVENING - HOUR)),
        met=False,
    ),
    Example(
        "the county looks from 30 pupils",
        class_did_not_sign_at_once,
        _joined(15, 5),
        met=False,
        set={"coercion_min_class": 15},
    ),
    Example(
        "nobody joined an empty class",
        class_did_not_sign_at_once,
        ClassSignings("301", 0, ()),
        met=True,
        set={"coercion_min_class": 0},
    ),
)
