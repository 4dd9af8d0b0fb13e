"""Whom a survey asks: one right to answer a family, by keyed hashes that lead back to nobody (A11.6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from kehou.agreements.public import active_agreements
from kehou.platform.sealed.keyring import lookup_token
from kehou.registry.public import SchoolInfo, families_of, term_info

CODE_LENGTH = 12


def families_asked(school: SchoolInfo, term_id: UUID, *, on: date) -> Mapping[UUID, UUID]:
    """The pupils of the service, each with the one that stands for its family."""
    on = min(max(on, term_info(term_id).first_date), term_info(term_id).last_date)
    joined = {agreement.pupil_id for agreement in active_agreements(school.id, term_id, on=on)}
    known = family_of_each(school.id, on=on)
    return {pupil: known[pupil] for pupil in joined if pupil in known}


def family_of(school_id: UUID, pupil_id: UUID, *, on: date) -> UUID:
    """The family of one pupil, as ``family_of_each`` names it."""
    return family_of_each(school_id, on=on).get(pupil_id, pupil_id)


def family_of_each(school_id: UUID, *, on: date) -> dict[UUID, UUID]:
    """Each pupil's family: brothers and sisters who share a guardian stand under the first of them."""
    by_guardian: dict[UUID, list[UUID]] = defaultdict(list)
    for link in families_of(school_id, on=on):
        if link.may_sign:
            by_guardian[link.guardian_id].append(link.pupil_id)
    head: dict[UUID, UUID] = {}

    def found(pupil: UUID) -> UUID:
        while head.setdefault(pupil, pupil) != pupil:
            pupil = head[pupil]
        return pupil

    for pupils in by_guardian.values():
        roots = sorted(map(found, pupils))
        for root in roots[1:]:
            head[root] = roots[0]
    return {pupil: found(pupil) for pupil in head}


def token_of(survey_id: UUID, family: UUID) -> str:
    """What the ledger of a survey knows a family by; it leads back to nobody without the key."""
    return lookup_token(f"{survey_id}:{family}", kind="survey-token")


def slip_code(survey_id: UUID, family: UUID) -> str:
    """The code on a family's paper: made again at each printing, kept nowhere."""
    return lookup_token(f"{survey_id}:{family}", kind="survey-slip")[:CODE_LENGTH].upper()


def slip_token(code: str) -> str:
    """What is kept of a code, to find the right to answer by; spaces and dashes do not count."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return lookup_token(plain, kind="survey-slip-code")
