"""The agreement of one pupil as a document, before and after it was signed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from kehou.agreements.public import Offer, SignedText, Terms
from kehou.authority.public import parameters_for
from kehou.enrolment.judging import pupil_at
from kehou.kernel.fen import Fen
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.platform.paper.codes import scan_mark, short_code
from kehou.platform.paper.documents.agreement import Agreement, Choice, DataUse
from kehou.platform.paper.documents.parts import Article
from kehou.platform.ui.wording import full_moment
from kehou.registry.public import FamilyLink, PupilInfo, families_of, names_of, school_info

NOBODY = UUID(int=0)  # stands for the pupil in an address that is printed for many
DATA_USES = (
    DataUse("姓名、班级、选课和出勤", "编班、点名、结算和退费", "服务结束后3年"),
    DataUse("接送人姓名和电话", "放学交接", "学期结束后1年"),
)


def agreement_document(text: SignedText, *, address: str) -> Agreement:
    """A signed agreement with the family's answers, for the copy under seal."""
    place = school_info(text.school_id).place
    pupil = pupil_at(text.school_id, text.pupil_id)
    names = names_of([text.pupil_id, text.signed_by])
    links = families_of(text.school_id, on=local_day(text.signed_at), pupils=[text.pupil_id])
    signer = names.get(text.signed_by, "")
    return _document(
        text.terms,
        place,
        pupil,
        pupil_name=names.get(text.pupil_id, ""),
        guardian=signer,
        relation=_relation(links, text.signed_by),
        offered=local_day(text.signed_at),
        address=address,
        code=_code(text.agreement_id),
        choice=Choice(True, text.data_consent, signer, full_moment(text.signed_at)),
    )


def offered_documents(
    offers: list[Offer], links: list[FamilyLink], *, on: date, address: str
) -> list[Agreement]:
    """Agreements to be signed by hand, one a pupil; ``address`` has NOBODY where the pupil belongs."""
    first = {link.pupil_id: link for link in reversed(links) if link.may_sign}
    names = names_of([*(offer.pupil.id for offer in offers), *(link.guardian_id for link in first.values())])
    return [
        _document(
            offer.terms,
            offer.plan.place,
            offer.pupil,
            pupil_name=names.get(offer.pupil.id, ""),
            guardian=names.get(first[offer.pupil.id].guardian_id, "") if offer.pupil.id in first else "",
            relation=first[offer.pupil.id].relation_name if offer.pupil.id in first else "",
            offered=on,
            address=address.replace(str(NOBODY), str(offer.pupil.id)),
            code=_code(offer.pupil.id),
            choice=Choice(),
        )
        for offer in offers
    ]


def _document(
    terms: Terms,
    place: Place,
    pupil: PupilInfo | None,
    *,
    pupil_name: str,
    guardian: str,
    relation: str,
    offered: date,
    address: str,
    code: str,
    choice: Choice,
) -> Agreement:
    minutes = parameters_for(place, on=offered).minutes("period_len", _stage(terms.grade))
    return Agreement(
        school=terms.school,
        term=terms.term,
        pupil=pupil_name,
        class_name=pupil.class_name if pupil else "",
        guardian=guardian,
        relation=relation,
        first_day=terms.first_day,
        last_day=terms.last_day,
        plan_number=terms.term,
        plan_version=terms.version_number,
        reply=terms.reply_number,
        price=Fen(terms.price_fen),
        period_minutes=f"{minutes}分钟",
        term_ceiling=Fen(terms.ceiling_fen),
        articles=tuple(Article(part.heading, part.lines) for part in terms.articles),
        if_not_joining=terms.if_not_joining,
        data_uses=DATA_USES,
        data_notes=terms.data_notes,
        mark=scan_mark(code, address),
        offered=offered,
        choice=choice,
    )


def _stage(grade: int) -> str:
    return "junior" if grade > 6 else "primary"


def _relation(links: list[FamilyLink], guardian: UUID) -> str:
    return next((link.relation_name for link in links if link.guardian_id == guardian), "")


def _code(identity: UUID) -> str:
    return short_code(identity.int % 32**7)
