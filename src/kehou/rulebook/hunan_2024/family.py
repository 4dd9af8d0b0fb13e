"""Who may act for a pupil. Shared by petition and agreement (A7.6, A7.12, A2.2)."""

from __future__ import annotations

from kehou.rulebook.facts.signer import Signer, Standing


def speaks_for_pupil(signer: Signer) -> bool:
    """Whether a person may sign for the pupil: a guardian, or a carer whom the guardian allowed to."""
    if signer.standing is Standing.GUARDIAN:
        return True
    return signer.standing is Standing.CARER and signer.may_sign


def is_not_the_school(signer: Signer) -> bool:
    """Whether a person does not act as the school: no staff, or the child's own guardian on record."""
    return not signer.is_school_staff or signer.standing is Standing.GUARDIAN
