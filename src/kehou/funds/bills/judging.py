"""Asking the rulebook about drafted bills, and the gates that are pulled at the moment of issue."""

from __future__ import annotations

from collections.abc import Iterable

from kehou.authority.public import WaiverRuleInfo, edition_at
from kehou.funds.bills.drafting import Basis
from kehou.funds.bills.facts import DraftBill
from kehou.kernel.fen import Fen
from kehou.kernel.verdict import Verdict, stops
from kehou.notices.public import is_publicised
from kehou.rulebook.facts.authority import ChargeFacts
from kehou.rulebook.facts.fees import EXTENDED_CARE_ITEM, SERVICE_ITEM
from kehou.rulebook.facts.publicity import ChargePublicity


def refused(basis: Basis, drafts: Iterable[DraftBill], rule: WaiverRuleInfo | None) -> tuple[Verdict, ...]:
    """Every verdict that keeps these bills from being issued, each said once."""
    edition = edition_at(basis.on, term_began=basis.term.first_date)
    completed = is_publicised(basis.plan.version_id)
    found: dict[tuple[str, str, str], Verdict] = {}
    for draft in drafts:
        for facts in (draft.facts, _publicity(basis, draft, completed), _charge(draft, rule)):
            for verdict in stops(edition.judge(facts, basis.parameters)):
                found.setdefault((verdict.clause, verdict.reason, verdict.subject), verdict)
    return tuple(found.values())


def _publicity(basis: Basis, draft: DraftBill, completed: bool) -> ChargePublicity:
    """The price a period beside the publicised one; the item is the first that is charged."""
    planned = basis.price_of(draft.grade)
    publicised: dict[str, Fen] = {SERVICE_ITEM: planned.price} if planned else {}
    if basis.care_price:
        publicised[EXTENDED_CARE_ITEM] = basis.care_price
    return ChargePublicity(draft.facts.items[0], draft.facts.price, publicised, completed)


def _charge(draft: DraftBill, rule: WaiverRuleInfo | None) -> ChargeFacts:
    return ChargeFacts(draft.amount.gross, draft.amount.net, draft.aid_category, rule is not None)
