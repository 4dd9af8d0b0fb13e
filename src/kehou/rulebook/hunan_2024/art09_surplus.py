"""Article 9: what is left at the end of a term goes back to those who paid (A9.11, A9.5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kehou.kernel.fen import ZERO, Fen, total
from kehou.rulebook.engine import Effect, Parameters, Verdict, cites, computes
from kehou.rulebook.facts.closing import PointMeans, SetOff, Settlement, SurplusList, SurplusReturn
from kehou.rulebook.hunan_2024.register import verdict


@computes("A9.11", "A9.5")
def settlement(means: PointMeans, parameters: Parameters) -> Settlement:
    """What is left at one point, and whose it is (A9.11): N, G, E of process 9b.

    By default the subsidy is spent first, so that families get back up to all they paid; what is left
    above that was subsidy and goes back to the finance office. Nothing stays with the school (A9.5).
    """
    paid = means.net_paid + means.interest
    left = paid + means.given - means.spent
    if left <= ZERO:
        return Settlement(ZERO, ZERO, -left)
    if means.net_paid <= ZERO:
        return Settlement(ZERO, left, ZERO)
    pool = _families_part(parameters.choice("surplus_order"), paid, means.given, left)
    return Settlement(pool, left - pool, ZERO)


def _families_part(order: str, paid: Fen, given: Fen, left: Fen) -> Fen:
    if order == "pro_rata":
        return left.split([paid.amount, given.amount])[0]
    if order == "fee_first":
        return max(ZERO, left - given)
    return min(paid, left)


@computes("A9.11")
def surplus_shares(pool: Fen, weights: Mapping[str, int]) -> dict[str, Fen]:
    """The pool shared by weight to the fen, by the largest remainder; the smaller key wins a tie (A9.11)."""
    keys = sorted(key for key, weight in weights.items() if weight > 0)
    if not pool or not keys:
        return {}
    return dict(zip(keys, pool.split([weights[key] for key in keys]), strict=True))


@cites("A9.11")
def list_gives_back_the_whole_pool(surplus: SurplusList, _: Parameters) -> Iterator[Verdict]:
    """The list adds up to the pool, not a fen more or less (A9.11)."""
    found = total(row.share for row in surplus.shares)
    yield verdict(
        "A9.11",
        "surplus_sum_differs",
        found == surplus.pool,
        effect=Effect.STOP,
        found=found,
        required=surplus.pool,
    )


@cites("A9.11")
def list_leaves_no_payer_out(surplus: SurplusList, _: Parameters) -> Iterator[Verdict]:
    """Everyone who paid is on the list, also who left early; who paid nothing gets no cash (A9.11)."""
    listed = {row.key for row in surplus.shares}
    for key in sorted(surplus.payers - listed) if surplus.pool else ():
        yield verdict("A9.11", "payer_left_out", False, effect=Effect.STOP, subject=f"payer/{key}")
    for row in surplus.shares:
        free = row.net_paid <= ZERO and row.share > ZERO
        yield verdict(
            "A9.11",
            "waived_gets_cash",
            not free,
            effect=Effect.STOP,
            subject=f"payer/{row.key}",
            found=row.share,
        )


@cites("A9.11")
def every_share_is_returned(back: SurplusReturn, _: Parameters) -> Iterator[Verdict]:
    """Each share is paid with proof, or parked for its family after notice (A9.11)."""
    open_shares = len(back.unpaid)
    yield verdict(
        "A9.11", "shares_unpaid", open_shares == 0, effect=Effect.STOP, found=open_shares, required=0
    )
    unnoticed = len(back.parked_without_notice)
    yield verdict(
        "A9.11", "parked_without_notice", unnoticed == 0, effect=Effect.STOP, found=unnoticed, required=0
    )


@cites("A9.11")
def nothing_is_set_off_unasked(back: SurplusReturn, parameters: Parameters) -> Iterator[Verdict]:
    """No share stands against the next fee unless the city allows it and its family chose so (A9.11)."""
    allowed = parameters.flag("surplus_offset")
    found = back.set_off_unasked if allowed else back.set_off
    yield verdict("A9.11", "surplus_set_off", not found, effect=Effect.STOP, found=len(found), required=0)


@cites("A9.11")
def set_off_is_allowed_by_the_city(_: SetOff, parameters: Parameters) -> Iterator[Verdict]:
    """Where the city says nothing, every share goes back in money (A9.11)."""
    met = parameters.flag("surplus_offset")
    yield verdict("A9.11", "set_off_not_allowed", met, effect=Effect.STOP)


@cites("A9.11")
def set_off_is_the_familys_choice(share: SetOff, _: Parameters) -> Iterator[Verdict]:
    """A family chooses it in writing, and only for its own child's next bill at the same school (A9.11).

    Who leaves or finishes the school gets the money: no later bill could take it.
    """
    yield verdict("A9.11", "set_off_unchosen", share.in_writing, effect=Effect.STOP)
    yield verdict("A9.11", "set_off_of_leaver", share.stays, effect=Effect.STOP)
    yield verdict("A9.11", "set_off_not_next_term", share.is_next_term, effect=Effect.STOP)


@computes("A9.11")
def set_off_parts(waiting: Fen, due: Fen) -> tuple[Fen, Fen]:
    """What a bill takes of a share, up to what is due on it, and what goes back in money (A9.11)."""
    taken = min(waiting, max(due, ZERO))
    return taken, waiting - taken


@cites("A9.5")
def nothing_stays_with_the_school(back: SurplusReturn, _: Parameters) -> Iterator[Verdict]:
    """When all is returned the fees' balance is nothing: no profit, no reserve, no carry-over (A9.5)."""
    met = back.fee_balance == ZERO
    yield verdict("A9.5", "fees_kept_back", met, effect=Effect.STOP, found=back.fee_balance, required=ZERO)
