"""From a ledger to its public account: only what the book says (A11.8)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

from kehou.authority.public import parameters_for
from kehou.funds.accounts.facts import (
    AccountContent,
    PaidGroup,
    PaidProvider,
    PointFigures,
    lines_of,
    paid_group,
)
from kehou.funds.book.keys import person_key
from kehou.funds.book.reading import Balances, balances, held_by_person, moved_by
from kehou.funds.models import PublicAccount, SetOff, SurplusShare, TermLedger
from kehou.kernel.fen import ZERO, Fen
from kehou.ledger.accounts import BANK, LABOUR, MANAGERS, PROVIDERS, TEACHERS, TREASURY, Account
from kehou.ledger.events import EventKind
from kehou.plans.public import approved_plan
from kehou.providers.public import contracts_of
from kehou.registry.public import schools_by_id, term_info


def build_account(
    ledger: TermLedger, kind: PublicAccount.Kind, *, on: date, correction: str = ""
) -> AccountContent:
    """The account of a ledger as its book stands now; ``correction`` is why it follows a final one."""
    term, held = term_info(ledger.term_id), balances(ledger.id)
    parameters = parameters_for(ledger.place, on=on)
    points, crossed = _points(ledger, held), crossed_of(ledger)
    return AccountContent(
        ledger=str(ledger.id),
        school=next(point.name for point in points if ledger.points[point.code] == str(ledger.school_id)),
        term=term.label,
        first_date=term.first_date,
        last_date=term.last_date,
        kind=kind.value,
        version=ledger.accounts.count() + 1,
        lines=lines_of(held.by_place),
        points=points,
        teachers=_group(ledger, TEACHERS),
        managers=_group(ledger, MANAGERS),
        outside=_group(ledger, LABOUR),
        providers=_providers(ledger),
        payers=SurplusShare.objects.filter(ledger=ledger).count(),
        surplus_order=parameters.choice("surplus_order"),
        surplus_weights=parameters.choice("surplus_weights"),
        first_hash=ledger.first_hash,
        entry_count=ledger.last_number,
        head=ledger.head,
        set_off_fen=crossed["set_off"].amount,
        set_off_families=SetOff.objects.filter(share__ledger=ledger, undone_fen=0).count(),
        set_off_from_before_fen=crossed["set_off_from_before"].amount,
        correction=correction,
    )


def crossed_of(ledger: TermLedger) -> dict[str, Fen]:
    """What families let stand against the next bill, and what came so from the term before, by the book.

    It is told by the money that left and came; what was taken back went the other way.
    """
    out = moved_by(ledger.id, (EventKind.SURPLUS_SET_OFF, EventKind.SET_OFF_TAKEN_BACK), BANK, TREASURY)
    came = moved_by(ledger.id, (EventKind.SET_OFF_RECEIVED, EventKind.SET_OFF_SENT_BACK), BANK, TREASURY)
    return {"set_off": -out, "set_off_from_before": came}


def _points(ledger: TermLedger, held: Balances) -> tuple[PointFigures, ...]:
    names = {
        str(identity): school.name
        for identity, school in schools_by_id(map(UUID, ledger.points.values())).items()
    }
    return tuple(
        PointFigures(code, names[school], _reply(UUID(school), ledger.term_id), lines_of(held.by_place, code))
        for code, school in ledger.points.items()
    )


def _reply(school_id: UUID, term_id: UUID) -> str:
    plan = approved_plan(school_id, term_id)
    return plan.reply_number if plan else ""


def _group(ledger: TermLedger, account: Account) -> PaidGroup:
    """A person who served at two points of a central school counts once."""
    by_person: dict[str, Fen] = defaultdict(lambda: ZERO)
    for (_, key), amount in held_by_person(ledger.id, account).items():
        if key:
            by_person[key] += amount
    return paid_group(list(by_person.values()))


def _providers(ledger: TermLedger) -> tuple[PaidProvider, ...]:
    paid: dict[str, Fen] = defaultdict(lambda: ZERO)
    for (_, key), amount in held_by_person(ledger.id, PROVIDERS).items():
        if key:
            paid[key] += amount
    names = _provider_names(ledger) if paid else {}
    rows = [PaidProvider(names.get(key, ""), amount.amount) for key, amount in paid.items()]
    return tuple(sorted(rows, key=lambda provider: (-provider.total_fen, provider.name)))


def _provider_names(ledger: TermLedger) -> dict[str, str]:
    """The names in the contracts of the ledger's points, by the provider's key in the book."""
    contracts = [
        contract
        for point in ledger.points.values()
        for contract in contracts_of(UUID(point), term_id=ledger.term_id)
    ]
    return {person_key(ledger.id, contract.provider_id): contract.provider_name for contract in contracts}
