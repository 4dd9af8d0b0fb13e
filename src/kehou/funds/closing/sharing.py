"""The surplus list of a point: who paid what net, and what each gets back (A9.11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from kehou.authority.public import judge_at
from kehou.delivery.public import Attendance, attendance_facts
from kehou.funds.book.keys import pupil_keys
from kehou.funds.book.reading import held_by_pupil
from kehou.funds.models import SurplusShare, TermLedger
from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.verdict import UnableTo, stops
from kehou.ledger.accounts import ARREARS, FEES, REFUNDED, WAIVED_BY_SCHOOL, WAIVED_BY_SUBSIDY
from kehou.platform.database.rows import new_id
from kehou.registry.public import term_info
from kehou.rulebook.engine import Parameters
from kehou.rulebook.facts.closing import PayerShare, SurplusList
from kehou.rulebook.hunan_2024.art09_surplus import surplus_shares


class UnableToShare(UnableTo):
    """A surplus list is not what the Measures ask for."""


@dataclass(frozen=True, slots=True)
class Share:
    """One family's share at a point, with the weight by which it was taken."""

    key: str
    point: str
    weight: int
    net_paid: Fen
    share: Fen


def point_shares(
    ledger: TermLedger, point: str, paid: Mapping[str, Fen], pool: Fen, parameters: Parameters
) -> list[Share]:
    """The shares of a point's pool: every payer is named, those who left early too."""
    weights = _weights(ledger, point, paid, parameters.choice("surplus_weights"))
    found = surplus_shares(pool, weights)
    return [
        Share(key, point, weights[key], amount, found.get(key, ZERO)) for key, amount in sorted(paid.items())
    ]


def net_paid(ledger: TermLedger) -> dict[str, dict[str, Fen]]:
    """What each family paid net, by point and in order of key; who paid nothing is left out."""
    held = held_by_pupil(ledger.id, FEES, WAIVED_BY_SUBSIDY, WAIVED_BY_SCHOOL, REFUNDED, ARREARS)
    found: dict[str, dict[str, Fen]] = {point: {} for point in ledger.points}
    for (point, key), amount in sorted(held.items()):
        if amount < ZERO:
            found[point][key] = -amount
    return found


def check_list(ledger: TermLedger, paid: Mapping[str, Fen], pool: Fen, shares: list[Share]) -> None:
    """Hold a point's list against A9.11: the whole pool, every payer, no cash for who paid nothing.

    Raises UnableToShare.
    """
    surplus = SurplusList(
        pool=pool,
        shares=tuple(PayerShare(share.key, share.net_paid, share.share) for share in shares),
        payers=frozenset(paid),
    )
    if refused := stops(judge_at(ledger.place, surplus, on=term_info(ledger.term_id).last_date)):
        raise UnableToShare(refused)


def keep_list(ledger: TermLedger, pools: Mapping[str, Fen], shares: list[Share]) -> None:
    """Keep the surplus list of a ledger; it never changes. Raises UnableToShare, point by point."""
    paid = net_paid(ledger)
    for point, pool in pools.items():
        check_list(ledger, paid[point], pool, [share for share in shares if share.point == point])
    SurplusShare.objects.bulk_create(
        [
            SurplusShare(
                id=new_id(),
                county_code=ledger.county_code,
                school_id=UUID(ledger.points[share.point]),
                ledger=ledger,
                point_code=share.point,
                pupil_key=share.key,
                weight=share.weight,
                net_paid_fen=share.net_paid.amount,
                share_fen=share.share.amount,
            )
            for share in shares
        ],
        batch_size=2_000,
    )


def _weights(ledger: TermLedger, point: str, paid: Mapping[str, Fen], rule: str) -> dict[str, int]:
    if rule == "equal_heads":
        return dict.fromkeys(paid, 1)
    if rule == "periods_attended":
        attended = _periods_attended(ledger, point)
        weights = {key: attended.get(key, 0) for key in paid}
        return weights if any(weights.values()) else dict.fromkeys(paid, 1)
    return {key: amount.amount for key, amount in paid.items()}


def _periods_attended(ledger: TermLedger, point: str) -> dict[str, int]:
    facts = attendance_facts(UUID(ledger.points[point]), ledger.term_id)
    units: dict[UUID, int] = {}
    for fact in facts:
        if fact.delivered and fact.state is Attendance.PRESENT:
            units[fact.pupil_id] = units.get(fact.pupil_id, 0) + fact.units
    keys = pupil_keys(ledger.id, units)
    return {keys[pupil]: count for pupil, count in units.items()}
