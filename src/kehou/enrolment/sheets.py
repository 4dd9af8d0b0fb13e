"""Reading for the paper route: what is printed for a class, and what was keyed in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.http import Http404

from kehou.agreements.public import KEY_PAPER, KeyedSheet, Offer, keyed_sheets, offer_for, why_not
from kehou.enrolment.lists import visible_classes
from kehou.enrolment.wording import DAYS
from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.plans.public import approved_plan
from kehou.platform.ui.pieces import Answer
from kehou.platform.ui.wording import full_day
from kehou.registry.public import (
    ClassInfo,
    PupilInfo,
    TermInfo,
    families_of,
    names_of,
    pupils_of,
    term_at_hand,
)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A keyed sheet with the names on it."""

    sheet: KeyedSheet
    pupil: str
    class_name: str
    keyed_by: str


def school_and_term(actor: Actor, *, on: date) -> tuple[Place, TermInfo]:
    """The school whose paper agreements the actor works on, and its term. Raises Http404."""
    places = [place for place in actor.places(KEY_PAPER.roles) if place.school_id]
    if not places:
        raise Http404
    return places[0], term_at_hand(places[0].code, on=on)


def may_sign(place: Place, term: TermInfo) -> bool:
    """Whether agreements can be signed, on paper as on the phone (A7.1)."""
    return not why_not(approved_plan(place.school, term.id))


def pupils_to_key(actor: Actor, place: Place) -> list[PupilInfo]:
    """The pupils of the classes that the actor may see."""
    classes = {each.id for each in visible_classes(actor, place)}
    return [pupil for pupil in pupils_of(place.school) if pupil.class_id in classes]


def pupil_to_key(actor: Actor, place: Place, pupil_id: UUID) -> PupilInfo:
    """One of those pupils. Raises Http404."""
    classes = {each.id for each in visible_classes(actor, place)}
    found = [pupil for pupil in pupils_of(place.school, pupils=[pupil_id]) if pupil.class_id in classes]
    if not found:
        raise Http404
    return found[0]


def offers_to_class(place: Place, each: ClassInfo, term: TermInfo, *, on: date) -> list[Offer]:
    """The offers to a class; the terms of one grade are the same, so they are built once."""
    pupils = pupils_of(place.school, class_id=each.id)
    first = offer_for(place.school, pupils[0].id, term.id, on=on) if pupils else None
    return [replace(first, pupil=pupil) for pupil in pupils] if first else []


def sheet_rows(actor: Actor, place: Place, term: TermInfo) -> list[SheetRow]:
    """The keyed sheets of the actor's classes, newest first."""
    pupils = {pupil.id: pupil for pupil in pupils_to_key(actor, place)}
    sheets = [sheet for sheet in keyed_sheets(place.school, term.id) if sheet.pupil_id in pupils]
    names = names_of({*(sheet.pupil_id for sheet in sheets), *(sheet.keyed_by for sheet in sheets)})
    return [
        SheetRow(
            sheet,
            names.get(sheet.pupil_id, ""),
            pupils[sheet.pupil_id].class_name,
            names.get(sheet.keyed_by, ""),
        )
        for sheet in sheets
    ]


def sheet_row(actor: Actor, place: Place, term: TermInfo, entry_id: UUID) -> SheetRow:
    """One keyed sheet. Raises Http404."""
    for row in sheet_rows(actor, place, term):
        if row.sheet.id == entry_id:
            return row
    raise Http404


def guardians_of(place: Place, pupil_id: UUID, *, on: date) -> list[tuple[str, str]]:
    """Who may sign for a pupil: id and name with relation."""
    links = [link for link in families_of(place.school, on=on, pupils=[pupil_id]) if link.may_sign]
    names = names_of(link.guardian_id for link in links)
    return [
        (str(link.guardian_id), f"{names.get(link.guardian_id, '')}（{link.relation_name}）")
        for link in links
    ]


def keyed_answers(row: SheetRow) -> list[Answer]:
    """What was keyed in, to be compared with the scan."""
    consent = {True: "同意", False: "不同意", None: "没有填"}[row.sheet.data_consent]
    return [
        Answer("学生", f"{row.pupil} {row.class_name}"),
        Answer("签署日期", full_day(row.sheet.signed_date)),
        Answer("参加的日子", "、".join(DAYS[day] for day in row.sheet.days)),
        Answer("孩子的个人信息", consent),
        Answer("录入人", row.keyed_by),
    ]
