"""Opening and ending links between a pupil and those who may act for the child (practice.md 4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.files.scans import Scan
from kehou.registry.models import Guardianship, Pupil
from kehou.registry.services.families.people import person_for
from kehou.registry.services.families.proofs import keep_proof
from kehou.registry.services.families.sight import in_force, link_to_keep, pupil_to_keep


class UnableToLink(UnableTo):
    """The link is there already, proves nothing, allows nothing or has no end."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a link allows: signing, collecting; or that this person must not collect the child."""

    may_sign: bool
    may_collect: bool
    must_not_collect: bool = False


GUARDIAN_LIMITS = Limits(may_sign=True, may_collect=True)


@transaction.atomic
def add_guardian(
    *, actor: Actor, now: datetime, pupil_id: UUID, name: str, phone: str, relation: str
) -> Guardianship:
    """Link a guardian whom the roll does not name; whoever adds one confirms them. Raises UnableToLink."""
    pupil = pupil_to_keep(actor, pupil_id)
    person = person_for(pupil.place, name=name, phone=phone)
    link = open_link(
        pupil, person, now=now, relation=relation, limits=GUARDIAN_LIMITS, confirmed_by=actor.person
    )
    _note("guardian.added", link, actor=actor, now=now)
    return link


@transaction.atomic
def entrust_carer(
    *,
    actor: Actor,
    now: datetime,
    pupil_id: UUID,
    name: str,
    phone: str,
    relation: str,
    limits: Limits,
    until: date,
    proof: Scan | None,
) -> Guardianship:
    """Link someone to whom a guardian entrusted the child, with proof, for a time, within what they allowed.

    Raises UnableToLink and UnableToKeepProof.
    """
    pupil = pupil_to_keep(actor, pupil_id)
    clause = "A7.6" if limits.may_sign else "A10.8"
    if proof is None:
        raise UnableToLink([refusal(clause, "carer_without_proof", subject="carer")])
    if until <= local_day(now):
        raise UnableToLink([refusal(clause, "carer_without_time", subject="carer", until=until)])
    if not (limits.may_sign or limits.may_collect) or limits.must_not_collect:
        raise UnableToLink([refusal(clause, "carer_for_nothing", subject="carer")])
    link = open_link(
        pupil,
        person_for(pupil.place, name=name, phone=phone),
        now=now,
        relation=relation,
        limits=limits,
        kind=Guardianship.Kind.CARER,
        until=until,
        proof_id=keep_proof(proof, place=pupil.place, actor=actor, now=now),
        confirmed_by=actor.person,
    )
    _note("carer.entrusted", link, actor=actor, now=now)
    return link


@transaction.atomic
def limit_link(
    *, actor: Actor, now: datetime, link_id: UUID, limits: Limits, proof: Scan | None = None
) -> Guardianship:
    """Change what a link allows: it ends today and another opens (A10.8). Raises UnableToLink."""
    link = link_to_keep(actor, link_id, on=local_day(now))
    if limits.must_not_collect and limits.may_collect:
        raise UnableToLink([refusal("A10.8", "collect_and_must_not", subject="link")])
    proof_id = keep_proof(proof, place=link.place, actor=actor, now=now) if proof else link.proof_id
    until = link.until_date
    close_link(link, now)
    fresh = open_link(
        link.pupil,
        link.guardian_id,
        now=now,
        relation=link.relation,
        limits=limits,
        kind=link.kind,
        until=until,
        proof_id=proof_id,
        confirmed_by=actor.person,
    )
    _note("guardian.limited", fresh, actor=actor, now=now)
    return fresh


@transaction.atomic
def end_link(*, actor: Actor, now: datetime, link_id: UUID) -> None:
    """End a link from today on; what it allowed until yesterday stays on record."""
    link = link_to_keep(actor, link_id, on=local_day(now))
    close_link(link, now)
    _note("guardian.ended", link, actor=actor, now=now)


def open_link(
    pupil: Pupil,
    person: UUID,
    *,
    now: datetime,
    relation: str,
    limits: Limits,
    kind: str = Guardianship.Kind.GUARDIAN,
    until: date | None = None,
    proof_id: UUID | None = None,
    confirmed_by: UUID | None = None,
) -> Guardianship:
    """Open a link from today on. Raises UnableToLink where one of the same two people holds."""
    today = local_day(now)
    if in_force(Guardianship.objects.filter(pupil_id=pupil.id, guardian_id=person), today).exists():
        raise UnableToLink([refusal("A10.8", "linked_already", subject="link")])
    return Guardianship.objects.create(
        county_code=pupil.county_code,
        school_id=pupil.school_id,
        pupil=pupil,
        guardian_id=person,
        kind=kind,
        relation=relation,
        may_sign=limits.may_sign,
        may_collect=limits.may_collect,
        must_not_collect=limits.must_not_collect,
        proof_id=proof_id,
        confirmed_by=confirmed_by,
        confirmed_at=now if confirmed_by else None,
        from_date=today,
        until_date=until,
    )


def close_link(link: Guardianship, now: datetime) -> None:
    """Let a link end today; one that was opened today never held."""
    link.until_date = local_day(now)
    link.save(update_fields=["until_date"])


def _note(action: str, link: Guardianship, *, actor: Actor, now: datetime) -> None:
    record(action, actor=actor, place=link.place, subject=subject_of("link", link.id), now=now)
