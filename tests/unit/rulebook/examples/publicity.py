"""The notice of an approved plan, its period and its objections (A2.12 to A2.14, A7.5, A7.11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from factories.family_facts import APPROVED, OTHER
from factories.plan_facts import HOLIDAYS_2026
from kehou.kernel.fen import Fen
from kehou.rulebook.facts.fees import SERVICE_ITEM
from kehou.rulebook.facts.publicity import (
    Audience,
    ChargePublicity,
    NoticeFacts,
    Objection,
    PublicityClosing,
)
from kehou.rulebook.hunan_2024.art02_publicity import (
    charge_was_publicised,
    notice_invites_complaints,
    notice_is_complete,
    notice_says_what_was_approved,
)
from kehou.rulebook.hunan_2024.art07_publicity import (
    both_audiences_are_told,
    notice_spares_pupils,
    objections_are_answered,
    publicity_lasts,
    published_page_stays,
)
from kehou.rulebook.hunan_2024.private_traces import PrivateTrace
from unit.rulebook.example import Example, parameters

FIELDS = parameters().codes("publicity_fields")


def _notice(**changes: Any) -> NoticeFacts:
    return replace(NoticeFacts(APPROVED, APPROVED, FIELDS, frozenset(Audience)), **changes)


def _without(field: str) -> NoticeFacts:
    return _notice(filled_fields=FIELDS - {field})


def _closing(**changes: Any) -> PublicityClosing:
    """Opened on Monday 24 August, closed on Monday 31: five working days."""
    closing = PublicityClosing(date(2026, 8, 24), date(2026, 8, 31), HOLIDAYS_2026, "same", "same")
    return replace(closing, **changes)


def _objected(answered: date | None) -> PublicityClosing:
    return _closing(objections=(Objection("1", date(2026, 8, 25), answered),))


def _charge(**changes: Any) -> ChargePublicity:
    return replace(
        ChargePublicity(SERVICE_ITEM, Fen(400), {SERVICE_ITEM: Fen(400)}, completed=True), **changes
    )


PRICE_DIFFERS = frozenset({"price/primary"})

EXAMPLES = (
    Example("every field filled", notice_is_complete, _notice(), met=True),
    *(
        Example(f"{field} missing", notice_is_complete, _without(field), met=False, subject=f"notice/{field}")
        for field in sorted(FIELDS - {"complaint_channel"})
    ),
    Example("a phone for complaints", notice_invites_complaints, _notice(), met=True),
    Example("no channel", notice_invites_complaints, _without("complaint_channel"), met=False),
    Example("the approved version", notice_says_what_was_approved, _notice(), met=True, clause="A2.12"),
    Example(
        "another price",
        notice_says_what_was_approved,
        _notice(differing_keys=PRICE_DIFFERS),
        met=False,
        clause="A2.12",
        subject="price/primary",
    ),
    Example("the approved version", notice_says_what_was_approved, _notice(), met=True, clause="A7.5"),
    Example(
        "another version",
        notice_says_what_was_approved,
        _notice(approved_version_id=OTHER),
        met=False,
        clause="A7.5",
    ),
    Example(
        "nothing approved",
        notice_says_what_was_approved,
        _notice(approved_version_id=None),
        met=False,
        clause="A7.5",
    ),
    Example("publicised", charge_was_publicised, _charge(), met=True),
    Example("a fen above", charge_was_publicised, _charge(charged=Fen(401)), met=False),
    Example("another item", charge_was_publicised, _charge(item="materials"), met=False),
    Example("before the end", charge_was_publicised, _charge(completed=False), met=False),
    Example("parents and public", both_audiences_are_told, _notice(), met=True),
    Example(
        "parents only",
        both_audiences_are_told,
        _notice(audiences=frozenset({Audience.PARENTS})),
        met=False,
        subject="audience/public",
    ),
    Example("no data of pupils", notice_spares_pupils, _notice(), met=True),
    Example(
        "a pupil's name",
        notice_spares_pupils,
        _notice(private_traces=frozenset({PrivateTrace.PUPIL_NAME})),
        met=False,
    ),
    Example("five working days", publicity_lasts, _closing(), met=True),
    Example(
        "the weekend does not count", publicity_lasts, _closing(closing_date=date(2026, 8, 30)), met=False
    ),
    Example(
        "the National Day holiday does not count",
        publicity_lasts,
        _closing(opened_date=date(2026, 9, 29), closing_date=date(2026, 10, 10)),
        met=False,
    ),
    Example("answered on the last day", objections_are_answered, _objected(date(2026, 8, 31)), met=True),
    Example("no objection", objections_are_answered, _closing(), met=True),
    Example("unanswered", objections_are_answered, _objected(None), met=False),
    Example("answered after closing", objections_are_answered, _objected(date(2026, 9, 1)), met=False),
    Example("answered before it came", objections_are_answered, _objected(date(2026, 8, 24)), met=False),
    Example("the page as it was", published_page_stays, _closing(), met=True),
    Example("the page altered", published_page_stays, _closing(content_digest="other"), met=False),
)
